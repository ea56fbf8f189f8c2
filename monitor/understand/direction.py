"""Which way things went, as the article says it."""

from __future__ import annotations

from msgspec import Struct

from monitor.model import Direction, Event
from monitor.understand import grades
from monitor.understand.compared import comparisons
from monitor.understand.document import Document
from monitor.understand.judgements import Outcome
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Sentence
from monitor.understand.regexes import regex
from monitor.understand.speech import Speaker, Told


class Trend(Struct, frozen=True):
    """A direction with the sentence that says it."""

    direction: Direction
    sentence: Sentence


_BY_GRADES = {1: Direction.IMPROVED, -1: Direction.DECLINED, 0: Direction.UNCHANGED}


def find_direction(
    document: Document, event: Event, outcome: Outcome, told: Told, slug: str = ""
) -> Trend | None:
    """The direction of one finding: between two stated overall grades, else by words of change."""
    before, after = outcome.previous, outcome.judgement
    if event is Event.INSPECTION and before and after and grades.comparable(before.grade, after.grade):
        return Trend(_BY_GRADES[grades.direction_between(before.grade, after.grade)], before.sentence)
    signs = _signs(told, slug)
    looked_again = event in _VISITS or (event is Event.AREA_SEND and _is_revisit(document))
    if looked_again and (both := _both_ways(document)):
        return both
    if event is Event.INTERVENTION:
        return _of_intervention(document, signs)
    if event is Event.INSPECTION:
        return _of_words(signs[:_EARLY_SIGNS], document, mixed=False)
    if event in {Event.JTAI, Event.AREA_SEND}:
        # What is slow at several partners is a finding on practice, not on the way things go.
        signs = [pair for pair in signs if pair[1].value != "slow"]
    return _of_words(signs, document, mixed=True)


_REVISIT = regex(r"\b(?:revisit|re-visit|follow-up|returned|went back|return visit)")


def _is_revisit(document: Document) -> bool:
    """Whether headline or lead say that inspectors came back to see what had been done."""
    return any(_REVISIT.search(sentence.low) for sentence in document.lead)


def _both_ways(document: Document) -> Trend | None:
    """The direction of a visit that headline or lead call mixed outright."""
    for before, sentence in zip((None, *document.story), document.story[:_EARLY], strict=False):
        if before and before.low.startswith("some ") and _OTHERS_ARE_NOT.match(sentence.low):
            return Trend(Direction.MIXED, sentence)
        if _BOTH_WAYS.search(sentence.low) and not (sentence.voice == "council" and sentence.speech):
            return Trend(Direction.MIXED, sentence)
    return None


_VISITS = frozenset({Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT, Event.OTHER})
_EARLY = 13
_EARLY_SIGNS = 4


def _signs(told: Told, slug: str) -> list[tuple[Sentence, Mark]]:
    """Words of change of this council's service that inspectors or the narrator say, in order."""
    return [
        (sentence, mark)
        for sentence, speaker in told
        if (sentence.has("trend") or " than " in sentence.low or " as " in sentence.low)
        and (speaker is not Speaker.OTHERS or _HEARD.search(sentence.low))
        and not sentence.raw.endswith("?")
        and _is_of_service(sentence, slug)
        for mark in (*sentence.of("trend"), *comparisons(sentence))
        if not (sentence.voice == "council" and sentence.spoken(mark.start))
        and not _is_hoped(sentence, mark)
        and not _is_past(sentence, mark)
        and not _is_beside(sentence, mark)
    ]


_BESIDE = regex(r"^(?: [\w-]+){0,2} than (?:expected|feared|hoped|many|good|most|requires)\b")
_A_STEP = regex(r"^(?:a|an|one|two) (?:notch|rung|step|grade|class|level)\w*\b")


def _is_beside(sentence: Sentence, mark: Mark) -> bool:
    """Whether a comparison is with something beside: "better than feared", an area "a notch higher"."""
    if _BESIDE.match(sentence.after(mark)):
        return True
    stepped = _A_STEP.match(sentence.words(mark)) is not None
    return stepped and any(m.end <= mark.start for m in sentence.of("area"))


