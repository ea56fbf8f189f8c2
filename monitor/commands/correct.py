"""`correct`: a person's word on one story stands above the classifier's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.output import show
from monitor.commands.stories import slug_of
from monitor.commands.story import ByOption, speak
from monitor.errors import UsageError
from monitor.model import Event
from monitor.stories.corrections import UNSET, Override, Unset
from monitor.understand.grades import frameworks, grade_name

if TYPE_CHECKING:
    from monitor.pipeline.person import Person

NONE = "none"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("correct")(correct)


def correct(  # noqa: PLR0913 - one argument for each thing that can be wrong
    context: typer.Context,
    story_id: Annotated[str, typer.Argument(metavar="ID", help="As every message shows it.")],
    council: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose news it is: a name, alias or slug.")
    ] = None,
    judgement: Annotated[
        str | None, typer.Option(metavar="GRADE", help="The overall grade that was given, or `none`.")
    ] = None,
    event: Annotated[Event | None, typer.Option(help="What happened.")] = None,
    *,
    not_relevant: Annotated[
        bool, typer.Option("--not-relevant", help="It is no news of a council's children's services.")
    ] = False,
    fixture: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also add the story's articles, labelled as you say, to this file of JSON lines: test cases "
            "to contribute, after a look whether you may pass the texts on.",
        ),
    ] = None,
    by: ByOption = "",
) -> None:
    """Put a story right, for good.

    Its messages and the next digest follow. Whoever was told the story hears the correction in its thread,
    or by mail; a council that was wrong brings the news to those who watch the right one. More coverage does
    not undo it, a later `correct` does.
    """
    override = Override(
        story_id=story_id,
        council=None if council is None else slug_of(council),
        event=event,
        judgement=_grade(judgement),
        not_relevant=not_relevant,
    )
    _says_something(override)
    speak(context, by, lambda person: _take_down(person, override, fixture))
    if fixture is not None:
        show(f"The labelled articles were added to {fixture}.")


def _grade(given: str | None) -> str | Unset | None:
    if given is None:
        return UNSET
    slug = given.strip().casefold().replace(" ", "_").replace("-", "_")
    if slug == NONE:
        return None
    grades = dict.fromkeys(grade for framework in frameworks() for grade in framework.grades)
    if slug not in grades:
        names = ", ".join(f"“{grade_name(grade)}”" for grade in grades)
        raise UsageError(f"“{given}” is no overall grade. Ofsted's are: {names}; or `none`.")
    return slug


def _says_something(override: Override) -> None:
    claims = override.council or override.event or override.judgement is not UNSET
    if override.not_relevant and claims:
        raise UsageError("What is no news has no council, event or judgement: say --not-relevant alone.")
    if not override.not_relevant and not claims:
        raise UsageError("Say what is right: --council, --judgement, --event, or --not-relevant.")


def _take_down(person: Person, override: Override, fixture: Path | None) -> None:
    from monitor.pipeline.fixture import labelled_lines  # noqa: PLC0415 - imported on first use

    if fixture is not None:
        lines = labelled_lines(person.tools, override)
        try:
            with fixture.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
        except OSError as error:
            raise UsageError(
                f"{fixture} cannot be written: {error.strerror}. Nothing was corrected; name another file."
            ) from error
    person.corrects(override)
