"""`explain`: why something was told, or not: each stage's verdict in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from monitor.commands.explain_story import item, story_lines
from monitor.commands.options import options_of
from monitor.commands.output import for_people, show
from monitor.stories.addresses import host_of
from monitor.understand.councils import display_name
from monitor.understand.grades import area_name, event_name, grade_name

if TYPE_CHECKING:
    from monitor.model import Finding
    from monitor.pipeline.explain import ArticleFacts, Carrier, Explanation
    from monitor.store.articles import KeptArticle
    from monitor.store.sources import SourceState


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("explain")(explain)


def explain(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="URL_OR_ID", help="An article's address, or a story's id.")
    ],
) -> None:
    """Show why something was told or not.

    Stage by stage, from what is remembered: nothing is asked of the network.
    """
    from monitor.app import opened  # noqa: PLC0415 - imported on first use
    from monitor.pipeline.explain import explain as explained  # noqa: PLC0415 - likewise

    config = options_of(context).configured()
    with opened(config) as tools:
        found = explained(tools, subject.strip())
    show(written(found, config.timezone))
    if not found.seen:
        raise typer.Exit(1)


def written(found: Explanation, zone: ZoneInfo) -> str:
    """The explanation as a page of plain text, its times in the reader's zone."""
    lines: list[str] = []
    if not found.seen:
        lines += _unseen(found, zone)
    if found.article is not None:
        lines += _article(found.article, zone)
    for facts in found.stories:
        lines += ["", *story_lines(facts, zone)]
    return "\n".join(lines).strip("\n")


# --- an article -----------------------------------------------------------------------------------------


def _article(facts: ArticleFacts, zone: ZoneInfo) -> Iterator[str]:
    kept = facts.kept
    title = kept.article.title if kept else facts.seen[-1].title
    yield from item(f"“{title}”" if title else "An article without a headline", "")
    yield from item(facts.url, "")
    yield ""
    yield "Seen"
    for entry in facts.seen:
        yield from item(f"{for_people(entry.first_seen, zone)}, in {entry.source}. {entry.reason}")
    if kept is None:
        yield from item("It was not taken for news of this beat, so it was neither read nor told.")
        return
    yield ""
    yield "Read"
    for said in _reading(kept, zone):
        yield from item(said)
    yield ""
    yield "Understood"
    yield from _understanding(kept, facts.said)


def _reading(kept: KeptArticle, zone: ZoneInfo) -> Iterator[str]:
    due = for_people(kept.read_due, zone)
    if kept.history:
        yield "It was old news when it was first seen: it is known, its page is not read, and nobody is told."
        return
    if kept.full_text:
        yield "The source carries the whole article."
    elif kept.rereads:
        yield f"Its page was read {'once' if kept.rereads == 1 else f'{kept.rereads} times'}."
    if kept.error:
        yield f"It could not be read: {kept.error}"
        yield (
            f"It is tried again {due}; until then, what the source says of it stands."
            if kept.read_due
            else "It is not tried again: what the source says of it stands."
        )
    elif kept.read_due:
        yield f"Its page is {'looked at again' if kept.rereads else 'to be read'} {due}."
    if kept.article.partial and not kept.error:
        yield "Only a part of the article could be had."
    if kept.corrected:
        yield "Its words changed after it was first understood."


def _understanding(kept: KeptArticle, said: Sequence[tuple[Finding, str | None]]) -> Iterator[str]:
    if kept.state.value != "understood":
        yield from item("Its words are not classified yet; that is done at the next poll.")
        return
    if not said:
        yield from item("It is not news of this beat, so nobody is told.")
    for finding, story_id in said:
        belongs = f" (story {story_id})" if story_id else ""
        yield from item(f"{_finding(finding)}{belongs}")
        for one in finding.evidence:
            yield from item(f"{_field(one.field)}: “{' '.join(one.quote.split())}”", "      ")
    for reason in kept.reasons:
        yield from item(reason)


def _finding(finding: Finding) -> str:
    ordinal = f" no. {finding.visit_ordinal}" if finding.visit_ordinal else ""
    parts = [f"{display_name(finding.council)}: {event_name(finding.event)}{ordinal}"]
    if finding.judgement:
        parts.append(f"judgement {grade_name(finding.judgement)}")
    parts += [f"{area_name(area)} {grade_name(grade)}" for area, grade in finding.areas.items()]
    if finding.previous_judgement:
        parts.append(f"before {grade_name(finding.previous_judgement)}")
    if finding.direction:
        parts.append(finding.direction.value)
    parts += [flag.value.replace("_", " ") for flag in finding.flags]
    return ", ".join(parts)


def _field(name: str) -> str:
    kind, _, which = name.partition(".")
    return (area_name(which) if kind == "areas" else which or kind).replace("_", " ")


# --- what was never seen --------------------------------------------------------------------------------


def _unseen(found: Explanation, zone: ZoneInfo) -> Iterator[str]:
    if "/" not in found.subject and "." not in found.subject:
        yield from item(
            f"No story has the id “{found.subject}”. `stories --since 1y` lists those there are.", ""
        )
        return
    yield from item(f"{found.subject} was never seen.", "")
    if not found.carriers:
        yield ""
        yield from item(
            "No configured source is of its site or searches for it, so it could not be seen.", ""
        )
        yield from item(f"{_discover(found.subject)} finds the feeds of its site.", "")
        return
    yield ""
    yield "Sources that could show it"
    for carrier in found.carriers:
        yield from item(_carrier(carrier, zone))
    yield ""
    yield from item(
        "None of them has shown it so far. If one should have, look whether the article stands in it.", ""
    )
    if not any(carrier.of_the_site for carrier in found.carriers):
        yield from item(f"{_discover(found.subject)} finds the feeds of its site.", "")


def _discover(address: str) -> str:
    host = host_of(address)
    return f"`discover https://{host}/`" if host else "`discover URL`"


def _carrier(carrier: Carrier, zone: ZoneInfo) -> str:
    if len(carrier.states) == 1:
        return f"{carrier.name} {carrier.why}; {_health(carrier.states[0], zone)}"
    answered = [state.last_success for state in carrier.states if state.last_success]
    failing = sum(bool(state.failures) for state in carrier.states)
    told = f"the latest answer came {for_people(max(answered), zone)}" if answered else "never asked so far"
    trouble = f", {failing} of them fail" if failing else ""
    return f"{carrier.name} ({len(carrier.states)} searches) {carrier.why}; {told}{trouble}."


def _health(state: SourceState, zone: ZoneInfo) -> str:
    answered = (
        f"last answered {for_people(state.last_success, zone)}" if state.last_success else "never answered"
    )
    if state.failing_since:
        since = for_people(state.failing_since, zone)
        return f"{answered}; it brings nothing since {since}: {state.error}"
    return f"{answered if state.last_attempt else 'never asked so far'}."
