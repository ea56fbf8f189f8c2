"""The command line as people use it: in this process for speed, or as a process of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
import time_machine

from monitor.__main__ import main
from tests.support.slack import TOKEN
from tests.support.world import World

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever stands there
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(slots=True)
class CommandLine:
    """Types commands in a folder, in this process."""

    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]
    world: World | None = None

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Type a command; in a world it has the world's config and clock."""
        if self.world is not None:
            self.world.config()
            arguments = ("--config", str(self.world.folder / "config.yaml"), *arguments)
        self.patch.setattr(sys, "argv", ["ofsted-monitor", *arguments])
        self.patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        self.captured.readouterr()
        with _logs_put_back(), self._clock(), pytest.raises(SystemExit) as ended:
            main()
        out, err = self.captured.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out, err)

    @contextmanager
    def _clock(self) -> Iterator[None]:
        if self.world is None:
            yield
            return
        with time_machine.travel(self.world.now, tick=True):
            yield


@contextmanager
def _logs_put_back() -> Iterator[None]:
    """A command sends the logs to its own stderr, which is gone after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def command(*arguments: str) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "monitor", *arguments]


def environment(**more: str) -> dict[str, str]:
    """A shell's environment, for such a process."""
    quiet = {"COLUMNS": "80", "PYTHONPATH": str(REPOSITORY), "SLACK_BOT_TOKEN": TOKEN}
    return {**os.environ, **quiet, **more}


def run(*arguments: str, folder: Path, stdin: bytes = b"", **variables: str) -> Ran:
    """Run a command as a process of its own, to its end."""
    ran = subprocess.run(  # noqa: S603 - our own program
        command(*arguments),
        cwd=folder,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
