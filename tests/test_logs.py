"""Logs: one event a line in the form that the config asks for, and never a secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from monitor import logs
from monitor.logs import HIDDEN, Log


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_line_with_its_values_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", verbose=False)
    Log("monitor.service").warning("source failed at 100 %", source="A weekly", error="no answer")
    (line,) = capsys.readouterr().err.splitlines()
    assert "[warning] source failed at 100 %" in line
    assert "error='no answer'" in line
    assert "source='A weekly'" in line


def test_an_event_is_one_object_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", verbose=False)
    Log("monitor.service").info("running", sources=3)
    event = json.loads(capsys.readouterr().err)
    assert (event["level"], event["event"], event["sources"]) == ("info", "running", 3)
    assert event["timestamp"].endswith("Z")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_shown_wherever_it_stands(capsys: pytest.CaptureFixture[str], form: str) -> None:
    logs.configure("json" if form == "json" else "text", verbose=True, secrets=["s3cret", "s3cret-and-more"])
    log = Log("monitor.service")
    log.info("the token s3cret", url="https://x/s3cret-and-more", error=ValueError("s3cret"))
    try:
        raise RuntimeError("s3cret")  # noqa: TRY301 - it is the traceback that is looked at
    except RuntimeError:
        log.exception("a fault")
    logging.getLogger("httpx").warning("GET https://x/s3cret-and-more")
    said = capsys.readouterr().err
    assert "s3cret" not in said
    assert said.count(HIDDEN) >= 5


def test_libraries_are_heard_from_warnings_on_only(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", verbose=True)
    logging.getLogger("httpx").info("chatter")
    Log("monitor.x").info("ours")
    said = capsys.readouterr().err
    assert "chatter" not in said
    assert "ours" in said
