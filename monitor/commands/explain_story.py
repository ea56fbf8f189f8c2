"""A story explained: its articles, what people said of it, and what became of each telling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.commands.output import folded, for_people
from monitor.stories.revise import withdrawn
from monitor.tell.clean import plain
from monitor.tell.disputes import accounts
from monitor.tell.sources import outlet
from monitor.tell.wording import headline
from monitor.understand.councils import display_name
from monitor.understand.grades import area_name, event_name, grade_name

if TYPE_CHECKING:
    from monitor.model import Coverage, Delivery, Revision, Story
    from monitor.pipeline.explain import StoryFacts
    from monitor.store.words import Said, Word

LONGEST = 2_000


def item(text: str, indent: str = "  ") -> Iterator[str]:
    """One statement over as many lines as it needs; outside words in it are shown as plain text."""
    yield folded(plain(text, LONGEST), indent, hanging="  " if indent else "")


def story_lines(facts: StoryFacts, zone: ZoneInfo) -> Iterator[str]:
    """Everything about one story, line by line, its times in the reader's zone."""
    story = facts.story
    marks = [
        *(["taken back"] if facts.withdrawn else []),
        *(["corrected"] if story.corrected else []),
        *(["disputed"] if story.disputed else []),
    ]
    yield f"Story {story.id}" + (f" ({', '.join(marks)})" if marks else "")
    yield from item(f"{_outcome(story)}. First seen {for_people(story.first_seen, zone)}.")
    if sides := accounts(story):
        said = "; ".join(f"{outlet(told)}: {outcome}" for outcome, told in sides.items())
        yield from item(f"Its sources do not agree. {said}.")
    yield ""
    yield "Its articles"
    for covered in story.coverage:
        yield from item(_covered(covered, zone))
    for reason in facts.reasons:
        yield from item(f"Why together: {reason}")
    if facts.words:
        yield ""
        yield "What people said of it"
        for word in facts.words:
            yield from item(_word(word, zone))
    yield ""
    yield from _telling(facts, zone)


def _outcome(story: Story) -> str:
    ordinal = f" no. {story.visit_ordinal}" if story.visit_ordinal else ""
    parts = [f"{display_name(story.council)}: {event_name(story.event)}{ordinal}"]
    parts += [f"judgement {grade_name(story.judgement)}"] if story.judgement else []
    parts += [f"{area_name(area)} {grade_name(grade)}" for area, grade in sorted(story.areas.items())]
    parts += [flag.value.replace("_", " ") for flag in story.flags]
    return ", ".join(parts)


def _covered(covered: Coverage, zone: ZoneInfo) -> str:
    when = for_people(covered.published or covered.first_seen, zone)
    return f"{covered.publisher or covered.source}, {when}: “{covered.title}” {covered.link}"


def _word(word: Word, zone: ZoneInfo) -> str:
    later = "" if word.heeded else " (follows at the next wake-up)"
    return f"{word.who}, {for_people(word.made, zone)}: {_said(word.said)}{later}."


def _said(said: Said) -> str:
    from monitor.stories.corrections import Override, Unset  # noqa: PLC0415 - imported on first use
    from monitor.stories.orders import Merge  # noqa: PLC0415 - likewise

    if isinstance(said, Merge):
        return f"{said.story_ids[0]} and {said.story_ids[1]} tell of one event"
    if not isinstance(said, Override):
        return "an article does not belong to it"
    if said.not_relevant:
        return "it is no news of a council's children's services"
    claims = []
    if said.council:
        claims.append(f"the council is {display_name(said.council)}")
    if said.event:
        claims.append(f"it is {event_name(said.event)}")
    if not isinstance(said.judgement, Unset):
        claims.append(
            f"the judgement is {grade_name(said.judgement)}"
            if said.judgement
            else "no overall judgement was given"
        )
    return ", ".join(claims)


def _telling(facts: StoryFacts, zone: ZoneInfo) -> Iterator[str]:
    yield "Told"
    if not facts.revisions:
        yield from item("Never: it was old news, or nothing new, when it was first seen.")
    for revision in facts.revisions:
        yield from item(_revision(revision, zone))
        for verdict in facts.verdicts:
            if verdict.revision == revision.number:
                yield from item(f"{verdict.team}: {verdict.reason}", "      ")
        key = f"{facts.story.id}/{revision.number}"
        for delivery in facts.deliveries:
            if delivery.key == key:
                arrived = facts.arrived.get((delivery.key, delivery.destination))
                yield from item(f"{delivery.destination}: {_state(delivery, arrived, zone)}", "      ")


def _revision(revision: Revision, zone: ZoneInfo) -> str:
    kind = revision.kind.value
    told = "" if withdrawn(revision) else f"“{headline(revision.story)}”. "
    return f"{revision.number}. {for_people(revision.made, zone)}, {kind}: {told}{revision.reason}"


def _state(delivery: Delivery, arrived: datetime | None, zone: ZoneInfo) -> str:
    why = f" {delivery.error}" if delivery.error else ""
    due = for_people(delivery.due, zone)
    return {
        "due": f"owed, due {due}.{why}",
        "sending": "being sent; whether it arrived is looked up next.",
        "sent": f"arrived {for_people(arrived, zone)}.",
        "uncertain": f"perhaps sent; to be looked up {due}.{why}",
        "held": f"held for a person, as `uncertain: hold` says.{why}",
        "set_aside": f"set aside, will not be sent.{why}",
    }[delivery.state.value]
