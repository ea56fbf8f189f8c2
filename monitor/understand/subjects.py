"""Whose news it is: the councils an article is about, told from those it only mentions."""

from __future__ import annotations

import re

from monitor.understand import councils
from monitor.understand.asides import is_aside, is_where
from monitor.understand.document import Document
from monitor.understand.names import Mention
from monitor.understand.passage import Passage, Sentence
from monitor.understand.regexes import regex
from monitor.understand.roundups import counted, reported, speaks_of_visit, told_in_prose
from monitor.understand.spellings import Strength
from monitor.understand.subject import Subject
from monitor.understand.topics import is_general

TITLE, FIRST, SECOND, LEAD, BODY, TAIL = 7.0, 5.0, 3.0, 2.0, 1.0, 0.5
_CAP = 4
_LEAST = 0.6
"""A council that is only named by the way has less than this: the article is news of no council."""
"""Further namings in the body count up to this often."""
_HELPER = 0.4
"""What the headline names as a helper or neighbour counts so much less all through."""
_RIVAL = 0.2
"""Where two councils stand so close, the one whose clauses tell the news is the subject."""
_OWN = re.compile(
    r"^(?:'s|')? (?:council|county council|city council|borough council)?(?:'s|')? ?(?:\w+ )?(?:children|"
    r"childrens|child protection|social care|services for|leadership|care leavers|support|bosses)"
)


def find_subjects(document: Document) -> tuple[Subject, ...]:
    """The councils that the news is about: one, or each of a round-up's."""
    several = _sections(document) or told_in_prose(document, frozenset(_titled(document.lead)))
    if several:
        return several
    best = _main(document)
    if best is None:
        return ()
    if len(best.mention.slugs) > 1 or best.slug not in councils.living():
        return _heirs(document, best)
    return (best,)


