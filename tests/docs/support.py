"""The documentation as data: its code blocks, command lines, links, headings and tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import typer.main

from monitor.commands import cli

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference.md"
HOW_TO = ROOT / "docs" / "how-to.md"
WHY = ROOT / "docs" / "why.md"
PAGES = (README, HOW_TO, REFERENCE, WHY, ROOT / "CHANGELOG.md")
PROGRAM = "ofsted-monitor"

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_NOT_RUN = frozenset({"--help", "--version", "--install-completion", "--show-completion"})
"""Options that act while the line is parsed; their existence is checked, and they are then left out."""


class Block(NamedTuple):
    """One fenced block of a page."""

    page: str
    line: int
    language: str
    text: str

    @property
    def where(self) -> str:
        """`README.md:12`, as a test's name."""
        return f"{self.page}:{self.line}"


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(language: str) -> list[Block]:
    """Every block of one language on all pages, indentation of a list item taken away."""
    found = []
    for page in PAGES:
        text = text_of(page)
        for match in _FENCE.finditer(text):
            indent = re.match(r" *", match[0])
            body = re.sub(rf"^ {{{len(indent[0]) if indent else 0}}}", "", match[2], flags=re.MULTILINE)
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(page.name, line, match[1], body))
    return [block for block in found if block.language == language]


def prose_of(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def inline_code(page: Path) -> list[str]:
    return _INLINE.findall(prose_of(page))


def links_of(page: Path) -> list[str]:
    return _LINK.findall(prose_of(page))


def anchors_of(page: Path) -> set[str]:
    """The names by which the page's headings can be linked to; a repeated one is numbered."""
    anchors: set[str] = set()
    for heading in _HEADING.findall(prose_of(page)):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = 0
        while (name := f"{slug}-{number}" if number else slug) in anchors:
            number += 1
        anchors.add(name)
    return anchors


def section(text: str, heading: str) -> str:
    """What stands below a heading, to the next one of its depth or less."""
    depth = heading.index(" ")
    _, _, below = f"\n{text}".partition(f"\n{heading}\n")
    return re.split(rf"^#{{1,{depth}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, heads and rules left out."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if line.startswith("|") and not line.startswith("|---") and not following.startswith("|---"):
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def code(cell: str) -> str:
    """The code in a cell, without its backticks; the cell itself where it holds none."""
    match = _INLINE.search(cell)
    return match[1] if match else cell


# --- commands -----------------------------------------------------------------------------------


class Line(NamedTuple):
    """One command line of the program, as a page shows it."""

    where: str
    arguments: tuple[str, ...]


def command_lines() -> list[Line]:
    """Every line that calls the program: in shell blocks, in prose, in the files of deploy/."""
    shown = [(block.where, line) for block in blocks("sh") for line in block.text.splitlines()]
    shown += [(page.name, words) for page in PAGES for words in inline_code(page)]
    shown += [(path.name, line) for path in deploy_files() for line in text_of(path).splitlines()]
    return [Line(where, arguments) for where, words in shown for arguments in _calls(words)]


def deploy_files() -> list[Path]:
    return sorted((ROOT / "deploy").iterdir())


def _calls(words: str) -> Iterator[tuple[str, ...]]:
    """The arguments of the call of the program in a line of shell, an empty call left out."""
    try:
        tokens = shlex.split(words.removeprefix("ExecStart="), comments=True)
    except ValueError:
        return
    tokens = tokens[: tokens.index(">")] if ">" in tokens else tokens
    runs = [place for place, token in enumerate(tokens) if _is_call(tokens, place, token)]
    if runs and tokens[runs[-1] + 1 :]:
        yield tuple(tokens[runs[-1] + 1 :])


def _is_call(tokens: list[str], place: int, token: str) -> bool:
    """Whether this word starts the program: at the line's start, by its path, or in its container."""
    contained = tokens[:2] in (["docker", "run"], ["docker", "exec"])
    return token.endswith(f"/bin/{PROGRAM}") or (token == PROGRAM and (place == 0 or contained))


@cache
def program() -> Any:  # noqa: ANN401 - typer's groups have no public type
    """The command group as typer builds it."""
    return typer.main.get_command(cli.program([]))


def commands() -> dict[str, Any]:
    """Every command by its whole name, `story split` included."""
    found: dict[str, Any] = {}
    for name, command in program().commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name} {part}": one for part, one in inner.items()} if inner else {name: command}
    return found


def options_of(command: Any) -> set[str]:  # noqa: ANN401 - see program
    """The command's options by their long names, `--help` left out."""
    names = (name for one in command.params for name in (*one.opts, *one.secondary_opts))
    return {name for name in names if name.startswith("--")} - {"--help"}


def parse(arguments: tuple[str, ...]) -> None:
    """Parse a command line as the program would, without running it; raises where it would refuse."""
    every = {name for one in (program(), *commands().values()) for name in options_of(one)} | {"--help"}
    acting = _NOT_RUN.intersection(arguments)
    assert acting <= every, f"no such option: {acting - every}"
    if set(arguments) <= _NOT_RUN:
        return
    rest = cli.in_order([word for word in arguments if word not in _NOT_RUN])
    context = program().make_context(PROGRAM, rest)
    _, command, left = program().resolve_command(context, _words_after(context))
    if getattr(command, "commands", None):
        context = command.make_context(command.name, left, parent=context)
        _, command, left = command.resolve_command(context, _words_after(context))
    if not acting:  # `digest --help` needs none of the arguments that `digest` needs
        command.make_context(command.name, left, parent=context)


def _words_after(context: Any) -> list[str]:  # noqa: ANN401 - see program
    """What stands behind a group's own options: the command's name and its arguments."""
    return [*context._protected_args, *context.args]
