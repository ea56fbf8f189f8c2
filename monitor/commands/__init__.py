"""The commands, one file each: what a person types and what is printed; the work is done below."""
