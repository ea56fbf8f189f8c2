"""From a name to a destination."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from monitor.errors import UsageError
from monitor.tell.destinations import open_destination
from monitor.tell.settings import EmailSettings, SlackSettings

SLACK = SlackSettings(token="xoxb-secret")  # noqa: S106 - made up
EMAIL = EmailSettings(host="localhost", sender="monitor@example.org")
HOOKS = {"HOOK": "https://hooks.example/secret"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("slack:#berkshire", "SlackChannel"),
        ("slack:C0BERKSHIRE", "SlackChannel"),
        ("webhook:HOOK", "SlackWebhook"),
        ("email:dcs@example.org", "Mailbox"),
        ("console", "Terminal"),
    ],
)
def test_the_prefix_chooses_the_kind(name: str, kind: str) -> None:
    opened = open_destination(name, slack=SLACK, email=EMAIL, webhooks=HOOKS, output=io.StringIO())

    assert type(opened).__name__ == kind
    assert opened.name == name


@pytest.mark.parametrize(
    "name", ["", "pigeon:coop", "wording:x", "settings", "destinations", "../slack:x", "a.b:c"]
)
def test_a_name_of_no_kind_is_a_mistake(name: str) -> None:
    with pytest.raises(UsageError, match="is no destination"):
        open_destination(name, slack=SLACK, email=EMAIL, webhooks=HOOKS)


@pytest.mark.parametrize(
    ("name", "needed"),
    [("slack:#x", "slack: token"), ("email:a@b.example", "email: host"), ("webhook:HOOK", "HOOK")],
)
def test_missing_settings_are_named(name: str, needed: str) -> None:
    with pytest.raises(UsageError, match=needed):
        open_destination(name)


def test_secrets_do_not_show() -> None:
    opened = [open_destination(name, slack=SLACK, webhooks=HOOKS) for name in ("slack:#x", "webhook:HOOK")]

    assert "secret" not in repr(opened) + repr(SLACK)


def test_a_kind_is_imported_only_when_it_is_used() -> None:
    code = (
        "import sys; from monitor.tell.destinations import open_destination; open_destination('console');"
        "sys.exit(any(name.split('.')[0] in {'slack_sdk', 'jinja2', 'css_inline'} for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
