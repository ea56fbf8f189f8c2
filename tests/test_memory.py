"""How the process keeps its memory."""

from __future__ import annotations

import ctypes
import gc
import platform
import weakref
from collections.abc import Iterator

import pytest

from monitor.memory import give_back_large_blocks, sweep_often


def test_the_c_library_is_told_where_it_is_one_that_listens() -> None:
    assert give_back_large_blocks() is (platform.libc_ver()[0] == "glibc")


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert not give_back_large_blocks()


class Knot:
    """A thing that points at itself, as what parsers leave behind does."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("threshold")
def test_what_points_at_itself_does_not_pile_up_however_rarely_a_start_looks_for_it() -> None:
    gc.set_threshold(1_000_000)
    sweep_often()
    knots = [weakref.ref(Knot()) for _ in range(5_000)]
    assert sum(knot() is not None for knot in knots) < 2_500
