"""config.yaml and .env.example as they are shipped: they work, and so do their examples."""

from __future__ import annotations

import io
import re
from pathlib import Path

from dotenv import dotenv_values

from monitor.config import Config, describe, read_config
from monitor.model import Event
from monitor.understand.grades import all_grades
from tests.config.support import config_of

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "config.yaml").read_text(encoding="utf-8")
ENVIRONMENT = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SMTP_USERNAME": "user",
    "SMTP_PASSWORD": "word",
    "DEVON_WEBHOOK_URL": "https://hooks.example.org/x",
    "HEARTBEAT_URL": "https://hc.example.org/x",
}
EXAMPLE = re.compile(r"#(?! \S| ?$)")
"""A "#" at the line's start without a single blank behind it."""


def uncommented(text: str) -> str:
    """The file with every example counting."""
    return "\n".join(
        EXAMPLE.sub("", line, count=1) if EXAMPLE.match(line) else line for line in text.split("\n")
    )


def with_examples(folder: Path) -> Config:
    return config_of(folder, uncommented(SHIPPED), environment=ENVIRONMENT)


def test_the_file_works_as_it_stands() -> None:
    config = read_config(ROOT / "config.yaml", environment={})
    (team,) = config.teams
    assert team.destinations == ("console",)
    assert len(team.watch.everything) == 153
    assert (config.slack, config.email, config.webhooks, config.admin) == (None, None, {}, ())


def test_the_sources_the_beat_cannot_do_without_are_on() -> None:
    config = read_config(ROOT / "config.yaml", environment={})
    names = {source.name for source in describe(config).sources}
    assert {"Ofsted", "Department for Education", "Community Care", "Local Government Lawyer"} <= names
    assert {"Guardian, children", "BBC Education", "Google News"} <= names


def test_one_search_is_made_for_each_council_and_they_are_asked_slowly() -> None:
    searches = [one for one in read_config(ROOT / "config.yaml", environment={}).sources if one.spread]
    assert len(searches) == 153
    assert {one.every.total_seconds() for one in searches} == {6 * 3600}
    assert any(one.name == "Google News: Reading" for one in searches)
    assert not any("{" in one.url for one in searches)


def test_no_site_is_asked_more_than_once_an_hour_by_one_source() -> None:
    assert all(
        one.every.total_seconds() >= 3600 for one in read_config(ROOT / "config.yaml", environment={}).sources
    )


def test_the_values_in_the_file_are_those_of_a_file_without_them(tmp_path: Path) -> None:
    shipped = read_config(ROOT / "config.yaml", environment={})
    bare = config_of(tmp_path, "sources: []\nteams: []\n")
    for key in ("timezone", "backfill", "retention", "log", "contact", "heartbeat", "uncertain", "web"):
        assert getattr(shipped, key) == getattr(bare, key), key


def test_every_example_is_valid_when_its_sign_is_taken_away(tmp_path: Path) -> None:
    config = with_examples(tmp_path)
    assert config.slack is not None
    assert config.email is not None
    assert config.contact
    assert config.heartbeat
    assert config.web.allow_networks
    assert config.admin == ("email:it@example.org",)
    assert {team.name for team in config.teams} == {"England", "Berkshire improvement", "Devon"}
    assert len([source for source in config.sources if not source.spread]) > 18


def test_the_examples_of_teams_show_every_way(tmp_path: Path) -> None:
    berkshire = next(team for team in with_examples(tmp_path).teams if team.name == "Berkshire improvement")
    assert berkshire.watch.councils == ("reading", "slough")
    assert berkshire.watch.neighbours
    assert berkshire.watch.region
    assert berkshire.watch.events == frozenset(Event)
    assert berkshire.watch.judgements is not None
    assert berkshire.watch.judgements <= {grade.slug for grade in all_grades()}
    assert berkshire.destinations == ("slack:#berkshire-ofsted", "email:dcs@example.org")
    assert berkshire.quiet
    assert berkshire.digest
    assert berkshire.digest.approve


def test_examples_are_told_from_explanations() -> None:
    assert uncommented("# words\n#slack:\n#  token: x\n#\n  # words\n#---").split("\n") == [
        "# words", "slack:", "  token: x", "#", "  # words", "---",
    ]  # fmt: skip


def test_the_example_of_secrets_names_every_variable_of_the_examples_and_holds_none() -> None:
    values = dotenv_values(stream=io.StringIO((ROOT / ".env.example").read_text(encoding="utf-8")))
    assert set(values) == set(re.findall(r"\$\{(\w+)\}", SHIPPED)) - {"NAME"}
    assert not any(values.values())
