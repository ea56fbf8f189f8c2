"""No secret shows in a repr, a description or a message, wherever a person put it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import describe, render_mistakes
from monitor.config.environment import Variables
from monitor.config.mistakes import shown
from monitor.errors import ConfigError
from tests.config.support import SOURCE, TEAM, config_of, mistakes_of

SECRET = "xoxb-4711-Sesame"  # noqa: S105 - made up
PASSWORD = "Sesame4711"  # noqa: S105 - made up
HOOK = "https://hooks.slack.com/services/T1/B2/Sesame"
TEAM_IN_SLACK = (
    "teams: [{name: B, watch: {councils: all}, alerts: {slack: [x, '${HOOK}'], email: a@b.org}}]\n"
)
SECTIONS = "slack: {token: '${TOKEN}'}\nemail: {host: h, from: a@b.org, username: '${U}', password: '${P}'}\n"


def test_a_valid_configuration_shows_no_secret(tmp_path: Path) -> None:
    text = SOURCE + TEAM_IN_SLACK + SECTIONS + "heartbeat: ${HEART}\n"
    environment = {
        "TOKEN": SECRET,
        "HOOK": HOOK,
        "U": "user",
        "P": PASSWORD,
        "HEART": "https://hc.example.org/Sesame",
    }
    config = config_of(tmp_path, text, environment=environment)
    assert config.slack is not None
    assert config.slack.token == SECRET
    assert config.webhooks == {"HOOK": HOOK}
    for said in (repr(config), str(config), repr(describe(config)), str(config.slack), str(config.email)):
        assert "Sesame" not in said


@pytest.mark.parametrize(
    "line",
    [
        f"slack: {{token: {SECRET}}}",
        f"slack: {{tokn: {SECRET}}}",
        f"slack: {{{SECRET}}}",
        f"slack: {SECRET}",
        f"slack: [{SECRET}]",
        f"admin: {{slack: {SECRET}}}",
        f"admin: {{slack: '{HOOK}'}}",
        f"admin: {{email: '{HOOK}'}}",
        f"email: {{host: h, from: a@b.org, password: {PASSWORD}}}",
        f"email: {{host: h, from: a@b.org, password: '{PASSWORD} \t'}}",
        f"email: {{host: h, from: a@b.org, password: *{PASSWORD}}}",
        f"email: {{host: h, from: a@b.org, password: &{PASSWORD}}}",
        f"email: {{host: h, from: a@b.org, password: !{PASSWORD} x}}",
        f"email: {{host: h, from: a@b.org, password: '{PASSWORD}}}",
        f'email: {{host: h, from: a@b.org, password: "\\{PASSWORD}"}}',
        f"email: {{host: h, from: a@b.org, password: [{PASSWORD}]}}",
        f"email: {{host: h, from: a@b.org, password: {{{PASSWORD}: 1}}}}",
        f"heartbeat: hc.example.org/{PASSWORD}",
        f"heartbeat: https://me:{PASSWORD}@hc.example.org/",
        f"contact: https://me:{PASSWORD}@example.org/",
        f"contact: 'https://me:{PASSWORD}@example.org/ x'",
        "contact: ${P}",
        "timezone: ${P}",
        "log: ${P}",
        "retention: ${P}",
        "state: ${P}${NOTHING}",
        "admin: {slack: '${BAD_CHANNEL}'}",
        "admin: {slack: 'x${BAD_CHANNEL}'}",
        "admin: {slack: 'https://hooks.example.org/${P}'}",
        "admin: {email: 'a ${P}@x'}",
    ],
)
def test_a_secret_at_a_wrong_place_is_told_but_not_shown(tmp_path: Path, line: str) -> None:
    environment = {"P": PASSWORD, "BAD_CHANNEL": "Sesame Street"}
    found = mistakes_of(tmp_path, f"{SOURCE}{TEAM}{line}\n", environment=environment)
    screen = render_mistakes(ConfigError(found))
    assert "sesame" not in f"{screen}{found!r}".casefold()


def test_a_broken_line_of_dotenv_is_not_shown(tmp_path: Path) -> None:
    found = mistakes_of(tmp_path, SOURCE + TEAM, dotenv=f"PASSWORD {PASSWORD}\nTOKEN='{SECRET}\n")
    assert "Sesame" not in repr(found)


def test_an_error_carries_no_other_error_with_the_files_content(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(tmp_path, f"{SOURCE}{TEAM}slack: {{token: {SECRET}}}\n")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert SECRET not in str(caught.value)


def test_variables_show_none_of_their_values() -> None:
    assert "Sesame" not in repr(Variables({"P": PASSWORD}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Readng", "Readng"),
        ("two\nlines", "two lines"),
        ("ring\x07 \x1b[31mred", "ring [31mred"),
        ("a" * 70, "a" * 59 + "…"),
        ("xoxb-1-2", "…"),
        ("https://me:word@example.org/", "…"),
        ("A1b2C3d4E5f6A1b2C3d4E5f6A1b2C3d4", "…"),
        (
            "https://www.example.org/child-protection/392-news",
            "https://www.example.org/child-protection/392-news",
        ),
    ],
)
def test_a_value_is_shown_short_on_one_line_and_not_if_it_looks_secret(text: str, said: str) -> None:
    assert shown(text) == said
