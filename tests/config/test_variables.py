"""Variables come from the environment, then from a .env file beside the config."""

from __future__ import annotations

from pathlib import Path

from tests.config.support import SLACK, SOURCE, TEAM, config_of, mistakes_of, team


def test_the_environment_wins_over_dotenv(tmp_path: Path) -> None:
    text = SOURCE + TEAM + "contact: ${CONTACT}\n"
    dotenv = "# mine\nexport CONTACT='a@example.org' # why\n"
    assert config_of(tmp_path, text, dotenv=dotenv).contact == "a@example.org"
    config = config_of(tmp_path, text, dotenv=dotenv, environment={"CONTACT": "b@example.org"})
    assert config.contact == "b@example.org"


def test_a_folder_called_dotenv_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert config_of(tmp_path, SOURCE + TEAM).webhooks == {}


def test_a_dollar_in_a_dotenv_value_stays(tmp_path: Path) -> None:
    text = SOURCE + TEAM + "email: {host: h, from: a@b.org, password: '${PW}'}\nadmin: {email: a@b.org}\n"
    config = config_of(tmp_path, text, dotenv="PW=a${HOME}$b\n")
    assert config.email is not None
    assert config.email.password == "a${HOME}$b"  # noqa: S105 - made up


def test_a_variable_may_be_a_part_of_a_value(tmp_path: Path) -> None:
    text = "sources: [{name: A, url: 'http://localhost:${PORT}/feed', every: 1h}]\nteams: []\n"
    assert (
        config_of(tmp_path, text, environment={"PORT": "8080"}).sources[0].url == "http://localhost:8080/feed"
    )


def test_a_section_that_nobody_uses_needs_no_variables(tmp_path: Path) -> None:
    mail = "email: {host: h, from: a@b.org, username: '${U}', password: '${P}'}\n"
    config = config_of(tmp_path, SOURCE + TEAM + SLACK + mail)
    assert (config.slack, config.email) == (None, None)


def test_a_section_that_nobody_uses_is_checked_all_the_same(tmp_path: Path) -> None:
    found = mistakes_of(tmp_path, SOURCE + TEAM + "slack: {token: '${NONE}', api_url: slack.com}\n")
    assert ["has no https://" in mistake.what for mistake in found] == [True]


def test_a_section_that_is_used_needs_its_variables(tmp_path: Path) -> None:
    found = mistakes_of(tmp_path, SLACK + team("alerts: {slack: x}"))
    assert "SLACK_BOT_TOKEN" in found[0].hint
