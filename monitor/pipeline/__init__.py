"""The stages, to be read in this order: collect · read · understand · relate · deliver (and digest).

Each asks the store what is pending, lets pure code decide, and commits. Nothing lives between them but the
store, so a pass that was cut short is finished by the next one.
"""