_BOTH_WAYS = regex(
    r"\btwo steps forward\b.{0,40}\bone (?:step )?back\b|\b(?:worries|praise|concerns|criticism|good news|"
    r"progress) and "
    r"(?:compliments|criticism|praise|bad|worries|concerns|setbacks)\b[^.;]{0,30}\b(?:equal|alike|measure)\b"
    r"|\btwo sides\b|\bmixed (?:picture|bag|progress|report|review|verdict|results)\b|"
    r"\bone step forward\b.{0,20}\bback\b"
    r"|\btale of two halves\b|\bfor every (?:gain|step)\b|\bwith one hand\b|\bin equal measure\b|"
    r"\bof equal length\b"
    r"|\bon the (?:one hand|credit side|plus side)\b|\bswings and roundabouts\b|\bmatched by a loss\b|"
    r"\bgood and (?:the )?bad\b|\bhalf full\b.{0,20}\bhalf empty\b|\bboth ways\b"
    r"|\bof two halves\b|\bhalf and half\b|\bequal weight\b|\bdown the middle\b|\bin equal (?:parts|"
    r"shares)\b|\bbetter and worse\b"
    r"|\blike two letters\b|\bboth halves\b(?! of the (?:county|city|country|borough))|"
    r"\bprogress\b[^.;]{0,20}\b(?:in|for) (?:only )?(?:one )?half\b"
    r"|\b(?:gains?|progress|praise|strengths?|better|good|advances?)\b[^.;]{0,30}\bside by side\b"
)
"""A headline or opening that weighs gains against losses says that it went both ways."""

_HEARD = regex(
    r"\b(?:members|councillors|committee|panel|meeting|board) (?:heard|were told|was told)\b"
    r"|\b(?:report|letter|note|inspectors) (?:which |that )?(?:says?|described?s?|spoke|speaks|noted|"
    r"notes|recognised|recognises)\b"
    r"|\bthe (?:tone|message|gist)(?: of the letter)? (?:was|is)\b|"
    r"\bas the (?:lead )?inspectors? put it\b|\baccording to (?:the |its |ofsted's )?(?:inspectors|"
    r"ofsted|watchdog|inspectorate|letter|report)\b"
)
"""Somebody is told, or inspectors are cited: what is said is not the hearer's own opinion."""

_COMPARED = regex(r"\b(?:since|than|compared|from|up on|down on|higher|lower)\b")


_OTHERS_ARE_NOT = regex(
    r"^(?:(?:but|and) )?(?:others?(?: children)?|the rest|the other half|half|plenty|too many) (?:are|is|"
    r"do|does|have|has|were|did) not\b"
)
"""After "some children are safer", this is the other half of the truth."""


def _is_of_service(sentence: Sentence, slug: str) -> bool:
    """Whether a sentence can speak of the service today: not of a neighbour, nor of one project."""
    councils = sentence.slugs()
    if slug and councils and slug not in councils:
        return False
    return not sentence.has("unfit", "project")


def _is_past(sentence: Sentence, mark: Mark) -> bool:
    """Whether a word of change is told of a former year, with nothing that compares it with today."""
    if " until " in sentence.low and _HAD_BEEN.search(sentence.before(mark)):
        return " until " in sentence.after(mark)
    if sentence.words(mark).startswith(_TODAY) or sentence.before(mark).endswith(_TODAY):
        return False
    grades = (*sentence.of("grade"), *sentence.of("plain_grade"))
    years = [
        m
        for m in sentence.of("unfit")
        if m.value == "history"
        and m.end <= mark.start
        and not any(0 <= m.start - grade.end <= _DATES_A_GRADE for grade in grades)
        and not _ANEW.search(sentence.between(m.end, mark.end))
    ]
    return bool(years) and _COMPARED.search(sentence.low) is None


_TODAY = ("has ", "have ", "is ", "are ")
"""What "has lost ground" or "is stronger" does so today, whatever year stands before."""
_HAD_BEEN = regex(r"\bhad been (?:\w+ )?$")
"""What "had been getting better until" a year ago does so no longer."""
_DATES_A_GRADE = 25
"""A year so near behind a grade is that grade's: "rated inadequate in 2023, … has improved"."""
_ANEW = regex(r"[,;] (?:and|but|yet) (?:the|it|they|inspectors|ofsted)\b|, (?:is|are|has|have)(?: now)? ")
"""Behind these a clause tells of today again, whatever year stood before."""
_PLANNED = regex(
    r"\b(?:plans? (?:for(?! (?:children|babies|young|those|families|teenagers))|to)|ask(?:s|ed)? (?:for|"
    r"that)|call(?:s|ed)? for|wants?|wanted)\b[^.;:]{0,60}$"
    r"|\b(?:needs?|needed|must|should|ought to|ha(?:s|ve) to|are to|is to) (?:to )?be $"
)


def _is_hoped(sentence: Sentence, mark: Mark) -> bool:
    """Whether a change is expected, denied or only planned ("plans for embedding improved services")."""
    if _PLANNED.search(sentence.between(max(sentence.start, mark.start - 80), mark.start)):
        return True
    return any(
        m.value in {"expected", "denied"}
        and 0 <= mark.start - m.end <= _NEAR
        and not (sentence.has("voice", "inspectors") and _SPEAKS.match(sentence.words(m)))
        for m in sentence.of("time")
    )


