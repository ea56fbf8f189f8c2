from __future__ import annotations

import fcntl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.commands.status import Row
from monitor.store import deliveries, destinations
from monitor.store.destinations import DestinationState
from monitor.store.sources import SourceState
from tests.commands.support import CommandLine
from tests.support.world import READING, START, World

SOURCE_KEYS = {"name", "url", "state", "error", "failures", "last_success", "next_poll", "entries"}


def test_the_json_has_every_key_and_its_times_are_utc(world: World, monitor: CommandLine) -> None:
    world.teams += "  digest: {when: Monday 08:00, slack: alerts}\n"
    world.publishes("weekly", READING)
    monitor("poll")
    ran = monitor("status", "--format", "json")
    assert ran.code == 0
    assert ran.json.keys() == {"sources", "destinations", "owed", "next_digests"}
    (source,) = ran.json["sources"]
    assert source.keys() == SOURCE_KEYS
    assert (source["name"], source["state"], source["error"]) == ("weekly", "ok", None)
    assert (source["failures"], source["entries"], source["next_poll"]) == (0, 1, None)
    assert source["url"] == world.newsroom.url("/weekly")
    assert source["last_success"] == "2026-11-18T12:00:00Z"
    (destination,) = ran.json["destinations"]
    assert destination == {"name": "slack:#alerts", "state": "ok", "error": None, "owed": 0}
    assert ran.json["owed"] == 0
    assert ran.json["next_digests"] == [{"team": "Berkshire", "at": "2026-11-23T08:00:00Z"}]


def test_a_monitor_that_never_ran_has_new_sources_and_is_well(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    ran = monitor("status", "--format", "json")
    assert ran.code == 0
    assert [one["state"] for one in ran.json["sources"]] == ["new"]
    assert [one["state"] for one in ran.json["destinations"]] == ["new"]


def test_the_next_poll_is_shown_while_a_monitor_is_alive(world: World, monitor: CommandLine) -> None:
    world.publishes("weekly", READING)
    monitor("poll")
    with (world.folder / "state" / "monitor.db.lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = monitor("status", "--format", "json")
        told = monitor("status")
    assert ran.json["sources"][0]["next_poll"] == "2026-11-18T13:00:00Z"
    assert told.out.startswith("The monitor is running.\n")
    assert "not running" in monitor("status").out


def test_a_source_that_fails_for_an_hour_is_trouble(world: World, monitor: CommandLine) -> None:
    world.sources.append("missing")
    monitor("poll")
    assert monitor("status").code == 0
    world.now += timedelta(minutes=61)
    ran = monitor("status")
    assert ran.code == 1
    assert "missing (failing): " in ran.out


def test_a_paused_destination_and_what_it_is_owed_are_trouble(world: World, monitor: CommandLine) -> None:
    world.teams = world.teams.replace("slack: alerts", "slack: no-such-channel")
    world.publishes("weekly", READING)
    monitor("poll")
    ran = monitor("status", "--format", "json")
    assert ran.code == 1
    (destination,) = ran.json["destinations"]
    assert destination["state"] in {"failing", "paused"}
    assert destination["owed"] == ran.json["owed"] == 1
    assert destination["error"]
    assert "1 message is still to be delivered" in monitor("status").out


def test_times_are_those_of_the_configs_zone(world: World, monitor: CommandLine) -> None:
    world.more_config = "timezone: Asia/Tokyo"
    world.publishes("weekly", READING)
    monitor("poll")
    assert "today 21:00" in monitor("status").out


def test_the_searches_of_one_template_are_one_row(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sources:\n  - {name: News, url: 'https://news.example/?q={council}', every: 6h}\n"
        "teams:\n  - {name: All, watch: {councils: all}, alerts: {console: true}}\n"
    )
    ran = cli("status")
    assert ran.code == 0
    (row,) = (line for line in ran.out.splitlines() if line.startswith("News"))
    assert row.split() == ["News", "(153", "searches)", "new", "–", "–", "0"]
    assert "Sources: 153 new." in ran.out


def test_a_row_of_searches_sums_them_up() -> None:
    state = SourceState(name="News: Reading", url="https://news.example/", state="ok", entries=3)
    states = [
        replace(state, last_success=START, next_poll=START + timedelta(hours=2)),
        replace(state, last_success=START + timedelta(hours=1), next_poll=START + timedelta(hours=1)),
        replace(state, state="failing", error="It is down."),
    ]
    row = Row("News", tuple(states))
    assert row.health == "2 ok, 1 failing"
    assert row.last_success == START + timedelta(hours=1)
    assert row.next_poll == START + timedelta(hours=1)
    assert row.entries == 9


def test_what_is_owed_for_an_hour_is_trouble(world: World, monitor: CommandLine) -> None:
    made = START - timedelta(minutes=30)
    with world.tools() as tools, tools.store.transaction() as connection:
        deliveries.keep_notice(connection, "notice/x", "A word", ("To be sent.",))
        deliveries.promise(connection, "notice/x", {"slack:#alerts": made}, now=made)
        destinations.remember(connection, DestinationState(name="slack:#alerts", state="ok"))
    assert monitor("status").code == 0
    world.now += timedelta(minutes=31)
    ran = monitor("status")
    assert ran.code == 1
    assert "owed for more than an hour" in ran.out


def test_an_empty_config_is_told_what_it_lacks(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources: []\nteams: []\n")
    ran = cli("status")
    assert ran.code == 0
    assert "No source is configured" in ran.out
    assert "nobody is told" in ran.out
