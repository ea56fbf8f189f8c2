"""Tells whether a sentence gives a grade to the service as a whole, by "overall" and its like."""

from __future__ import annotations

from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex


def is_explicit(sentence: Sentence, grade: Mark, before: list[Mark], after: list[Mark]) -> bool:
    """Whether "overall" stands so near that it tells what the grade is of."""
    if "overall" not in sentence.low and not sentence.has("overall", "overall"):
        return False
    if _AND_SO_OVERALL.match(sentence.after(grade)):
        return True
    turn = next((m.start for m in after if (m.kind, m.value) == ("break", "strong")), sentence.end)
    if anew := _ANEW.search(sentence.between(grade.end, turn)):
        turn = grade.end + anew.start()
    named_to = max((m.end for m in before if m.kind == "area"), default=0)
    near = [m for m in before if grade.start - m.end <= NEAR_OVERALL and m.start >= named_to] + [
        m for m in after if m.start - grade.end <= NEAR_OVERALL and m.start < turn
    ]
    if any(m.kind == "overall" and m.value == "overall" for m in near):
        return True
    return any("overall" in sentence.words(m) for m in near if m.kind in {"rate", "holder", "same"})


_ANEW = regex(
    r", and (?:it|that|this|which) (?:has|have|had|brought|dragged|pulled|left|helped)\b|;"
    r"|, which\b|\b(?:better|worse|higher|lower|more|less) than\b|\b(?:above|below|beneath) (?:the|its)\b"
)
_AND_SO_OVERALL = regex(
    r"^[\"']*,? and (?:that|this|it)(?:, [^,;]{3,60},)? (?:is|was) (?:also )?(?:the|its) overall\b"
)
"""However much stands between: "and that, the report says, is also the overall judgement"."""
NEAR_OVERALL = 45
OVERALL_TOO = regex(
    r"^[\"']*,? and (?:that|this|it)(?:, [^,;]{3,60},)? (?:is|was) also (?:the|its) overall\b|"
    r"\b(?:that|this|it|which)\b[^.;]{0,20} overall\b[^.;]{0,25}\b(?:too|as well|also)\b|\bas (?:is|"
    r"was) the (?:overall|whole)\b"
    r"|^[\"']*,? (?:just |exactly |much )?(?:the same as|as|like) (?:the|its|their) (?:[\w']+ ){1,3}"
    r"(?:does|do|is|was|did|has|are) overall\b"
    r"|^[\"']*,? (?:just )?(?:along with|as well as|together with|alongside|in addition to|on top of|as is|"
    r"as was|so is|and so is|like) (?:the |its |their )?"
    r"(?:service's |council's |children's services' )?overall\b"
)
"""Areas have a grade, and the whole has it too: "A and B are good, and that is the overall verdict too"."""
