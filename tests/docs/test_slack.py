"""The Slack app of the README may do what the code asks of it, and no more than the page says."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.docs.support import README, REFERENCE, ROOT, blocks, code, rows, section, text_of

NEEDS = {
    "auth.test": set(),
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.getPermalink": set(),
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.history": {"channels:history", "groups:history"},
    "conversations.replies": {"channels:history", "groups:history"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
}
"""The scopes of a bot's token that Slack's documentation names for each method."""
OPTIONAL = {"chat:write.public", "files:write"}


def manifest_text() -> str:
    (block,) = [block for block in blocks("yaml") if "display_information" in block.text]
    assert block.page == README.name
    return block.text


def manifest() -> dict[str, Any]:
    return dict(yaml.safe_load(manifest_text()))


def scopes() -> set[str]:
    return set(manifest()["oauth_config"]["scopes"]["bot"])


def methods() -> set[str]:
    """Every method of Slack's interface that the code names."""
    code_of_slack = "\n".join(text_of(path) for path in (ROOT / "monitor" / "tell").glob("slack*.py"))
    return set(re.findall(r"\"((?:auth|chat|conversations|files|reactions|users)\.\w+)\"", code_of_slack))


def test_the_code_calls_only_methods_whose_scopes_are_known() -> None:
    assert methods()
    assert methods() <= NEEDS.keys()


def test_the_manifest_asks_for_exactly_the_scopes_that_the_methods_need() -> None:
    needed = set().union(*(NEEDS[method] for method in methods()))
    assert scopes() == needed - OPTIONAL


def test_the_manifest_names_the_optional_scopes_switched_off() -> None:
    assert set(re.findall(r"# - (\S+)", manifest_text())) == OPTIONAL


def test_the_manifest_has_what_slack_insists_on() -> None:
    app = manifest()
    assert 0 < len(app["display_information"]["name"]) <= 35
    assert len(app["display_information"]["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", app["display_information"]["background_color"])
    assert app["features"]["bot_user"]["display_name"]
    assert set(app) == {"display_information", "features", "oauth_config", "settings"}


def test_the_reference_lists_the_same_scopes_and_every_method() -> None:
    below = section(text_of(REFERENCE), "## Slack")
    assert {code(row[0]) for row in rows(below)} == scopes() | OPTIONAL
    assert {method for method in methods() if f"`{method}`" not in below} <= {
        method for method in methods() if method.startswith("files.")
    }
