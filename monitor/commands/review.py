"""`digest --review`: the dialogue in which a person goes through a draft before it is sent."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from monitor.commands.output import say, show
from monitor.commands.stories import slug_of
from monitor.commands.story import this_user
from monitor.errors import UsageError
from monitor.model import DeliveryState, Event
from monitor.stories.corrections import UNSET, Override, Unset
from monitor.understand.councils import display_name
from monitor.understand.grades import event_name, frameworks, grade_name

if TYPE_CHECKING:
    from monitor.model import Team
    from monitor.pipeline.review import DraftStory, Review
    from monitor.pipeline.tools import Tools

CHOICES = "[k]eep  [c]orrect  [d]rop  [b]ack  [q]uit"
_DECIDED = {"keep": "kept", "correct": "corrected", "drop": "left out"}
Answer = TypeVar("Answer")
Unchanged = TypeVar("Unchanged")


class StoppedError(Exception):
    """The reviewer had enough; what was decided is kept."""


def review(tools: Tools, team: Team, week: str) -> None:
    """Go through a team's week story by story, then send it if the reviewer says so."""
    from monitor.pipeline.review import Review  # noqa: PLC0415 - imported on first use

    one = Review(tools=tools, team=team, week=week, who=this_user())
    draft = one.draft()
    show(f"The digest of {team.name} for {week}: {_stories(len(draft))}. Nothing is sent before you say so.")
    try:
        _go_through(one, draft)
        _finish(one)
    except StoppedError:
        show("Stopped. What you decided is kept; nothing was sent. Start again whenever you like.")


def _go_through(one: Review, draft: tuple[DraftStory, ...]) -> None:
    """Every story in turn; the reviewer may go back."""
    place = 0
    while place < len(draft):
        _present(one, draft[place], place + 1, len(draft))
        answer = _ask(f"{CHOICES} (Enter keeps)").casefold()[:1] or "k"
        if answer == "b":
            place = max(0, place - 1)
        elif answer == "q":
            raise StoppedError
        elif answer not in "kcd":
            show("Type k, c, d, b or q, then Enter.")
        elif _decide(one, draft[place], answer):
            place += 1


def _present(one: Review, drafted: DraftStory, number: int, of: int) -> None:
    from monitor.tell.draft import draft_text  # noqa: PLC0415 - imported on first use

    said = one.decided(drafted.story)
    before = f" ({_DECIDED[said.decision]} by {said.who} before)" if said else ""
    show(f"\n── Story {number} of {of}, {drafted.section}{before} ──\n")
    show(draft_text(drafted.story, one.tools.config.timezone) + "\n")


def _decide(one: Review, drafted: DraftStory, answer: str) -> bool:
    """Take the answer down; False when the reviewer took nothing from it after all."""
    if answer == "k":
        one.keeps(drafted.story)
        show("Kept.")
    elif answer == "d":
        one.drops(drafted.story)
        show("Left out of this digest.")
    else:
        return _correct(one, drafted)
    return True


def _correct(one: Review, drafted: DraftStory) -> bool:
    story = drafted.story
    show("Enter leaves a line as it is.")
    council = _ask_for(f"Council [{display_name(story.council)}]", slug_of, None)
    event = _ask_for(f"What happened [{event_name(story.event)}]", _event, None)
    now = "none" if story.judgement is None else grade_name(story.judgement)
    judgement: str | Unset | None = _ask_for(f"Overall grade, or none [{now}]", _grade, UNSET)
    override = Override(story_id=story.id, council=council, event=event, judgement=judgement)
    if council is None and event is None and isinstance(judgement, Unset):
        show("Nothing was changed.")
        return False
    one.corrects(story, override)
    show("Corrected, here and in every message that told it.")
    return True


def _finish(one: Review) -> None:
    destinations = one.team.digest.destinations if one.team.digest else ()
    if not destinations:
        show("\nEvery story is decided. This team has no digest destination, so there is nothing to send.")
        return
    if not _ask(f"\nEvery story is decided. Send it now to {', '.join(destinations)}? [y/N]").startswith("y"):
        raise StoppedError
    sent = one.lets_go()
    if sent is None:
        show("Approved. The running monitor sends it within a minute.")
        return
    for delivery in sent:
        arrived = delivery.state is DeliveryState.SENT
        show(f"{delivery.destination} {'was sent it' if arrived else 'failed: ' + delivery.error}")
    if any(delivery.state is not DeliveryState.SENT for delivery in sent):
        raise typer.Exit(1)


# --- asking -------------------------------------------------------------------------------------------


def _ask(question: str) -> str:
    """One line from the reviewer; the end of the input means that they stop."""
    sys.stdout.write(f"{question} > ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        show("")
        raise StoppedError
    return line.strip()


def _ask_for(question: str, read: Callable[[str], Answer], unchanged: Unchanged) -> Answer | Unchanged:
    """Ask until the answer can be understood; an empty one leaves the thing as it is."""
    while True:
        answer = _ask(question)
        if not answer:
            return unchanged
        try:
            return read(answer)
        except UsageError as error:
            say(str(error))


def _event(given: str) -> Event:
    wanted = given.casefold().replace("-", " ").replace("_", " ")
    for event in Event:
        if wanted in {event.value.replace("_", " "), event_name(event).casefold()}:
            return event
    raise UsageError(f"“{given}” is no kind of event. There are: {', '.join(map(event_name, Event))}.")


def _grade(given: str) -> str | Unset | None:
    slug = given.casefold().replace(" ", "_").replace("-", "_")
    grades = dict.fromkeys(grade for framework in frameworks() for grade in framework.grades)
    if slug == "none":
        return None
    if slug not in grades:
        raise UsageError(
            f"“{given}” is no overall grade. There are: {', '.join(map(grade_name, grades))}; or none."
        )
    return slug


def _stories(count: int) -> str:
    return "no story" if not count else f"{count} {'story' if count == 1 else 'stories'}"
