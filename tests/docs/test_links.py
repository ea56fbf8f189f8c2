"""Every place that the documentation points to is there: pages, headings, pictures, make targets, layers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from monitor import __version__
from tests.docs.support import PAGES, ROOT, WHY, anchors_of, blocks, inline_code, links_of, text_of

PICTURES = ROOT / "docs" / "pictures"
LARGEST_PICTURE = 150_000
PNG = b"\x89PNG\r\n\x1a\n"


def inner_links() -> list[tuple[Path, str]]:
    return [(page, link) for page in PAGES for link in links_of(page) if not link.startswith("http")]


@pytest.mark.parametrize(
    ("page", "link"), inner_links(), ids=lambda one: one.name if isinstance(one, Path) else one
)
def test_a_link_leads_somewhere(page: Path, link: str) -> None:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    assert target.exists()
    if anchor:
        assert anchor in anchors_of(target)


def test_every_recipe_stands_in_the_list_at_the_top() -> None:
    how_to = ROOT / "docs" / "how-to.md"
    recipes = re.findall(r"^### (.+)$", text_of(how_to), re.MULTILINE)
    listed = {link for link in links_of(how_to) if link.startswith("#")}
    assert {f"#{re.sub(r'[^a-z0-9 -]', '', one.lower()).replace(' ', '-')}" for one in recipes} <= listed


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("*.png")), ids=lambda picture: picture.name)
def test_a_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.read_bytes().startswith(PNG)
    assert picture.stat().st_size < LARGEST_PICTURE
    assert any(f"pictures/{picture.name}" in link for page in PAGES for link in links_of(page))


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    lines = [line for block in blocks("sh") for line in block.text.splitlines()]
    lines += [words for page in PAGES for words in inline_code(page)]
    named = {line.split()[1] for line in lines if re.match(r"make [a-z]", line)}
    assert {"demo", "test"} <= named <= targets


def test_why_shows_the_layers_that_the_machine_checks() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    (shown,) = [block.text for block in blocks("") if block.page == WHY.name]
    assert shown.split("\n")[:-1] == contract["layers"]


def test_the_changelog_knows_this_version() -> None:
    assert __version__ in text_of(ROOT / "CHANGELOG.md")
