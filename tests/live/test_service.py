"""`run` as a process of its own: how it begins, notices, and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from tests.support.newsroom import Newsroom, answer, item, rss, wait_until

CONFIG = """\
fetch: {{allow_networks: [127.0.0.0/8]}}
{more}
sources:
  - {{name: weekly, url: '{feed}', every: 1h}}
teams:
  - name: Berkshire
    watch: {{councils: [Reading]}}
    alerts: {{console: true}}
"""
QUICK = 15.0
"""Seconds that a stop may take on a busy machine; unloaded it takes one."""


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as made:
        made.serve("/weekly", rss(item("Bins", "https://n.example/1")))
        yield made


def writes(folder: Path, newsroom: Newsroom, *, more: str = "", feed: str = "/weekly") -> Path:
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(more=more, feed=newsroom.url(feed)), encoding="utf-8")
    return path


class Running:
    """A `run` in a process of its own, with all that it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def says(self, words: str) -> bool:
        return wait_until(lambda: words in "".join(self.said), seconds=40)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Its exit code, and how long it took to end."""
        began = monotonic()
        self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self._listener.join(timeout=5)
        return code, monotonic() - began

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(self.process.stderr)


@contextmanager
def running(config: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "monitor", "--config", str(config), "run"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # noqa: S603 - our own command
    try:
        yield Running(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_at_once(tmp_path: Path, newsroom: Newsroom, number: int) -> None:
    with running(writes(tmp_path, newsroom)) as service:
        assert service.says("running")
        assert wait_until(lambda: "/weekly" in newsroom.paths(), seconds=30)
        code, seconds = service.stop(number)
    assert (code, "stopped" in "".join(service.said)) == (0, True)
    assert "Traceback" not in "".join(service.said)
    assert seconds < QUICK


def test_a_hanging_host_does_not_hold_up_the_end_and_is_not_blamed_for_it(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    newsroom.talk("/weekly", lambda wire, _: wire.hang())
    config = writes(tmp_path, newsroom)
    config.write_text(config.read_text().replace("[127.0.0.0/8]", "[127.0.0.0/8], timeout: 5m"))
    with running(config) as service:
        assert wait_until(lambda: "/weekly" in newsroom.paths(), seconds=30)
        code, seconds = service.stop()
    assert code == 0
    assert seconds < QUICK
    assert "source failed" not in "".join(service.said)


def test_a_second_one_on_the_same_state_is_turned_away_with_code_3(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    config = writes(tmp_path, newsroom)
    with running(config) as first:
        assert first.says("running")
        with running(config) as second:
            assert second.process.wait(timeout=60) == 3
            assert second.says("already polling")
            assert second.says(f"process {first.process.pid}")
        assert first.stop()[0] == 0


def test_a_state_whose_service_was_killed_is_free_at_once(tmp_path: Path, newsroom: Newsroom) -> None:
    config = writes(tmp_path, newsroom)
    with running(config) as first:
        assert first.says("running")
        first.process.kill()
    with running(config) as second:
        assert second.says("running")
        assert second.stop()[0] == 0


def test_a_changed_config_is_used_and_a_wrong_one_shown_once_while_the_old_goes_on(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(_sooner(tmp_path)), *sys.path]))
    newsroom.serve("/daily", rss(item("Parks", "https://n.example/2")))
    config = writes(tmp_path, newsroom)
    with running(config) as service:
        assert wait_until(lambda: "/weekly" in newsroom.paths(), seconds=30)
        config.write_text(config.read_text().replace("every", "evry"), encoding="utf-8")
        assert service.says("the old one is kept")
        assert service.says("evry")
        writes(tmp_path, newsroom, feed="/daily")
        assert service.says("the config has changed")
        assert wait_until(lambda: "/daily" in newsroom.paths(), seconds=30)
        assert service.stop()[0] == 0
    assert "".join(service.said).count("the old one is kept") == 1


def test_the_heartbeat_is_asked_after_a_good_pass_and_one_that_hangs_holds_up_nothing(
    tmp_path: Path, newsroom: Newsroom
) -> None:
    beats = newsroom.talk("/beat", lambda wire, _: wire.hang())
    with running(writes(tmp_path, newsroom, more=f"heartbeat: {beats}")) as service:
        assert wait_until(lambda: "/beat" in newsroom.paths(), seconds=30)
        code, seconds = service.stop()
    assert code == 0
    assert seconds < QUICK
    assert beats not in "".join(service.said)
    assert newsroom.paths().count("/beat") == 1


def test_no_heartbeat_follows_a_pass_in_which_nobody_answered(tmp_path: Path, newsroom: Newsroom) -> None:
    beats = newsroom.talk("/beat", lambda wire, _: wire.send(answer()))
    newsroom.serve("/weekly", "oh no", 500)
    with running(writes(tmp_path, newsroom, more=f"heartbeat: {beats}")) as service:
        assert service.says("source failed")
        assert service.stop()[0] == 0
    assert "/beat" not in newsroom.paths()


def _sooner(folder: Path) -> Path:
    """Lets the service wake every half second, not minute, by a module that Python loads first."""
    place = folder / "sooner"
    place.mkdir()
    (place / "sitecustomize.py").write_text(
        "import datetime, monitor.schedule\n"
        "monitor.schedule.LONGEST_SLEEP = datetime.timedelta(seconds=0.5)\n"
        "monitor.schedule.SHORTEST_SLEEP = datetime.timedelta(seconds=0.5)\n"
    )
    return place
