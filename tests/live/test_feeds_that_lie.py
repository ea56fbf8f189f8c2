"""Feeds that repeat, misname and misdate their items: what is taken for new, and what is told."""

from __future__ import annotations

import gzip
from datetime import timedelta

from monitor.model import Flag
from tests.live.support import carries, item, page_of, state, texts
from tests.support.newsroom import RSS_TYPE, answer, bomb, head, rss
from tests.support.world import READING, SLOUGH, START, World

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def test_an_archive_announced_again_in_bulk_is_recorded_and_not_one_item_is_told(world: World) -> None:
    world.publishes("weekly", READING)
    world.polls()
    old = [
        item(
            f"{READING[0]} (archive {number})",
            world.newsroom.url(f"/archive/{number}"),
            date=START - timedelta(days=30 + 7 * number),
            body=READING[1],
        )
        for number in range(200)
    ]
    carries(world, "weekly", *old)
    summary = world.polls(HOUR)
    assert summary.collected.new_entries == 200
    assert not [path for path in world.newsroom.paths() if path.startswith("/archive")]
    assert len(world.slack.roots) == 1


def test_old_news_of_a_first_poll_is_understood_though_nobody_is_told(world: World) -> None:
    world.publishes("weekly", READING, SLOUGH, dates={0: START - 60 * DAY, 1: START - 90 * DAY})
    assert world.polls().understood.news == 2
    assert not world.slack.roots
    assert world.newsroom.paths() == ["/weekly"]


def test_items_that_all_share_one_guid_are_told_apart(world: World) -> None:
    links = [
        world.newsroom.serve(f"/story/{number}", page_of(title, text), content_type="text/html")
        for number, (title, text) in enumerate((READING, SLOUGH))
    ]
    items = [
        item(title, link, date=START - HOUR, body=text, guid="the-same")
        for (title, text), link in zip((READING, SLOUGH), links, strict=True)
    ]
    carries(world, "weekly", items[0])
    world.polls()
    carries(world, "weekly", *items)
    world.polls(HOUR)
    assert len(world.slack.roots) == 2
    world.polls(HOUR)
    assert len(world.slack.roots) == 2


def test_a_new_guid_a_new_link_a_new_headline_or_a_new_date_make_no_second_news(world: World) -> None:
    title, text = READING
    link = world.newsroom.serve("/story/12345", page_of(title, text), content_type="text/html")
    carries(world, "weekly", item(title, link, date=START - HOUR, body=text, guid="one-and-only"))
    world.polls()
    versions = [
        item(title, link, date=START - HOUR, body=text, guid="another-one"),
        item(title, f"{link}?utm_source=feed&amp;at_medium=RSS", date=START, body=text, guid="another-one"),
        item(f"Updated: {title}", link, date=START, body=text, guid="another-one"),
        item(f"Updated: {title}", link, date=START + DAY, body=text, guid="a-third-one"),
    ]
    for version in versions:
        carries(world, "weekly", version)
        assert world.polls(HOUR).collected.new_entries == 0
    assert len(world.slack.roots) == 1


def test_an_item_without_a_link_is_told_from_the_feeds_own_words(world: World) -> None:
    carries(world, "weekly", item(READING[0], "", date=START - HOUR, body=READING[1], guid="reading-1"))
    (revision,) = world.polls().revisions
    assert Flag.PARTIAL in revision.story.flags
    assert world.newsroom.paths() == ["/weekly"]
    assert not world.polls(HOUR).revisions
    assert len(world.slack.roots) == 1


def test_an_item_without_a_title_is_told_under_its_pages_title(world: World) -> None:
    link = world.newsroom.serve("/untitled", page_of(*READING), content_type="text/html")
    carries(world, "weekly", item("", link, date=START - HOUR, body=READING[1]))
    (revision,) = world.polls().revisions
    assert revision.story.coverage[0].title == READING[0]


def test_an_item_without_anything_is_passed_over(world: World) -> None:
    carries(world, "weekly", "", item("", "", guid="x"), item("", "javascript:alert(1)"))
    world.polls()
    assert not world.polls(HOUR).collected.new_entries
    assert not world.slack.roots


def test_a_search_engines_link_is_never_followed_and_its_headline_stands_marked_partial(world: World) -> None:
    link = "https://news.google.com/rss/articles/CBMiV0FVX3lxTE5abc?oc=5"
    source = "<source url='https://www.getreading.example'>Get Reading</source>"
    title = "Reading children's services rated inadequate by Ofsted - Get Reading"
    body = "<a href='x'>Reading children's services rated inadequate</a><a>Slough council rated good</a>"
    carries(world, "search", item(title, link, date=START - HOUR, body=body, guid="CBMi", extra=source))
    (revision,) = world.polls().revisions
    (covered,) = revision.story.coverage
    assert (covered.publisher, revision.story.council) == ("Get Reading", "reading")
    assert Flag.PARTIAL in revision.story.flags
    assert world.newsroom.paths() == ["/search"]
    assert not world.polls(3 * DAY).revisions
    assert set(world.newsroom.paths()) == {"/search"}


