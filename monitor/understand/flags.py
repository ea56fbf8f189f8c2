"""What a reader must know beside the outcome: corrections, leaks, urgent matters, cut-off texts, old news."""

from __future__ import annotations

import re

from monitor.model import Event, Flag
from monitor.understand.calendar_words import ANY_YEAR, MONTHS
from monitor.understand.document import Document
from monitor.understand.lexicon import Mark
from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex


def find_flags(
    document: Document, story: Passage, event: Event, graded: frozenset[int]
) -> dict[Flag, Sentence]:
    """The flags of a finding, each with the sentence that raises it.

    `graded` are the sentences (by identity) that give the council a grade now.
    """
    raised = {
        Flag.CORRECTION: _correction(document),
        Flag.PARTIAL: _cut_short(document),
        Flag.PRIORITY_ACTION: _urgent(story) if event is not Event.AREA_SEND else None,
        Flag.PROVISIONAL: _not_official(document, story),
        Flag.RESTATED: _told_again(document, story, event, graded),
    }
    return {flag: sentence for flag, sentence in raised.items() if sentence is not None}


def _correction(document: Document) -> Sentence | None:
    """An outlet's own correction of what it said; a caption or a name put right changes no finding."""
    for sentence in document.sentences.having("flag", "correction"):
        if not sentence.has("flag", "trifle") and not _PICTURE.search(sentence.low):
            return sentence
    return None


_PICTURE = regex(r"\b(?:captions?|pictures?|photos?|photographs?)\b")


_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])[\"'\s]*$")
"""How a summary ends that stands for a longer text."""


def _cut_short(document: Document) -> Sentence | None:
    """The paywall's or register wall's own words, or a last sentence that breaks off."""
    for sentence in document.sentences.having("flag", "partial"):
        if sentence.place == "text":
            return sentence
    last = document.sentences[-1]
    return last if last.place == "text" and _CUT.search(last.low[-12:]) else None


_RECALLED = regex(r"\b(?:since (?:been )?(?:met|closed)|all of the areas for priority action|has been met)\b")


def _urgent(story: Passage) -> Sentence | None:
    """An area for priority action that inspectors set now; a plan for one, or one of old, is none."""
    for sentence in story.having("flag", "priority_action"):
        if "no area" in sentence.low or sentence.has("unfit", "history"):
            continue
        if not _RECALLED.search(sentence.low):
            return sentence
    return None


def _lead(document: Document, story: Passage) -> Passage:
    """Of headline and lead what belongs to this story."""
    if story is document.story:
        return document.lead
    ids = {id(sentence) for sentence in story}
    return Passage(sentence for sentence in document.lead if id(sentence) in ids)


def _not_official(document: Document, story: Passage) -> Sentence | None:
    """A leak, a hope or an inspection under way, unless the lead says that the report is out."""
    lead = _lead(document, story)
    leaks = lead.having("flag", "provisional")
    if not leaks or lead.has("flag", "official"):
        return None
    graded = any(not sentence.has("flag", "provisional") for sentence in lead.having("grade"))
    return next((sentence for sentence in leaks if _is_leak(sentence, graded_elsewhere=graded)), None)


def _is_leak(sentence: Sentence, *, graded_elsewhere: bool) -> bool:
    """Whether a sentence tells an outcome that is not official; beside a plain grade hearsay does not."""
    leaks = [m for m in sentence.of("flag") if m.value == "provisional"]
    hearsay = all(_HEARSAY.match(sentence.words(m)) for m in leaks)
    return not (hearsay and graded_elsewhere and not sentence.has("grade"))


_HEARSAY = regex(
    r"(?:say )?sources?\b|according to sources|(?:one|a) source|seen by|(?:is|are) understood|has learn|"
    r"informally|pencilled|braced"
)


def _told_again(document: Document, story: Passage, event: Event, graded: frozenset[int]) -> Sentence | None:
    """An anniversary; or an occasion (a committee, an interview) at which an old outcome is recalled.

    Old news is never alerted, so that any word of freshness in the lead speaks against it, and so does
    a grade given there now.
    """
    lead = _lead(document, story)
    if sure := lead.having("flag", "restated"):
        return sure[0]
    if event is Event.INTERVENTION or lead.has("flag", "fresh") or not lead.has("flag", "occasion"):
        return None
    old = [sentence for sentence in lead if _is_old(sentence, document)]
    anew = any(id(sentence) in graded and sentence not in old for sentence in lead)
    return old[0] if old and not anew else None


_MONTH = regex(rf"\b({'|'.join(MONTHS)})\b")
_RECENT_MONTHS = 1


def _late(sentence: Sentence) -> list[Mark]:
    return [mark for mark in sentence.of("flag") if mark.value == "late"]


def _is_recent(words: str, document: Document) -> bool:
    """Whether words of lateness name this month or the last ("published in October", told in November)."""
    found = _MONTH.search(words)
    if found is None or document.published is None:
        return words in {"last month", "last month's"}
    return (document.published.month - 1 - MONTHS.index(found.group(1))) % 12 <= _RECENT_MONTHS


def _is_old(sentence: Sentence, document: Document) -> bool:
    """Whether a sentence of the lead tells an outcome of an earlier month or year."""
    if not any(m.kind in {"body", "grade", "plain_grade", "event"} for m in sentence.marks):
        return False
    if any(not _is_recent(sentence.words(m), document) for m in _late(sentence)):
        return True
    years = [int(found.group()) for found in ANY_YEAR.finditer(sentence.low)]
    return bool(years) and document.published is not None and max(years) < document.published.year