_NEAR = 25
_SPEAKS = regex(r"^(?:speaks|spoke) of$")
"""A letter that "speaks of steady gains" reports them."""


def _of_words(signs: list[tuple[Sentence, Mark]], document: Document, *, mixed: bool) -> Trend | None:
    """The direction of a letter: progress, decline or slowness, whichever leads; mixed where equal."""
    better = [pair for pair in signs if pair[1].value == "better"]
    worse = [pair for pair in signs if pair[1].value == "worse"]
    slow = [pair for pair in signs if pair[1].value == "slow"]
    still = [pair for pair in signs if pair[1].value == "none"]
    # Where the letter opens with a standstill, what has got better is a remainder.
    lacking = worse + slow + (still if better and still and _first(better) < _first(still) else [])
    equal = mixed and better and lacking and _are_equals(document, better, lacking)
    if equal and not _is_decline(document, worse, better):
        return _trend(Direction.MIXED, lacking[0])
    leading = _leading(better, worse, still, fallen=_is_decline(document, worse, better))
    if leading is None and slow and mixed:
        return _trend(Direction.UNCHANGED, slow[0])
    return leading


def _leading(
    better: list[tuple[Sentence, Mark]],
    worse: list[tuple[Sentence, Mark]],
    still: list[tuple[Sentence, Mark]],
    *,
    fallen: bool,
) -> Trend | None:
    """The direction that is told first; a decline counts for more than a standstill."""
    if fallen or (worse and still and not better):
        return _trend(Direction.DECLINED, worse[0])
    if still and (not better or _first(still) < _first(better)):
        return _trend(Direction.UNCHANGED, still[0])
    if worse and (not better or _first(worse) < _first(better)):
        return _trend(Direction.DECLINED, worse[0])
    return _trend(Direction.IMPROVED, better[0]) if better else None


def _is_decline(
    document: Document, worse: list[tuple[Sentence, Mark]], better: list[tuple[Sentence, Mark]]
) -> bool:
    """Whether headline and lead tell only of decline, and the rest more of it than of progress."""
    lead = {id(sentence) for sentence in document.lead}
    if len(worse) <= len(better) or any(_CONTRASTED.search(s.low) for s, _ in (*worse, *better)):
        return False
    return any(id(s) in lead for s, _ in worse) and not any(id(s) in lead for s, _ in better)


def _first(pairs: list[tuple[Sentence, Mark]]) -> tuple[bool, int]:
    sentence, mark = pairs[0]
    return (sentence.place == "text", mark.start)


def _are_equals(
    document: Document, better: list[tuple[Sentence, Mark]], against: list[tuple[Sentence, Mark]]
) -> bool:
    """Whether the drawback stands beside the progress: in headline or lead, or as often as it."""
    lead = {id(sentence) for sentence in document.lead}
    if any(id(sentence) in lead for sentence, _ in against):
        return True
    together = {id(sentence) for sentence, _ in better}
    if any(id(sentence) in together and sentence.has("joint") for sentence, _ in against):
        return True
    if any(_CONTRASTED.search(sentence.low) for sentence, _ in against):
        return True
    standing = [pair for pair in against if pair[1].value in {"slow", "none"}]
    return bool(standing) and len(against) >= len(better)


_CONTRASTED = regex(r"\b(?:by contrast|in contrast|on the other hand|against that|conversely)\b")


def _of_intervention(document: Document, signs: list[tuple[Sentence, Mark]]) -> Trend | None:
    """Improved when intervention is lifted for progress; a new commissioner alone says nothing."""
    for sentence in document.lead:
        ended = [m for m in sentence.of("intervene") if m.value == "end"]
        if ended:
            return _trend(Direction.IMPROVED, (sentence, ended[0]))
    kept = document.lead.has("intervene", "keep")
    better = [pair for pair in signs if pair[1].value == "better"]
    against = [pair for pair in signs if pair[1].value in {"slow", "none"}]
    if better and against:
        return _trend(Direction.MIXED, against[0])
    if better and not kept and document.lead.has("intervene", "start"):
        return _trend(Direction.MIXED, better[0])
    if better and kept:
        return _trend(Direction.IMPROVED, better[0])
    if against and kept:
        return _trend(Direction.MIXED, against[0])
    return None


def _trend(direction: Direction, pair: tuple[Sentence, Mark]) -> Trend:
    return Trend(direction, pair[0])
