"""A further event of the same council in one article, where it is news of its own and no history."""

from __future__ import annotations

from monitor.model import Event
from monitor.understand.document import Document
from monitor.understand.events import EventReading
from monitor.understand.regexes import regex
from monitor.understand.send import send_outcome
from monitor.understand.signs import LEAD, Sign

_RANK = (
    Event.INSPECTION,
    Event.MONITORING_VISIT,
    Event.FOCUSED_VISIT,
    Event.ASSURANCE_VISIT,
    Event.AREA_SEND,
    Event.JTAI,
    Event.INTERVENTION,
)
_BECAUSE = regex(
    r"\b(?:after|following|since|ahead of|before|unlike|until|despite|in the wake of|as a result of|"
    r"as part of|because of|the last|a previous|an earlier|last year's|which followed|"
    r"followed) (?:[\w'-]+ ){0,6}$"
)
"""An event told as the cause or the background of another is no news of its own."""
_BESIDE = regex(
    r"\b(?:separately|meanwhile|at the same time|also|same (?:day|week)|(?:second|another) (?:letter|report)|"
    r"two (?:letters|reports)|as well as|both|on (?:mon|tues|wednes|thurs|fri)day|"
    r"today|yesterday|this week|in a (?:separate|further|second|joint)|a separate)\b"
)
"""Words by which an article sets one piece of news beside another."""


def further_events(document: Document, signs: tuple[Sign, ...], news: EventReading) -> list[EventReading]:
    """The events that headline or lead tell beside the news, each at most once, in order of rank."""
    found: dict[Event, EventReading] = {}
    for sign in signs:
        event = _event_of(sign)
        if event is None or event is news.event or event in found or sign.weight < LEAD:
            continue
        if event is Event.AREA_SEND:
            beside = news.event is not Event.INTERVENTION or _is_news(sign, news)
            told = beside and send_outcome(document.story) is not None
        else:
            told = _is_news(sign, news)
        if told:
            found[event] = EventReading(event, sign.sentence)
    return [found[event] for event in _RANK if event in found]


def _event_of(sign: Sign) -> Event | None:
    """The event a sign speaks of: of interventions only steps, of inspections none, since all are."""
    if sign.value in {"intervene_start", "intervene_end"}:
        return Event.INTERVENTION
    if sign.value in {Event.INTERVENTION, Event.INSPECTION} or sign.value not in _RANK:
        return None
    return Event(sign.value)


def _is_news(sign: Sign, news: EventReading) -> bool:
    """Whether a sentence of the lead, other than the one that tells the news, sets this event beside it."""
    sentence = sign.sentence
    left = sentence.before(sign.mark)
    if sentence.has("unfit", "history") or _BECAUSE.search(left):
        return False
    if sentence.place == "title":
        return sentence is not news.sentence or " and " in sentence.low
    return sentence is not news.sentence and _BESIDE.search(sentence.low) is not None
