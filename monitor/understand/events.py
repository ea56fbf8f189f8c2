"""What happened: which kind of inspection, visit or intervention is the news, its number and its date."""

from __future__ import annotations

import re

from msgspec import Struct

from monitor.model import Event
from monitor.understand.document import Document, Sentence
from monitor.understand.lexicon import Mark
from monitor.understand.statements import Standing, Statement
from monitor.understand.unnamed import is_short_visit, unnamed_event
from monitor.understand.visits import FUTURE_BEFORE, is_ahead, ordinal_in, visit_ordinal

TITLE, FIRST, LEAD, BODY = 6, 4, 3, 1
"""How much a sign of an event weighs by where it stands."""

_VISITS = (Event.MONITORING_VISIT, Event.FOCUSED_VISIT, Event.ASSURANCE_VISIT)


class Sign(Struct, frozen=True):
    """A phrase that speaks of an event that happened, with its weight."""

    value: str
    weight: float
    sentence: Sentence
    mark: Mark
    background: bool


class EventReading(Struct, frozen=True):
    """The event that is the news, and the sentence that says so."""

    event: Event
    sentence: Sentence


def read_signs(document: Document) -> tuple[Sign, ...]:
    """Every sign of an event in the story, weighed by place; what lies behind or ahead weighs nothing."""
    signs: list[Sign] = []
    lead = {id(sentence): weight for sentence, weight in _lead_weights(document)}
    for sentence in document.story:
        if sentence.signs.isdisjoint(_SIGNS):
            continue
        weight = lead.get(id(sentence), BODY)
        for mark in sentence.marks:
            if mark.kind in {"event", "intervene"}:
                background = _is_background(document, sentence, mark)
                value = mark.value if mark.kind == "event" else f"intervene_{mark.value}"
                signs.append(Sign(value, 0 if background else weight, sentence, mark, background))
    return tuple(signs)


_SIGNS = frozenset({("event", None), ("intervene", None)})


def _lead_weights(document: Document) -> list[tuple[Sentence, int]]:
    weights = []
    number = 0
    for sentence in document.lead:
        if sentence.place == "title":
            weights.append((sentence, TITLE))
        else:
            weights.append((sentence, FIRST if number == 0 else LEAD))
            number += 1
    return weights


_BEHIND_BEFORE = re.compile(
    r"\b(?:(?<!and )last(?! month| week)|previous|earlier|since the|separate|before that,?|ago,? an?|"
    r"back in \w+|(?<!has )(?<!have )had(?! ofsted)|a year after an?|in between|similar|other|"
    r"more of these|her next|any)\b[^.;,]{0,28}$"
)
_BEHIND_AFTER = re.compile(
    r"^[^.;]{0,14}\b(?:in|of|from) (?:\w+ )?((?:19|20)\d\d)\b|^ (?:had (?:already|found|described|"
    r"flagged)|was carried out last year)"
)


def _is_background(  # noqa: PLR0911 - one return a rule
    document: Document, sentence: Sentence, mark: Mark
) -> bool:
    """Whether an event is only recalled, or still to come."""
    left = sentence.between(max(sentence.start, mark.start - 60), mark.start)
    right = sentence.between(mark.end, min(sentence.end, mark.end + 60))
    if mark.kind == "intervene" or mark.value == "intervention":
        ahead = FUTURE_BEFORE.search(left) if mark.kind == "intervene" else is_ahead(left, right)
        return bool(ahead) or _is_of_years_ago(document, sentence)
    if is_ahead(left, right):
        return True
    if mark.value in {"inspection", "visit"}:
        return False
    if _BEHIND_BEFORE.search(left) and sentence.place == "text" and not right.startswith(" has "):
        return True
    if left.endswith("recent ") and sentence.between(mark.start, mark.end).endswith("s"):
        return True
    behind = _BEHIND_AFTER.match(right)
    if behind is None:
        return False
    year = behind.group(1)
    if year is None or document.published is None:
        return year is None or document.has("flag", "fresh")
    return int(year) < document.published.year - _fresh_winter(document)


def _is_of_years_ago(document: Document, sentence: Sentence) -> bool:
    """Whether every year that a sentence names lies well before the article."""
    years = [int(year) for year in _YEAR.findall(sentence.low)]
    return document.published is not None and bool(years) and max(years) < document.published.year - 1


_YEAR = re.compile(r"\b(20\d\d)\b")


def _fresh_winter(document: Document) -> int:
    """One year's grace for reports of the first half of a year: the visit was before New Year."""
    return int(document.published is not None and document.published.month <= 6)  # noqa: PLR2004 - June


# --- the event that is the news -----------------------------------------------------------------


