"""Where a team is told, and when: destinations, quiet hours, digests."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from monitor.model import DigestPlan, QuietHours
from tests.config.support import SLACK, SOURCE, TEAM, TOKEN, config_of, team


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("ofsted", "slack:#ofsted"),
        ("'#ofsted'", "slack:#ofsted"),
        ("C0123ABCD", "slack:C0123ABCD"),
        ("'#C0123ABCD'", "slack:C0123ABCD"),
        ("${CHANNEL}", "slack:#from-variable"),
        ("${HOOK}", "webhook:HOOK"),
        ("équipe-2", "slack:#équipe-2"),
    ],
)
def test_a_slack_destination_has_one_name_however_it_is_written(
    tmp_path: Path, written: str, named: str
) -> None:
    environment = {**TOKEN, "CHANNEL": "#from-variable", "HOOK": "https://hooks.example.org/T1/B2/x"}
    config = config_of(
        tmp_path, SLACK + team(f"alerts: {{slack: [{_quoted(written)}]}}"), environment=environment
    )
    assert config.teams[0].destinations == (named,)


def _quoted(text: str) -> str:
    return f'"{text}"' if "$" in text else text


def test_destinations_keep_the_order_of_their_kinds_and_come_once(tmp_path: Path) -> None:
    lines = "alerts: {console: true, email: [A@b.org, a@B.org], slack: [x, '#x', y]}"
    mail = "email: {host: h, from: a@b.org}\n"
    config = config_of(tmp_path, SLACK + mail + team(lines), environment=TOKEN)
    assert config.teams[0].destinations == ("slack:#x", "slack:#y", "email:a@b.org", "console")


def test_a_webhooks_address_is_kept_under_its_variables_name(tmp_path: Path) -> None:
    config = config_of(
        tmp_path, team("alerts: {slack: '${HOOK}'}"), dotenv="HOOK=https://hooks.example.org/T1/B2/x\n"
    )
    assert config.webhooks == {"HOOK": "https://hooks.example.org/T1/B2/x"}
    assert config.slack is None


def test_all_destinations_of_a_file_are_listed_once(tmp_path: Path) -> None:
    lines = "alerts: {slack: x, console: true}\ndigest: {when: Fri 17:00, slack: [x, weekly]}"
    config = config_of(tmp_path, SLACK + team(lines) + "admin: {slack: it}\n", environment=TOKEN)
    assert config.destinations == ("slack:#x", "console", "slack:#weekly", "slack:#it")


def test_quiet_hours_and_digest_are_read(tmp_path: Path) -> None:
    lines = (
        "alerts: {console: true, quiet: 22:00-07:00}\ndigest: {when: Mon 08:00, approve: true, deadline: 2d}"
    )
    one = config_of(tmp_path, team(lines)).teams[0]
    assert one.quiet == QuietHours(time(22), time(7))
    assert one.digest == DigestPlan(
        weekday=0, at=time(8), destinations=(), approve=True, deadline=timedelta(days=2)
    )


def test_a_team_without_alerts_is_kept_and_told_nothing(tmp_path: Path) -> None:
    assert config_of(tmp_path, SOURCE + TEAM).teams[0].destinations == ()
