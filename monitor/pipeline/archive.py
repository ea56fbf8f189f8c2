"""Archive: digests and councils as pages, stories as feeds, in files beside the state.

Files are made anew whenever a story or a digest has changed, and only those that differ are written.
What a reader opens is always whole: a file is written beside and put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from monitor import __version__
from monitor.logs import Log
from monitor.model import CouncilRecord, Story
from monitor.pipeline.records import known_records, listed_on
from monitor.pipeline.tools import Tools
from monitor.store import digests, stories, watches
from monitor.store.digests import KeptWeek
from monitor.store.values import from_text, to_text
from monitor.understand.councils import display_name

log = Log(__name__)

FACT = "archive"
COUNCILS_FACT = "archive councils"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_END = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the archive shows."""

    stories: Sequence[Story]
    """The newest first."""
    by_council: Mapping[str, Sequence[Story]]
    """Every council that is watched or in the news."""
    changed: Mapping[str, datetime]
    """When each story changed last."""
    records: Mapping[str, CouncilRecord]
    weeks: Sequence[KeptWeek]
    as_of: date | None
    """The day of the carried list of judgements within the records."""

    def state_of(self, slug: str) -> str:
        """Changes whenever the council's page or feed would."""
        told = self.by_council[slug]
        latest = max((self.changed[story.id] for story in told), default=None)
        judged = self.records[slug].judged if slug in self.records else ()
        return f"{__version__} {len(told)} {latest} {len(judged)}"


def keep_archive(tools: Tools) -> int:
    """Bring the archive up to date if anything changed; returns how many files were written.

    A folder that cannot be written is logged and holds up nothing: it is tried again at the next pass.
    """
    with tools.store.reading() as connection:
        known = digests.mark(connection)
        mark = f"{__version__} {known}"
        if not known.stories and not known.digests:
            return 0
        if watches.fact(connection, FACT) == mark and index_of(tools).exists():
            return 0
        before = from_text(watches.fact(connection, COUNCILS_FACT) or "{}", dict[str, str])
        shelf = _shelf(tools, connection)
        files = dict(_files(tools, connection, shelf, before))
    try:
        written = sum(_put(path, content) for path, content in files.items())
    except OSError as error:
        log.warning("the archive of digests cannot be written", reason=error.strerror, file=error.filename)
        return 0
    with tools.store.transaction() as connection:
        watches.remember_fact(connection, FACT, mark)
        states = {slug: shelf.state_of(slug) for slug in shelf.by_council}
        watches.remember_fact(connection, COUNCILS_FACT, to_text(states))
    return written


def index_of(tools: Tools) -> Path:
    """The archive's first page."""
    return tools.config.state.parent / "digests" / "index.html"


def _files(
    tools: Tools, connection: Connection, shelf: Shelf, before: Mapping[str, str]
) -> Iterator[tuple[Path, str]]:
    """What may have changed: kept digests never do, councils only with their stories."""
    from monitor.tell.archive import CouncilPage, council_html  # noqa: PLC0415 - most passes change nothing
    from monitor.tell.feed import atom_feed  # noqa: PLC0415 - likewise

    folder = index_of(tools).parent
    yield folder / "index.html", _index(shelf, tools.config.timezone)
    for one in shelf.weeks:
        path = folder / week_path(one.team, one.week)
        kept = None if path.exists() else digests.kept(connection, one.team, one.week)
        if kept is not None:
            yield path, kept.html
    feeds = folder.parent / "feeds"
    yield feeds / "all.atom", atom_feed("Ofsted stories: England", "all", shelf.stories, shelf.changed)
    for slug, told in sorted(shelf.by_council.items()):
        page, feed = folder / "councils" / f"{slug}.html", feeds / f"{slug}.atom"
        if before.get(slug) == shelf.state_of(slug) and page.exists() and feed.exists():
            continue
        name = display_name(slug)
        record = shelf.records.get(slug)
        known = CouncilPage(slug=slug, name=name, stories=tuple(told), record=record, as_of=shelf.as_of)
        yield page, council_html(known, tools.config.timezone)
        yield feed, atom_feed(f"Ofsted stories: {name}", slug, told, shelf.changed)


def _shelf(tools: Tools, connection: Connection) -> Shelf:
    told = stories.first_seen_between(connection, _BEGINNING, _END)
    watched = sorted({slug for team in tools.config.teams for slug in team.watch.everything})
    by_council: dict[str, list[Story]] = {slug: [] for slug in watched}
    for story in told:
        by_council.setdefault(story.council, []).append(story)
    return Shelf(
        stories=told,
        by_council=by_council,
        changed=digests.changed_of(connection),
        records={one.council: one for one in known_records(connection, tools.clock())},
        weeks=digests.weeks(connection),
        as_of=listed_on(),
    )


def _index(shelf: Shelf, zone: ZoneInfo) -> str:
    from monitor.tell.archive import WeekLink, index_html  # noqa: PLC0415 - most passes change nothing
    from monitor.tell.wording import days  # noqa: PLC0415 - likewise

    weeks = [
        WeekLink(
            one.team, days(one.start, one.end, zone), one.headline, week_path(one.team, one.week).as_posix()
        )
        for one in shelf.weeks
    ]
    counts = {slug: len(told) for slug, told in shelf.by_council.items()}
    return index_html(weeks, counts, tuple(shelf.records.values()), shelf.as_of)


def week_path(team: str, week: str) -> Path:
    """Where a team's week lies in the archive; two teams never share a folder."""
    readable = re.sub(r"[^a-z0-9]+", "-", team.casefold()).strip("-")[:40]
    mark = blake2b(team.encode("utf-8", "replace"), digest_size=3).hexdigest()
    return Path(f"{readable}-{mark}" if readable else mark) / f"{week}.html"


def _put(path: Path, content: str) -> bool:
    """Write a file if it differs from what is there; False where it does not."""
    data = content.encode("utf-8", "replace")
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
    return True