def choose_event(
    document: Document, signs: tuple[Sign, ...], statements: tuple[Statement, ...], slugs: frozenset[str]
) -> EventReading | None:
    """The event that is the news: headline or lead first, then by rank; None where nothing speaks of one."""
    if not document.lead:
        return None
    weights: dict[str, float] = {}
    for sign in signs:
        weights[sign.value] = max(weights.get(sign.value, 0), sign.weight)
    fresh, in_lead = _new_grades(document, signs, weights, statements, slugs)
    graded_lead = [s for s in in_lead if s.overall] or [s for s in in_lead if s.sentence.place == "title"]
    chosen = _choose(document, weights, signs, fresh, graded_lead)
    if chosen is Event.OTHER:
        chosen = unnamed_event(document, _kinds(signs), statements, slugs)
    return None if chosen is None else _reading(chosen, signs, fresh, document)


def _new_grades(
    document: Document,
    signs: tuple[Sign, ...],
    weights: dict[str, float],
    statements: tuple[Statement, ...],
    slugs: frozenset[str],
) -> tuple[list[Statement], list[Statement]]:
    """The grades that may be the news, and those of headline and lead; beside a visit a grade is history."""
    lead_ids = {id(sentence) for sentence in document.lead}
    fresh = [
        s
        for s in statements
        if s.standing in {Standing.NEW, Standing.KEPT}
        and not s.spoken
        and not s.part
        and (not s.councils or s.councils & slugs)
        and not _SINCE.search(s.sentence.between(s.mark.start - 90, s.mark.start))
    ]
    in_lead = [s for s in fresh if id(s.sentence) in lead_ids]
    if any(sentence.has("flag", "ungraded") for sentence in document.lead):
        in_lead = []
    in_lead = [s for s in in_lead if not _explains_a_step(s)]
    if is_short_visit(document):
        in_lead = fresh = []
    if _visit_weight(weights) >= LEAD and _is_after_the_visit(document, signs, in_lead):
        in_lead = []
    if _visit_weight(weights) >= LEAD and all(s.standing is Standing.KEPT for s in in_lead):
        in_lead = []
    if _visit_weight(weights) and document.has("flag", "ungraded"):
        in_lead = fresh = []
    return fresh, in_lead


def _kinds(signs: tuple[Sign, ...]) -> tuple[tuple[str, float, Sentence], ...]:
    return tuple((sign.value, sign.weight, sign.sentence) for sign in signs)


_SINCE = re.compile(r"\bsince (?:[\w'’]+ ){0,9}[\"']?$")


def _is_after_the_visit(document: Document, signs: tuple[Sign, ...], in_lead: list[Statement]) -> bool:
    """Whether the lead tells a visit first, and only later a grade: that is the grade in force."""
    visits = {id(sign.sentence) for sign in signs if sign.weight and sign.value in _VISITS}
    graded = {id(statement.sentence) for statement in in_lead}
    for sentence in document.lead:
        if id(sentence) in graded:
            return False
        if id(sentence) in visits:
            return True
    return False


def _explains_a_step(statement: Statement) -> bool:
    """Whether a grade is only told as the reason of a government's step ("… after Ofsted found it …")."""
    sentence = statement.sentence
    for mark in sentence.marks:
        step = mark.kind == "intervene" or (mark.kind == "event" and mark.value == "intervention")
        if step and mark.end <= statement.mark.start:
            return _REASON.search(sentence.between(mark.end, statement.mark.start)) is not None
    return False


_REASON = re.compile(r"\b(?:after|following|because|since|when|which|whose)\b")


def _choose(  # noqa: PLR0911 - one return a rule, in the order in which they hold
    document: Document,
    weights: dict[str, float],
    signs: tuple[Sign, ...],
    fresh: list[Statement],
    graded_lead: list[Statement],
) -> Event | None:
    if _is_intervention(document, weights, graded_lead):
        return Event.INTERVENTION
    send = weights.get("area_send", 0)
    if send >= TITLE and not any(_is_plain(s) for s in graded_lead):
        return Event.AREA_SEND
    if weights.get("jtai", 0) >= LEAD and not graded_lead and not (send >= TITLE > weights["jtai"]):
        return Event.JTAI
    if send >= LEAD and send >= _visit_weight(weights) and not graded_lead:
        return Event.AREA_SEND
    if send >= TITLE and not any(s.sentence.place == "title" for s in graded_lead):
        return Event.AREA_SEND
    told_whole = any(s.explicit and s.standing is Standing.NEW for s in fresh)
    if not graded_lead and not (told_whole and _visit_weight(weights) < LEAD):
        visit = _visit(document, weights, signs)
        if visit:
            return visit
    if not graded_lead and not told_whole and _is_numbered_visit(document):
        return Event.MONITORING_VISIT
    if weights.get("jtai", 0) >= LEAD:
        return Event.JTAI
    if fresh or any(s.has("flag", "provisional") for s in document.lead):
        return Event.INSPECTION
    return _ungraded(weights, document)


def _is_plain(statement: Statement) -> bool:
    """Whether one of the four grades is named by its own word, not only as "the lowest verdict"."""
    words = statement.sentence.between(statement.mark.start, statement.mark.end)
    return words.split(" ")[0] in _OWN_WORDS


_OWN_WORDS = frozenset({"inadequate", "requires", "require", "requiring", "good", "outstanding", "ri"})


