"""A valid file becomes a configuration with every name resolved and every council spelled out."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.config import fingerprint, read_config, watched_pairs
from monitor.model import Event, Source
from monitor.tell.settings import EmailSettings, SlackSettings
from monitor.understand.councils import all_councils, neighbours_of
from monitor.web.settings import WebSettings
from tests.config.support import SOURCE, TEAM, block, config_of, write_config

HEAVY = ("httpx", "sqlalchemy", "trafilatura", "slack_sdk", "feedparser", "bs4")


def watch(lines: str) -> str:
    """One team with this watch."""
    more = "".join(f"      {line}\n" for line in lines.split("\n"))
    return f"{SOURCE}teams:\n  - name: B\n    watch:\n{more}"


def test_what_is_left_out_has_the_value_of_the_manual(tmp_path: Path) -> None:
    config = config_of(tmp_path, "sources: []\nteams: []\n")
    assert config.timezone == ZoneInfo("Europe/London")
    assert config.state == tmp_path / "state" / "monitor.db"
    assert (config.backfill, config.retention) == (timedelta(days=7), timedelta(days=730))
    assert (config.log, config.contact, config.heartbeat, config.uncertain) == ("text", "", "", "resend")
    assert config.web == WebSettings()
    assert (config.slack, config.email, config.admin, config.teams, config.sources) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_every_key_of_the_manual_is_understood(tmp_path: Path) -> None:
    text = block("""
        timezone: Europe/Paris
        state: /var/lib/monitor.db
        backfill: 0d
        retention: 10w
        log: json
        contact: https://example.org/about
        heartbeat: https://hc.example.org/x
        uncertain: hold
        fetch: {concurrency: 4, timeout: 90s, max_body: 500KB, allow_networks: [10.20.0.0/16, "fd00::/8"]}
        sources: []
        slack: {token: "${TOKEN}", api_url: http://127.0.0.1:8000/api}
        email:
          host: localhost
          port: 1025
          security: none
          username: ${USER_NAME}
          password: ${PASSWORD}
          from: Ofsted Monitor <monitor@example.org>
        admin: {email: IT@Example.org, slack: C0123ABCD, console: yes}
        teams: []
    """)
    config = config_of(tmp_path, text, environment={"TOKEN": "xoxb-1", "USER_NAME": "me", "PASSWORD": "p"})
    assert config.timezone.key == "Europe/Paris"
    assert config.state == Path("/var/lib/monitor.db")
    assert (config.backfill, config.retention) == (timedelta(0), timedelta(weeks=10))
    assert (config.log, config.contact, config.uncertain) == ("json", "https://example.org/about", "hold")
    assert config.heartbeat == "https://hc.example.org/x"
    assert config.web == WebSettings(
        concurrency=4,
        timeout=timedelta(seconds=90),
        max_body=500_000,
        allow_networks=(ip_network("10.20.0.0/16"), ip_network("fd00::/8")),
        contact="https://example.org/about",
    )
    assert config.slack == SlackSettings(token="xoxb-1", api_url="http://127.0.0.1:8000/api/")  # noqa: S106 - made up
    assert config.email == EmailSettings(
        host="localhost",
        sender="Ofsted Monitor <monitor@example.org>",
        port=1025,
        security="none",
        username="me",
        password="p",  # noqa: S106 - made up
    )
    assert config.admin == ("slack:C0123ABCD", "email:it@example.org", "console")


@pytest.mark.parametrize("section", ["slack:", "email:", "admin:", "fetch:", "sources:", "teams:"])
def test_a_section_whose_lines_are_all_commented_out_is_as_good_as_left_out(
    tmp_path: Path, section: str
) -> None:
    both = {"sources:": SOURCE, "teams:": TEAM}
    rest = "".join(text for name, text in both.items() if name != section)
    assert config_of(tmp_path, f"{rest}{section}\n#  x: y\n").path.name == "config.yaml"


# --- sources


def test_a_plain_source_stays_one(tmp_path: Path) -> None:
    config = config_of(tmp_path, SOURCE + TEAM)
    assert config.sources == (
        Source(name="Trade news", url="https://example.org/feed", every=timedelta(hours=1)),
    )


def test_a_template_makes_one_source_for_each_council_that_any_team_watches(tmp_path: Path) -> None:
    text = block("""
        sources:
          - {name: Search, url: "https://example.org/?q={council}", every: 6h}
        teams:
          - {name: A, watch: {councils: [Slough, Reading]}}
          - {name: B, watch: {councils: ["Brighton & Hove", Reading]}}
    """)
    sources = config_of(tmp_path, text).sources
    assert [source.name for source in sources] == [
        "Search: Brighton and Hove", "Search: Reading", "Search: Slough",
    ]  # fmt: skip
    assert all(source.spread and source.every == timedelta(hours=6) for source in sources)
    assert sources[0].url == "https://example.org/?q=Brighton%20and%20Hove"


def test_a_template_without_a_watched_council_asks_nothing(tmp_path: Path) -> None:
    text = "sources: [{name: S, url: 'https://example.org/{council}', every: 6h}]\nteams: []\n"
    assert config_of(tmp_path, text).sources == ()


def test_a_thousand_sources_are_read(tmp_path: Path) -> None:
    items = "".join(
        f"  - name: Feed {n}\n    url: https://example.org/{n}\n    every: 1h\n" for n in range(1000)
    )
    assert len(config_of(tmp_path, f"sources:\n{items}teams: []\n").sources) == 1000


# --- whom a team watches


def test_councils_are_known_by_name_alias_and_slug_and_keep_the_teams_order(tmp_path: Path) -> None:
    config = config_of(tmp_path, watch("councils: [slough, RBWM, Reading Borough Council, Slough]"))
    assert config.teams[0].watch.councils == ("slough", "windsor-and-maidenhead", "reading")


@pytest.mark.parametrize("everything", ["all", "[all]", "All"])
def test_all_means_every_council_of_today(tmp_path: Path, everything: str) -> None:
    config = config_of(tmp_path, watch(f"councils: {everything}"))
    assert config.teams[0].watch.councils == tuple(council.slug for council in all_councils())
    assert len(config.watched) == 153


def test_neighbours_and_regions_add_only_councils_that_are_not_there_yet(tmp_path: Path) -> None:
    lines = "councils: [Reading, Slough]\nneighbours_of: Reading\nregions: south east"
    watched = config_of(tmp_path, watch(lines)).teams[0].watch
    assert watched.councils == ("reading", "slough")
    assert watched.neighbours == tuple(slug for slug in neighbours_of("reading") if slug != "slough")
    in_region = {council.slug for council in all_councils() if council.region == "South East"}
    assert set(watched.region) == in_region - {"reading", "slough"} - set(watched.neighbours)
    ways = (*watched.councils, *watched.neighbours, *watched.region)
    assert len(ways) == len(set(ways))


def test_filters_left_out_let_everything_pass(tmp_path: Path) -> None:
    watched = config_of(tmp_path, SOURCE + TEAM).teams[0].watch
    assert (watched.events, watched.judgements) == (None, None)


def test_filters_hold_what_they_name(tmp_path: Path) -> None:
    lines = "councils: Reading\nevents: [inspection, monitoring_visit]\njudgements: inadequate"
    watched = config_of(tmp_path, watch(lines)).teams[0].watch
    assert watched.events == frozenset({Event.INSPECTION, Event.MONITORING_VISIT})
    assert watched.judgements == frozenset({"inadequate"})


def test_the_watched_pairs_are_each_team_with_each_of_its_councils(tmp_path: Path) -> None:
    text = block("""
        sources: []
        teams:
          - {name: A, watch: {councils: [Slough, Reading]}}
          - {name: B, watch: {councils: Reading}}
    """)
    pairs = watched_pairs(config_of(tmp_path, text))
    assert pairs == {("A", "slough"), ("A", "reading"), ("B", "reading")}


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (SOURCE + TEAM).encode())
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfA=b\r\n")
    assert read_config(path, environment={}).teams[0].name == "Berkshire"


def test_anchors_and_shared_keys_of_yaml_may_be_used(tmp_path: Path) -> None:
    text = block("""
        sources:
          - &usual {name: A, url: "https://example.org/a", every: 2h}
          - {<<: *usual, name: B, url: "https://example.org/b"}
        teams: []
    """)
    assert [(source.name, source.every.seconds) for source in config_of(tmp_path, text).sources] == [
        ("A", 7200), ("B", 7200),
    ]  # fmt: skip


def test_names_that_yaml_would_take_for_numbers_or_truth_values_stay_names(tmp_path: Path) -> None:
    text = "sources: []\nteams: [{name: 2026, watch: {councils: all}}, {name: no, watch: {councils: all}}]\n"
    assert [one.name for one in config_of(tmp_path, text).teams] == ["2026", "no"]


def test_the_state_lies_beside_the_file_wherever_the_monitor_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    write_config(folder, SOURCE + TEAM + "state: ../db/monitor.db\n")
    monkeypatch.chdir(tmp_path)
    config = read_config(Path("deep/config.yaml"), environment={})
    assert config.state == tmp_path / "db" / "monitor.db"
    assert config.path == Path("deep/config.yaml")


def test_the_fingerprint_changes_with_the_file_and_with_dotenv(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    seen = [fingerprint(path)]
    path.write_text("teams: []", encoding="utf-8")
    seen.append(fingerprint(path))
    (tmp_path / ".env").write_text("A=b", encoding="utf-8")
    seen += [fingerprint(path), fingerprint(path)]
    assert len(set(seen)) == 3
    assert seen[2] == seen[3]


def test_reading_a_configuration_loads_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    path = write_config(tmp_path, SOURCE + TEAM)
    script = (
        "import sys; from pathlib import Path; from monitor.config import describe, read_config;"
        "describe(read_config(Path(sys.argv[1]), environment={}));"
        "print(*set(sys.argv[2:]) & set(sys.modules))"
    )
    # The script and its argument are this test's own.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, str(path), *HEAVY],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109
    )  # fmt: skip
    assert done.stdout.strip() == ""
