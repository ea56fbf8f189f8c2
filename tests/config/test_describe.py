"""A configuration in words: who watches whom, where it is told, what is asked how often."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from monitor.config import describe
from monitor.config.describe import SourceDescription, TeamDescription, digest_in_words
from monitor.model import DigestPlan
from tests.config.support import SOURCE, block, config_of


def team(folder: Path, lines: str) -> TeamDescription:
    """The only team of a file, described."""
    more = "".join(f"    {line}\n" for line in lines.split("\n"))
    text = f"{SOURCE}slack: {{token: '${{T}}'}}\nteams:\n  - name: B\n{more}"
    environment = {"T": "xoxb-1", "HOOK": "https://hooks.example.org/x"}
    return describe(config_of(folder, text, environment=environment)).teams[0]


def test_the_councils_are_listed_by_the_way_in_which_they_are_watched(tmp_path: Path) -> None:
    one = team(tmp_path, "watch: {councils: [Slough, Reading], neighbours_of: Reading, regions: London}")
    assert [way.way for way in one.watched] == ["named", "statistical neighbours", "region"]
    assert one.watched[0].words == "named: Slough, Reading"
    assert len(one.watched[1].councils) in {9, 10}
    assert "Camden" in one.watched[2].councils
    assert one.councils == sum(len(way.councils) for way in one.watched)


def test_a_team_that_watches_everything_is_described_in_a_word(tmp_path: Path) -> None:
    assert team(tmp_path, "watch: {councils: all}").watched[0].words == "named: all 153 councils"


def test_filters_are_told_in_words(tmp_path: Path) -> None:
    filters = "events: [inspection, monitoring_visit], judgements: [requires_improvement, inadequate]"
    one = team(tmp_path, f"watch: {{councils: all, {filters}}}")
    assert "monitoring visit" in one.only[0]
    assert "inadequate, requires improvement" in one.only[1]


def test_alerts_quiet_hours_and_digest_are_told(tmp_path: Path) -> None:
    lines = (
        "watch: {councils: all}\nalerts: {slack: x, console: true, quiet: 22:00-07:00}\n"
        "digest: {when: Mon 08:00, slack: weekly}"
    )
    one = team(tmp_path, lines)
    assert one.alerts == ("slack:#x", "console")
    assert one.quiet == "held from 22:00 to 07:00 (Europe/London), then sent"
    assert one.digest == "Mondays at 08:00 (Europe/London) to slack:#weekly"
    assert one.notes == ()


def test_a_digest_that_waits_for_a_person_says_for_how_long() -> None:
    plan = DigestPlan(
        weekday=4, at=time(17), destinations=("console",), approve=True, deadline=timedelta(hours=36)
    )
    said = digest_in_words(plan, "UTC")
    assert said == "Fridays at 17:00 (UTC) to console, once a person approves it or after 36 hours"


def test_a_digest_for_nobody_is_kept() -> None:
    plan = DigestPlan(weekday=0, at=time(8), destinations=())
    assert digest_in_words(plan, "UTC") == "Mondays at 08:00 (UTC), kept in digests/ and sent to nobody"


def test_a_webhooks_limits_are_told(tmp_path: Path) -> None:
    one = team(tmp_path, "watch: {councils: all}\nalerts: {slack: '${HOOK}'}")
    assert one.alerts == ("webhook:HOOK",)
    assert "cannot change a message" in one.notes[0]


def test_a_team_that_is_told_nothing_is_told_so(tmp_path: Path) -> None:
    assert "no alerts go to this team" in team(tmp_path, "watch: {councils: all}").notes[0]


def test_sources_are_told_with_their_interval_and_a_template_counts_its_councils(tmp_path: Path) -> None:
    text = block("""
        sources:
          - {name: "News: daily", url: "https://example.org/a", every: 24h}
          - {name: Search, url: "https://example.org/{council}", every: 6h}
          - {name: C, url: "https://example.org/c", every: 90m}
        teams: [{name: B, watch: {councils: [Reading, Slough]}}]
    """)
    assert describe(config_of(tmp_path, text)).sources == (
        SourceDescription(name="News: daily", every="every day", addresses=1),
        SourceDescription(name="Search", every="every 6 hours", addresses=2),
        SourceDescription(name="C", every="every 90 minutes", addresses=1),
    )


def test_what_is_missing_for_good_service_is_noted(tmp_path: Path) -> None:
    notes = " ".join(describe(config_of(tmp_path, "sources: []\nteams: []\n")).notes)
    assert "no source" in notes
    assert "no team" in notes
    assert "contact" in notes
