"""An article that made a story is looked at again after 1 and 6 hours and 1, 3 and 7 days, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.pipeline.passes import run_pass
from monitor.pipeline.read import next_look
from tests.support.world import READING, SCHOOL, START, World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LOOKS = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
BETWEEN = (30 * MINUTE, 3 * HOUR, 12 * HOUR, 2 * DAY, 5 * DAY, 8 * DAY, 30 * DAY)
"""Times at which nothing is due, but a pass may come by."""


def looked_at(passes: Iterable[timedelta]) -> list[timedelta]:
    """At which of these passes, counted from the first sight, a page is looked at."""
    looks = []
    due = next_look(START, START)
    for age in passes:
        if due is not None and START + age >= due:
            looks.append(age)
            due = next_look(START, START + age)
    return looks


def test_five_looks_are_planned_each_from_the_one_before() -> None:
    planned = [START]
    while due := next_look(START, planned[-1]):
        planned.append(due)
    assert tuple(look - START for look in planned[1:]) == LOOKS


@given(st.lists(st.timedeltas(timedelta(0), 9 * DAY), unique=True).map(sorted))
def test_whenever_passes_come_by_each_look_is_at_the_first_of_them_that_is_not_early(
    passes: Sequence[timedelta],
) -> None:
    firsts = [next((age for age in passes if age >= look), None) for look in LOOKS]
    assert looked_at(passes) == sorted({age for age in firsts if age is not None})


def pages_read(world: World, article: tuple[str, str]) -> list[timedelta]:
    """After which times a running service asks for an article's page, from its first sight on."""
    world.publishes("weekly", article)
    page = "/weekly/" + article[0].replace(" ", "-").casefold().encode("ascii", "ignore").decode()
    near = (look + shift for look in LOOKS for shift in (-MINUTE, timedelta(0), MINUTE))
    read: list[timedelta] = []
    with world.tools() as tools:
        for age in sorted({timedelta(0), *near, *BETWEEN}):
            before = world.newsroom.paths().count(page)
            world.now = START + age
            run_pass(tools)
            read += [age] * (world.newsroom.paths().count(page) - before)
    return read


def test_a_running_service_asks_for_the_page_at_these_times_and_at_no_other(world: World) -> None:
    assert pages_read(world, READING) == [timedelta(0), *LOOKS]
    assert len(world.slack.messages) == 1


def test_what_is_no_news_is_read_once(world: World) -> None:
    assert pages_read(world, SCHOOL) == [timedelta(0)]
