"""Runs the monitor's own commands in processes that die at a chosen instant.

Each is forked from one that has imported everything, so that hundreds of deaths take minutes. Before and
after every commit, and around every word to Slack or the mail server, an instant is counted; at the chosen
one the process kills itself with SIGKILL, in the middle of whatever its other threads do. Or it is killed
from outside, after a chosen time.

One JSON object a line comes in: `arguments`, `now`, and `instant` or `seconds`. One goes out: the `status`
that the system reports and how many instants were `counted`.
"""

from __future__ import annotations

import mmap
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SLEEP_LESS = 50
_sleep = time.sleep


def _nap(seconds: float) -> None:
    _sleep(seconds / SLEEP_LESS)


time.sleep = _nap  # type: ignore[assignment]  # before the monitor takes it for its pauses

import http.client  # noqa: E402 - after the sleep was shortened
import smtplib  # noqa: E402 - likewise

import msgspec  # noqa: E402 - likewise
import time_machine  # noqa: E402 - likewise
from sqlalchemy.engine.default import DefaultDialect  # noqa: E402 - likewise

from monitor.__main__ import main  # noqa: E402 - likewise
from monitor.store.store import Store  # noqa: E402 - likewise
from monitor.understand.classify import classify  # noqa: E402 - likewise
from monitor.web.page import read_page  # noqa: E402 - likewise


class Instants:
    """The instants of one process, counted where its parent can read them."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)
        self._lock = threading.Lock()
        self._dies_at = 0

    def begin(self, dies_at: int) -> None:
        """Counts from nought; at `dies_at` the process dies, never at 0."""
        self._memory[:] = bytes(8)
        self._dies_at = dies_at

    def pass_one(self) -> None:
        """One more instant; perhaps the last."""
        with self._lock:
            count = self.counted + 1
            self._memory[:] = count.to_bytes(8, "big")
            if count == self._dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    @property
    def counted(self) -> int:
        """How many there were."""
        return int.from_bytes(self._memory[:], "big")

    def around(self, owner: type, name: str) -> None:
        """Makes the moments before and after a method's work two instants."""
        work: Callable[..., Any] = getattr(owner, name)

        def watched(*arguments: object, **options: object) -> Any:  # noqa: ANN401 - whatever the method returns
            self.pass_one()
            result = work(*arguments, **options)
            self.pass_one()
            return result

        setattr(owner, name, watched)


def _born(order: dict[str, Any]) -> None:
    """The child: the command as a user runs it, its words thrown away."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.argv = ["ofsted-monitor", *order["arguments"]]
    with time_machine.travel(datetime.fromisoformat(order["now"]), tick=True):
        try:
            main()
        except SystemExit as end:
            os._exit(end.code if isinstance(end.code, int) else 1)
        except BaseException:  # noqa: BLE001 - a crash is a status to the parent
            os._exit(70)


def _raised(order: dict[str, Any], instants: Instants) -> dict[str, int]:
    """The parent's part of one life."""
    instants.begin(int(order.get("instant", 0)))
    child = os.fork()
    if not child:
        _born(order)
    if "seconds" in order:
        _sleep(float(order["seconds"]))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "counted": instants.counted}


def _watch(instants: Instants) -> None:
    instants.around(DefaultDialect, "do_commit")
    instants.around(http.client.HTTPConnection, "endheaders")
    instants.around(http.client.HTTPResponse, "begin")
    instants.around(smtplib.SMTP, "send")
    instants.around(smtplib.SMTP, "getreply")


def _warm_up() -> None:
    """Does once what a poll does at its first use, for every process to come."""
    for name in ("monitor.pipeline.passes", "monitor.tell.email", "monitor.tell.slack", "css_inline"):
        import_module(name)
    with TemporaryDirectory() as folder:
        Store(Path(folder) / "warm.db").close()
    read_page(b"<html><body><article><p>Ofsted visited Reading.</p></article></body></html>", url="")
    classify("Ofsted inspectors visited Reading Borough Council.", title="Ofsted in Reading")


if __name__ == "__main__":
    _warm_up()
    counter = Instants()
    _watch(counter)
    for line in sys.stdin.buffer:
        answer = _raised(msgspec.json.decode(line), counter)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()