def test_an_item_that_was_of_no_interest_and_is_rewritten_is_judged_anew(world: World) -> None:
    link = world.newsroom.serve("/live", page_of(*READING), content_type="text/html")
    carries(world, "weekly", item("Council news as it happens", link, date=START - HOUR, guid="live"))
    world.polls()
    assert world.newsroom.paths() == ["/weekly"]
    carries(world, "weekly", item(READING[0], link, date=START - HOUR, body=READING[1], guid="live"))
    world.polls(HOUR)
    assert len(world.slack.roots) == 1


def test_a_feed_that_never_rests_has_its_pages_read_within_bounds(world: World) -> None:
    link = world.newsroom.serve("/story", page_of(*READING), content_type="text/html")
    for number in range(40):
        body = f"{READING[1]} {number} comments"
        carries(world, "weekly", item(READING[0], link, date=START - HOUR, body=body))
        world.polls(HOUR)
    assert world.newsroom.paths().count("/story") <= 13
    assert len(world.slack.roots) == 1


FAULTS = {
    "challenge": lambda wire, _: wire.send(answer(b"<html><title>Just a moment...</title></html>")),
    "json": lambda wire, _: wire.send(answer(b'{"items": []}')),
    "nothing": lambda wire, _: wire.send(answer(b"")),
    "binary": lambda wire, _: wire.send(answer(bytes(range(256)) * 50)),
    "bomb": lambda wire, _: wire.send(answer(bomb(200_000_000), content_encoding="gzip")),
    "loop": lambda wire, _: wire.send(head(302, location="/loop", content_length=0)),
    "office": lambda wire, _: wire.send(head(302, location="http://10.0.0.1/", content_length=0)),
    "file": lambda wire, _: wire.send(head(302, location="file:///etc/passwd", content_length=0)),
    "gibberish": lambda wire, _: wire.send(b"\x00\xff" * 1000),
    "endless": lambda wire, _: (wire.send(head(200, content_type=RSS_TYPE)), wire.forever(b"<a/>" * 999)),
    "hangs": lambda wire, _: wire.hang(),
    "drips": lambda wire, _: wire.drip(answer(b"<rss/>" * 9), every=0.2),
    "resets": lambda wire, _: wire.reset(),
    "entities": lambda wire, _: wire.send(
        answer(
            b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel>'
            b"<item><title>" + b"&b;" * 1000 + b"</title></item>"
        )
    ),
}


def test_whatever_the_feeds_beside_it_do_the_good_one_is_told_and_each_fault_is_named(world: World) -> None:
    world.more_config = "admin: {console: true}"
    world.fetch = "{allow_networks: [127.0.0.0/8], timeout: 2s, max_body: 1MB}"
    for name, fault in FAULTS.items():
        world.newsroom.talk(f"/{name}", fault)
        world.sources.append(name)
    world.publishes("weekly", READING)
    summary = world.polls()
    assert summary.collected.errors.keys() >= FAULTS.keys() - {"entities"}
    assert all(summary.collected.errors.values())
    assert texts(world.slack.roots)
    assert "Reading" in texts(world.slack.roots)[0]
    assert state(world, "weekly").state == "ok"
    assert state(world, "challenge").failures == 1


def test_a_feed_that_becomes_one_of_another_kind_brings_nothing_twice(world: World) -> None:
    title, text = READING
    link = world.newsroom.serve("/story/12345", page_of(title, text), content_type="text/html")
    carries(world, "weekly", item(title, link, date=START - HOUR, body=text, guid=f"{link}?p=12345"))
    world.polls()
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>weekly</title><entry><id>tag:weekly,2026:1</id>'
        f'<title>{title}</title><link href="{link}"/><updated>2026-11-18T11:00:00Z</updated>'
        f"<summary>{text}</summary></entry></feed>"
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f'<channel><title>weekly</title></channel><item rdf:about="{link}"><title>{title}</title>'
        f"<link>{link}</link><description>{text}</description></item></rdf:RDF>"
    )
    for body in (atom, rdf, rss(item(title, link, body=text)), atom):
        world.newsroom.serve("/weekly", body)
        assert world.polls(HOUR).collected.new_entries == 0
    assert len(world.slack.roots) == 1


def test_a_feed_served_as_a_packed_file_without_saying_so_is_read(world: World) -> None:
    world.publishes("weekly", READING)
    body = rss(item(READING[0], world.newsroom.url("/x"), date=START - HOUR, body=READING[1]))
    world.newsroom.serve("/weekly", gzip.compress(body.encode(), mtime=0), content_type="application/x-gzip")
    assert world.polls().collected.new_entries == 1
