"""Finds where a sentence repeats the grade of the one before without saying it: "So is A"."""

from __future__ import annotations

import re

from monitor.understand.document import Sentence


def echo(sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence without a grade repeats the last one: "So is A", "A does too", "On A, the same"."""
    low = sentence.low
    ending = low.rstrip(".\"'")  # a look at the last word spares most sentences a search
    if sentence.has("area") and ending.endswith(_SAME) and (found := _SAME_ENDS.search(low)):
        return found.span()
    if found := _SO_OPENS.match(low):
        return found.span()
    if ending.endswith(_TOO) and (found := _TOO_ENDS.search(low)):
        return found.span()
    return None


_SAME = ("same", "again", "likewise", "ditto", "similarly")
_TOO = ("too", "as well", "likewise", "better", "worse")

_TOO_ENDS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had)(?: them| it| one| so)? (?:too|as well|"
    r"likewise)\b[.\"']*$"
    r"|\bfares? no (?:better|worse)[.\"']*$"
)


_SAME_ENDS = re.compile(
    r"(?:, (?:likewise|ditto|the same|the same again|similarly)|"
    r"\b(?:is|are|was|were|gets?|got|fares?|fared|comes? out)(?: much| just| exactly)? the same)[.\"']*$"
)
_SO_OPENS = re.compile(
    r"^(?:so|nor|neither|as),? (?:[\w' ]{1,40}, )?(?:is|are|was|were|do|does|did|has|have)\b"
    r"|^the same (?:is true|was true|goes|went|applies|applied|can be said|holds)(?: of| for| to)?\b"
)
