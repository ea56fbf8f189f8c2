"""How long a command takes before it says anything, against the target and a bare Python."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.measure import process, row, typical
from monitor.understand.lexicon import phrases

RUNS = 5
MOST_SECONDS = 0.4
MOST_PHRASES = 40_000
"""As many phrases the vocabulary may have before reading it makes a command slow."""


def main() -> None:
    """Print the start-up of commands that need neither state nor network."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text("Slough’s children’s services were rated good by Ofsted.", encoding="utf-8")
        bare = typical([process("-c", "pass") for _ in range(RUNS)])
        row("a bare Python", f"{bare.wall:.3f} s, {bare.megabytes:.0f} MB")
        for command in (["--help"], ["councils", "reading"], ["classify", str(article)]):
            process("-m", "monitor", *command)  # once, so that its modules are compiled as after an install
            took = typical([process("-m", "monitor", *command) for _ in range(RUNS)])
            figures = f"{took.cpu:.2f} CPU s, {took.megabytes:.0f} MB"
            row(f"ofsted-monitor {command[0]}", figures, took.cpu / MOST_SECONDS, 1, f"of {MOST_SECONDS} s")
            row("", f"{took.wall:.2f} s by the clock", took.wall / bare.wall, None, "of a bare Python")
    count = len(phrases())
    row("phrases of the vocabulary", f"{count}", count / MOST_PHRASES, 1, f"of {MOST_PHRASES}")


if __name__ == "__main__":
    main()