def _is_intervention(document: Document, weights: dict[str, float], graded_lead: list[Statement]) -> bool:
    steps = max((weights.get(f"intervene_{kind}", 0) for kind in ("start", "end", "keep")), default=0)
    named = weights.get("intervention", 0)
    opening = [s for s in document.lead if s.place == "text"][:2]
    graded_early = any(s.sentence.place == "title" or s.sentence in opening for s in graded_lead)
    if not graded_early and any(_is_act_of_government(sentence) for sentence in opening):
        return True
    titles = [s for s in document.lead if s.place == "title"]
    stepped = any(s.has("body", "government") or s.has("intervene") for s in titles)
    inspected = any(s.has("body", "ofsted") or s.has("body", "inspectors") for s in titles)
    if stepped and not inspected and max(steps, named) >= LEAD and not _graded_title(graded_lead):
        return True
    if graded_lead and not _graded_title(graded_lead):
        return steps >= TITLE or (steps >= FIRST and named >= TITLE) or _comes_first(document, graded_lead)
    if graded_lead:
        return False
    return steps >= LEAD or (named >= TITLE and weights.get("monitoring_visit", 0) < FIRST)


def _graded_title(graded_lead: list[Statement]) -> bool:
    return any(s.sentence.place == "title" for s in graded_lead)


def _comes_first(document: Document, graded_lead: list[Statement]) -> bool:
    """Whether the lead speaks of an intervention in a sentence of its own before any grade."""
    for sentence in document.lead:
        if any(s.sentence is sentence for s in graded_lead):
            return False
        step = sentence.has("event", "intervention") or sentence.has("intervene")
        if step and not _is_of_years_ago(document, sentence):
            return True
    return False


def _is_act_of_government(sentence: Sentence) -> bool:
    """Whether a sentence tells a step of the government, and not Ofsted's."""
    step = sentence.has("intervene") or sentence.has("event", "intervention")
    inspected = sentence.has("body", "ofsted") or sentence.has("body", "inspectors")
    return step and sentence.has("body", "government") and not inspected and not _PAST.search(sentence.low)


_PAST = re.compile(r"\b(?:had|was|were|since|after|still|already|remains?)\b")


def _visit_weight(weights: dict[str, float]) -> float:
    return max(weights.get(event.value, 0) for event in _VISITS)


def _visit(document: Document, weights: dict[str, float], signs: tuple[Sign, ...]) -> Event | None:
    best = max(_VISITS, key=lambda event: weights.get(event.value, 0))
    if weights.get(best.value, 0) >= LEAD:
        return best
    early = {id(sentence) for sentence in document.story[:_EARLY]}
    near = [s for s in signs if s.weight and s.value in _VISITS and id(s.sentence) in early]
    return Event(near[0].value) if near else None


_EARLY = 9


def _is_numbered_visit(document: Document) -> bool:
    """Whether the lead counts a visit: only monitoring visits are counted."""
    if ordinal_in(document.lead) is None:
        return False  # nor need the rest of the story be read
    counted = visit_ordinal(document)
    return counted is not None and any(sentence is counted[1] for sentence in document.lead)


def _ungraded(weights: dict[str, float], document: Document) -> Event | None:
    """The kind of a report without a grade: a return to an inadequate council is a monitoring visit."""
    if weights.get("visit", 0) >= BODY and _went_back(document):
        return Event.MONITORING_VISIT
    for event in (*_VISITS, Event.JTAI, Event.AREA_SEND):
        if weights.get(event.value, 0) >= BODY:
            return event
    if weights.get("area_send", 0):
        return Event.AREA_SEND
    ofsted = any(s.has("body", "ofsted") or s.has("body", "inspectors") for s in document.lead)
    if weights.get("intervention", 0) >= (LEAD if ofsted else BODY):
        return Event.INTERVENTION
    return Event.OTHER


_BACK = re.compile(
    r"\binspectors? (?:\w+ ){0,3}(?:returned|back)\b|\b(?:returned|came back|went back|"
    r"been back)\b.{0,80}\bprogress\b|\bto (?:check|monitor) (?:\w+ ){0,5}progress\b"
)


def _went_back(document: Document) -> bool:
    return any(_BACK.search(sentence.low) for sentence in document.story[:_EARLY])


def _reading(
    event: Event, signs: tuple[Sign, ...], fresh: list[Statement], document: Document
) -> EventReading:
    """The event with the phrase that proves it best."""
    wanted = (
        {event.value}
        if event is not Event.INTERVENTION
        else {"intervention", "intervene_start", "intervene_end", "intervene_keep"}
    )
    own = [s for s in signs if s.value in wanted and s.weight] or [s for s in signs if s.value in wanted]
    if event is Event.INSPECTION and (not own or own[0].weight < LEAD) and fresh:
        return EventReading(event, fresh[0].sentence)
    if own:
        best = max(own, key=lambda s: s.weight)
        return EventReading(event, best.sentence)
    loose = [s for s in signs if s.weight and s.value in {"visit", "inspection"}]
    if loose:
        return EventReading(event, loose[0].sentence)
    for sentence in document.lead:
        if sentence.has("body"):
            return EventReading(event, sentence)
    return EventReading(event, document.lead[0])
