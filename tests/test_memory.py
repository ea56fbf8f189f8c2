"""How the process keeps its memory."""

from __future__ import annotations

import ctypes
import platform

import pytest

from monitor.memory import give_back_large_blocks


def test_the_c_library_is_told_where_it_is_one_that_listens() -> None:
    assert give_back_large_blocks() is (platform.libc_ver()[0] == "glibc")


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert not give_back_large_blocks()
