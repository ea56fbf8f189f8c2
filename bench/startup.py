"""How long a command takes before it says anything, against a bare Python."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.measure import process, row, typical

RUNS = 5
MOST_SECONDS = 0.8


def main() -> None:
    """Print the start-up of commands that need neither state nor network."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text("Slough’s children’s services were rated good by Ofsted.", encoding="utf-8")
        bare = typical([process("-c", "pass") for _ in range(RUNS)])
        row("a bare Python", f"{bare.wall:.3f} s, {bare.megabytes:.0f} MB")
        for command in (["--help"], ["councils", "reading"], ["classify", str(article)]):
            took = typical([process("-m", "monitor", *command) for _ in range(RUNS)])
            figures = f"{took.cpu:.2f} CPU s, {took.megabytes:.0f} MB"
            row(f"ofsted-monitor {command[0]}", figures, took.cpu / MOST_SECONDS, 1, f"of {MOST_SECONDS} s")


if __name__ == "__main__":
    main()
