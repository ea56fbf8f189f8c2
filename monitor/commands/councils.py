"""`councils`: search today's councils."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.commands.options import JsonOption
from monitor.commands.output import Form, say, show_json, show_table

if TYPE_CHECKING:
    from monitor.understand.councils import Council

MOST_ALIASES = 3
"""A table shows so many; JSON has them all."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("councils")(councils)


def councils(
    query: Annotated[
        list[str] | None, typer.Argument(help="Part of a name, alias, region or trust; all if left out.")
    ] = None,
    form: JsonOption = Form.TEXT,
) -> None:
    """Search the 153 councils by name, alias, region or trust."""
    from monitor.understand.councils import search_councils, suggest  # noqa: PLC0415 - imported on first use

    wanted = " ".join(query or [])
    found = search_councils(wanted)
    if not found:
        near = ", ".join(suggest(wanted))
        say(
            f"No council matches “{wanted}”. "
            + (f"Did you mean: {near}?" if near else "Try a part of its name, its region or its trust.")
        )
    if form is Form.JSON:
        show_json([_wire(one) for one in found])
    elif found:
        _print(found)


def _wire(one: Council) -> dict[str, object]:
    return {
        "slug": one.slug,
        "name": one.name,
        "official_name": one.official_name,
        "region": one.region,
        "type": one.type,
        "aliases": one.aliases,
        "trusts": _trusts(one),
        "ofsted_urn": one.ofsted_urn,
        "dfe_code": one.dfe_code,
        "gss_code": one.gss_code,
    }


def _print(found: Sequence[Council]) -> None:
    columns = ("Name", "Region", "Also known as", "Services run by")
    rows = [
        (one.name, one.region, ", ".join(_other_names(one)[:MOST_ALIASES]), ", ".join(_trusts(one)))
        for one in found
    ]
    width = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    show_table(columns[:width], [row[:width] for row in rows], whole=("Region",))


def _other_names(one: Council) -> list[str]:
    """Those that say more than the name with “Council” behind it or “City of” before it."""
    return [alias for alias in one.aliases if not alias.removeprefix("City of ").startswith(one.name)]


def _trusts(one: Council) -> list[str]:
    """The trusts and companies that run its children's services today."""
    from monitor.understand.councils import trusts  # noqa: PLC0415 - imported on first use

    return [trust.name for trust in trusts() if one.slug in trust.councils and trust.end is None]