def mentioned(document: Document, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
    """Living councils that the article names without being about them, in order of appearance."""
    living = councils.living()
    about = {subject.slug for subject in subjects}
    named = [
        slug
        for sentence in document.sentences
        for mention in sentence.mentions
        if mention.strength is not Strength.SHARED
        for slug in mention.slugs
    ]
    return tuple(dict.fromkeys(slug for slug in named if slug in living and slug not in about))


# --- one council --------------------------------------------------------------------------------


def _main(document: Document) -> Subject | None:
    scores = _scores(document)
    if not scores:
        return None
    helpers = _helpers(document)
    if set(scores) - helpers:
        scores = {slug: score * (_HELPER if slug in helpers else 1) for slug, score in scores.items()}
    slug = max(scores, key=lambda one: scores[one])
    rivals = [one for one in scores if one not in helpers and scores[one] + FIRST >= scores[slug]]
    if any(one != slug and scores[one] > scores[slug] * _RIVAL for one in rivals):
        news = reported(document, rivals)
        slug = max(scores, key=lambda one: scores[one] + FIRST * news.get(one, 0.0))
    if scores[slug] < _LEAST:
        return None
    return _subject(document, slug)


def _helpers(document: Document) -> set[str]:
    """The councils that the headline names only as helpers or neighbours."""
    titled = [(m, is_aside(s, m)) for s in document.lead if s.place == "title" for m in s.mentions]
    plain = {slug for m, aside in titled if not aside for slug in m.slugs}
    return {slug for m, aside in titled if aside for slug in m.slugs} - plain


def _subject(document: Document, slug: str) -> Subject | None:
    """The council with the mention that shows it best: in the title, else the first."""
    found = [
        (s, m) for s in document.story for m in s.mentions if slug in m.slugs and m.strength > Strength.BODY
    ]
    if not found:
        return None
    title = [pair for pair in found if pair[0].place == "title"]
    sentence, mention = (title or found)[0]
    return Subject(slug, sentence, mention)


def _scores(document: Document) -> dict[str, float]:
    """How strongly the story is each council's: title, lead, own services, number of namings."""
    scores: dict[str, float] = {}
    counts: dict[str, int] = {}
    number = 0
    for sentence in document.story:
        number += sentence.place == "text"
        weight = TITLE if sentence.place == "title" else {1: FIRST, 2: SECOND, 3: LEAD}.get(number, BODY)
        for position, mention in enumerate(m for m in sentence.mentions if m.strength > Strength.BODY):
            worth = weight - 0.3 * position
            if mention.strength is Strength.SHARED:
                worth *= 0.4
            if is_aside(sentence, mention) or is_where(sentence, mention):
                worth *= 0.15
            elif _OWN.match(sentence.after(mention)):
                worth += LEAD
            elif mention.strength is Strength.FULL:
                worth += TAIL
            for slug in mention.slugs:
                counts[slug] = counts.get(slug, 0) + 1
                if weight > BODY or counts[slug] <= _CAP:
                    scores[slug] = scores.get(slug, 0) + worth
    return scores


def _by_own_name(document: Document, slug: str) -> Subject | None:
    """The council where the story names it itself, rather than the trust that it shares."""
    for sentence in document.story:
        for mention in sentence.mentions:
            if mention.slugs == (slug,) and mention.strength > Strength.BODY:
                return Subject(slug, sentence, mention)
    return None


def _heirs(document: Document, best: Subject) -> tuple[Subject, ...]:
    """For a shared trust or an abolished council: its councils as the article names them."""
    old = next((one for one in councils.predecessors() if one.slug == best.slug), None)
    if old is not None and document.published is not None and document.published <= old.ended:
        return (best,)
    slugs = best.mention.slugs if len(best.mention.slugs) > 1 else councils.successors(best.slug)
    named = [one for slug in slugs if (one := _by_own_name(document, slug))]
    named = [one for one in named if one.sentence in document.lead] or named
    if len(named) > 1 and (news := reported(document, [one.slug for one in named])):
        named = [one for one in named if one.slug in news] or named
    if named:
        return tuple(named)
    if best.slug in councils.living() or len(best.mention.slugs) > 1:
        return tuple(Subject(slug, best.sentence, best.mention) for slug in slugs)
    return (best,)


# --- several councils ---------------------------------------------------------------------------


def _sections(document: Document) -> tuple[Subject, ...]:
    """A round-up with a heading for each council."""
    heads: list[tuple[int, Sentence, Mention]] = []
    story = document.story
    for position, sentence in enumerate(story):
        if sentence.place == "title" or not sentence.mentions:
            continue
        mention = sentence.mentions[0]
        opens = (
            position == 0
            or story[position - 1].paragraph != sentence.paragraph
            or story[position - 1].place == "title"
        )
        if opens and mention.strength > Strength.SHARED and _heads(sentence, mention):
            heads.append((position, sentence, mention))
    if len(heads) < 2:  # noqa: PLR2004 - one heading makes no round-up
        return ()
    titled = _titled(document.lead)
    several = len(heads) > 2 and document.lead.has("plural", "several")  # noqa: PLR2004
    if titled and not several and not titled & {mention.slugs[0] for _, _, mention in heads}:
        return ()
    inline = not heads[0][1].heading
    stops = [
        position for position, s in enumerate(story) if _stops(s) or any(s is head for _, head, _ in heads)
    ]
    found = []
    for position, sentence, mention in heads:
        stop = next((other for other in stops if other > position), len(story))
        if inline:
            stop = next(
                (at for at in range(position, stop) if story[at].paragraph != sentence.paragraph), stop
            )
        stop = next((at for at in range(position + 1, stop) if _turns_away(story[at], mention)), stop)
        found.append(Subject(mention.slugs[0], sentence, mention, Passage(story[position:stop])))
    telling = [one for one in found if _is_on_the_beat(one.section)]
    found = telling if len(telling) < 2 else found  # noqa: PLR2004 - two that tell make it a round-up
    if len(found) < (counted(document) or _MANY):
        found.extend(_loose(document, found))
    return tuple(found)


_LABEL = re.compile(r"^\w+: $")
"""What may stand before the name that opens a section: "Up: Bolton, whose …"."""
_INLINE = re.compile(r"^(?: council)?(?: \([^()]{1,60}\))? ?(?::|—|–|\|| - )")


def _stops(sentence: Sentence) -> bool:
    """Whether a line ends a council's section: a heading that gives no grade."""
    return sentence.heading and not any(m.kind in {"grade", "plain_grade", "area"} for m in sentence.marks)


def _turns_away(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence under a council's heading turns to others or to all ("All three were …")."""
    named = [m for m in sentence.mentions if m.strength > Strength.BODY and not is_where(sentence, m)]
    if named and not any(set(m.slugs) & set(mention.slugs) for m in named):
        return _BY_THE_WAY.search(sentence.before(named[0])) is None
    return is_general(sentence)


_BY_THE_WAY = regex(
    r"\w+ [^.;]*\b(?:with|from|by|of|to|on|at|for|than|like|unlike|alongside|and) (?:the |neighbouring )?$"
)
"""A council named so far on in a sentence only helps or compares."""


_ON_THE_BEAT = frozenset({"grade", "plain_grade", "event", "body", "area", "trend", "intervene"})


def _is_on_the_beat(section: Passage) -> bool:
    """Whether a section tells of a council's service at all ("BEDFORD: roadworks" does not)."""
    if any(mark.kind in _ON_THE_BEAT for sentence in section for mark in sentence.marks):
        return True
    return any(_SERVICE.search(sentence.low) for sentence in section)


_SERVICE = regex(r"\b(?:child\w*|famil\w+|young|teenagers|social work\w*|inspect\w+|visit\w*|letter)\b")
_MANY = 99


def _heads(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence is a council's heading, or opens with its name as one ("Leeds: …", "Leeds — …")."""
    rest = sentence.after(mention)
    if mention.start - sentence.start > len("• "):
        return _LABEL.match(sentence.before(mention)) is not None and rest[:1] in {
            ",",
            ".",
            " ",
        }
    if sentence.heading and len(rest) <= len(" council's"):
        return True
    return _INLINE.match(rest) is not None


def _loose(document: Document, found: list[Subject]) -> list[Subject]:
    """Further councils of a round-up whose report stands outside the sections."""
    covered = {id(sentence) for subject in found for sentence in subject.section}
    slugs = {subject.slug for subject in found}
    more: list[Subject] = []
    for sentence in document.story:
        if sentence.place == "title" or id(sentence) in covered or sentence.heading:
            continue
        if not speaks_of_visit(sentence) or _PUT_OFF.search(sentence.low):
            continue
        for mention in sentence.mentions:
            if mention.strength > Strength.SHARED and mention.slugs[0] not in slugs:
                slugs.add(mention.slugs[0])
                more.append(Subject(mention.slugs[0], sentence, mention, Passage([sentence])))
    return more


_PUT_OFF = regex(
    r"\b(?:delayed|covered|awaited|put back|in the pipeline|last issue|on page|overleaf|dealt with)\b"
)


def _titled(head: tuple[Sentence, ...]) -> set[str]:
    """The councils that the headline names, a shared trust aside."""
    return {
        m.slugs[0]
        for s in head
        if s.place == "title"
        for m in s.mentions
        if m.strength > Strength.SHARED and not is_aside(s, m)
    }
