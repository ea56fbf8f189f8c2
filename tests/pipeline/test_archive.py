"""The archive: pages and feeds beside the state, brought up to date when something changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import fromstring

import feedparser

from monitor.pipeline.archive import keep_archive, week_path
from monitor.pipeline.digest import make_digests
from monitor.store import stories
from tests.pipeline.test_digests import MONDAY, TEAM, told
from tests.support.stories import a_story
from tests.support.world import START, World


def files(world: World) -> set[str]:
    folder = world.folder / "state"
    return {
        path.relative_to(folder).as_posix()
        for kind in ("digests", "feeds")
        for path in (folder / kind).rglob("*")
        if path.is_file()
    }


def test_a_sent_week_has_its_page_and_every_watched_council_its_own(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        make_digests(tools)
        world.now = MONDAY
        make_digests(tools)
    week = week_path("Berkshire", "2026-W47").as_posix()
    assert files(world) == {
        "digests/index.html",
        f"digests/{week}",
        "digests/councils/reading.html",
        "digests/councils/slough.html",
        "feeds/all.atom",
        "feeds/reading.atom",
        "feeds/slough.atom",
    }
    index = (world.folder / "state/digests/index.html").read_text(encoding="utf-8")
    assert f'<a href="{week}">16 to 23 November 2026</a>' in index
    assert "One new judgement (Reading: requires improvement) across the 2 councils you watch" in index
    assert "as listed on 29 June 2026" in index
    reading = (world.folder / "state/digests/councils/reading.html").read_text(encoding="utf-8")
    assert "as listed on 29 June 2026" in reading
    assert 'href="councils/reading.html"' in index


def test_nothing_known_makes_no_files(world: World) -> None:
    world.teams = TEAM
    with world.tools() as tools:
        assert keep_archive(tools) == 0
    assert files(world) == set()


def test_only_what_changed_is_written_again(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        world.now = START + timedelta(hours=2)
        assert keep_archive(tools) > 0
        assert keep_archive(tools) == 0
        with tools.store.transaction() as connection:
            stories.keep(connection, a_story(judgement="good"), now=START + timedelta(hours=1))
        assert keep_archive(tools) == 4  # the index, Reading's page and feed, and the feed of all
        (world.folder / "state/digests/index.html").unlink()
        assert keep_archive(tools) == 1


def test_a_withdrawn_story_leaves_its_council(world: World) -> None:
    world.teams = TEAM
    page = world.folder / "state/digests/councils/reading.html"
    with told(world) as tools:
        keep_archive(tools)
        assert "reading-2026-11-a3f" in page.read_text(encoding="utf-8")
        with tools.store.transaction() as connection:
            stories.keep(connection, a_story(), now=START + timedelta(hours=1), withdrawn=True)
        keep_archive(tools)
        assert "reading-2026-11-a3f" not in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_holds_up_nothing(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        (world.folder / "state/digests").write_text("a file where the folder should be")
        assert keep_archive(tools) == 0


def test_feeds_can_be_read_by_any_reader(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        keep_archive(tools)
    feed = feedparser.parse((world.folder / "state/feeds/reading.atom").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "Ofsted stories: Reading"
    (entry,) = feed.entries
    assert entry.title == "Reading: requires improvement, up from inadequate, area for priority action"
    assert entry.id.startswith("urn:uuid:")
    assert entry.link == "https://careweekly.test/1"


ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_feed_is_valid_atom_and_keeps_its_identities(world: World) -> None:
    """The rules of RFC 4287 that a feed of ours could break."""
    world.teams = TEAM
    with told(world) as tools:
        keep_archive(tools)
        folder = world.folder / "state/feeds"
        before = {path.name: atom_ids(path) for path in sorted(folder.glob("*.atom"))}
        with tools.store.transaction() as connection:
            stories.keep(connection, a_story(judgement="good"), now=START + timedelta(hours=1))
        keep_archive(tools)
        after = {path.name: atom_ids(path) for path in sorted(folder.glob("*.atom"))}
    assert before == after
    assert len({ids[0] for ids in before.values()}) == len(before) == 3


def atom_ids(path: Path) -> list[str]:
    """The ids of a feed and of its entries, once everything that must stand in it does."""
    feed = fromstring(path.read_bytes())  # noqa: S314 - written by ourselves a moment ago
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (part,) = one.findall(f"{ATOM}{name}")
            assert (part.text or "").strip()
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated", "")).tzinfo is not None
        assert one.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        links = [
            (link.get("rel"), link.get("type"), link.get("hreflang")) for link in one.findall(f"{ATOM}link")
        ]
        assert links.count(("alternate", None, None)) <= 1
        assert all(link.get("href", "").startswith("http") for link in one.findall(f"{ATOM}link"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(f"{ATOM}entry")
    assert all(entry.find(f"{ATOM}content") is not None for entry in entries)
    ids = [one.findtext(f"{ATOM}id", "") for one in entries]
    assert len(ids) == len(set(ids))
    return [feed.findtext(f"{ATOM}id", ""), *ids]


def test_two_teams_never_share_a_folder() -> None:
    assert week_path("A b", "2026-W47").parent != week_path("A-B", "2026-W47").parent
    assert week_path("../../x", "2026-W47").parts[0].startswith("x-")
    assert week_path("团队", "2026-W47") != week_path("團隊", "2026-W47")
    assert Path("..") not in week_path("..", "2026-W47").parents
