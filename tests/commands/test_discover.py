"""`discover` finds a site's feeds and prints lines that config.yaml takes as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess, run
from sys import executable

import pytest
import yaml

from tests.support.newsroom import Newsroom, item, rss

CONFIG = "fetch: {allow_networks: [127.0.0.0/8]}\nsources: []\nteams: []\n"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as made:
        yield made


def discover(folder: Path, url: str) -> CompletedProcess[str]:
    (folder / "config.yaml").write_text(CONFIG)
    command = [executable, "-m", "monitor", "--config", str(folder / "config.yaml"), "discover", url]
    return run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own command


def sources_in(output: str) -> list[dict[str, str]]:
    return list(yaml.safe_load(f"sources:\n{output}")["sources"])


def test_the_feeds_that_a_page_announces_are_asked_and_printed_for_the_config(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    newsroom.serve("/news.rss", rss(item("One", "https://n.example/1"), title='Reading: "all" the #news'))
    newsroom.serve("/dead.rss", "gone", 404)
    page = newsroom.serve(
        "/",
        "<html><head><link rel=alternate type='application/rss+xml' href='/news.rss'>"
        "<link rel=alternate type='application/rss+xml' href='/dead.rss'></head><body>Hello</body></html>",
        content_type="text/html",
    )
    done = discover(tmp_path, page)
    assert done.returncode == 0, done.stderr
    assert sources_in(done.stdout) == [
        {"name": 'Reading: "all" the #news', "url": newsroom.url("/news.rss"), "every": "1h"}
    ]
    (tmp_path / "more.yaml").write_text(
        CONFIG.replace("sources: []", f"sources:\n{done.stdout.rstrip()}"), encoding="utf-8"
    )
    command = [executable, "-m", "monitor", "--config", str(tmp_path / "more.yaml"), "check"]
    checked = run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own command
    assert checked.returncode == 0, checked.stderr


def test_a_feeds_own_address_is_taken_as_it_is(tmp_path: Path, newsroom: Newsroom) -> None:
    feed = newsroom.serve("/feed", rss(item("One", "https://n.example/1"), title="Weekly"))
    done = discover(tmp_path, feed)
    assert sources_in(done.stdout) == [{"name": "Weekly", "url": feed, "every": "1h"}]


def test_a_site_without_a_feed_is_told_plainly(tmp_path: Path, newsroom: Newsroom) -> None:
    page = newsroom.serve("/", "<html><body>Nothing here</body></html>", content_type="text/html")
    done = discover(tmp_path, page)
    assert (done.returncode, done.stdout) == (1, "")
    assert "No feed was found" in done.stderr


def test_a_site_that_does_not_answer_is_told_with_its_reason(tmp_path: Path, newsroom: Newsroom) -> None:
    done = discover(tmp_path, newsroom.talk("/", lambda wire, _: wire.reset()))
    assert done.returncode == 1
    assert "broke off" in done.stderr
