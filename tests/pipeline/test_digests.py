"""The weekly digest: once for each team, week and destination, whatever restarts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.model import RevisionKind
from monitor.pipeline.digest import composed, make_digests
from monitor.pipeline.review import Review
from monitor.pipeline.tools import Tools
from monitor.store import digests, stories
from tests.support.stories import a_revision, a_story
from tests.support.world import READING, START, World

TEAM = """\
- name: Berkshire
  watch: {councils: [Reading, Slough]}
  digest: {when: Monday 08:00, slack: alerts}
"""
APPROVED = """\
- name: Berkshire
  watch: {councils: [Reading, Slough]}
  alerts: {slack: alerts}
  digest: {when: Monday 08:00, slack: alerts, approve: true, deadline: 24h}
"""
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = "2026-W47"
LONDON = ZoneInfo("Europe/London")


def sent(world: World) -> list[str]:
    return [str(message["text"]) for message in world.slack.roots]


def digests_of(world: World) -> list[str]:
    return [text for text in sent(world) if text.startswith("Ofsted digest")]


@contextmanager
def told(world: World, *, at: datetime = START) -> Iterator[Tools]:
    """The world's tools, with a story of Reading that was told."""
    with world.tools() as tools:
        story = a_story(first_seen=at, published=at)
        with tools.store.transaction() as connection:
            stories.keep(connection, story, now=at)
            stories.revise(connection, a_revision(story=story, made=at))
        yield tools


# --- once -------------------------------------------------------------------------------------------


def test_a_digest_is_sent_when_its_week_is_over_and_only_once(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.polls()
    world.now = MONDAY - timedelta(minutes=1)
    world.polls()
    assert sent(world) == []
    world.now = MONDAY
    world.polls()
    world.polls()
    world.polls(timedelta(days=1))
    assert len(sent(world)) == 1
    assert "Reading" in str(world.slack.roots[0])


def test_a_week_without_news_is_told_too(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly")
    world.polls()
    world.now = MONDAY
    world.polls()
    (message,) = world.slack.roots
    assert "No Ofsted news this week for the 2 councils you watch." in str(message)
    assert "Reading and Slough" in str(message)


def test_after_a_long_absence_the_latest_four_digests_are_sent(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.polls()
    world.now = START + timedelta(days=100)
    world.polls()
    assert len(sent(world)) == 4
    weeks = [re.findall(r"Digest (2\d{3}-W\d\d)", str(message)) for message in world.slack.roots]
    assert weeks == [["2027-W04"], ["2027-W05"], ["2027-W06"], ["2027-W07"]]


def test_a_new_team_is_sent_no_digest_of_a_week_before_it_was(world: World) -> None:
    world.teams = TEAM
    world.publishes("weekly", READING)
    world.now = MONDAY + timedelta(minutes=1)
    world.polls()
    assert sent(world) == []


@pytest.mark.parametrize(("day", "at"), [(0, time(8)), (6, time(1, 30))])
def test_over_a_year_with_both_changes_of_the_clocks_each_week_comes_once_at_its_hour(
    world: World, day: int, at: time
) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    world.teams = TEAM.replace("Monday 08:00", f"{names[day]} {at:%H:%M}")
    days = (date(2026, 1, 2) + timedelta(days=number) for number in range(364))
    hours = [datetime.combine(one, at, LONDON).astimezone(UTC) for one in days if one.weekday() == day]
    world.now = datetime(2026, 1, 1, tzinfo=UTC)
    with world.tools() as tools:
        make_digests(tools)
        for hour in hours:
            made = []
            for world.now in (hour - timedelta(seconds=1), hour, hour + timedelta(hours=1)):
                made.append(make_digests(tools))
            assert made == [0, 1, 0], hour
        with tools.store.reading() as connection:
            weeks = digests.weeks(connection)
    assert len({one.week for one in weeks}) == 52


def test_a_stop_over_the_hour_of_the_digest_only_delays_it(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        make_digests(tools)
    world.now = MONDAY - timedelta(minutes=5)
    with world.tools() as tools:
        assert make_digests(tools) == 0
    world.now = MONDAY + timedelta(hours=7)
    with world.tools() as tools:
        assert make_digests(tools) == 1
        with tools.store.reading() as connection:
            kept = digests.kept(connection, "Berkshire", WEEK)
    assert kept is not None
    assert kept.digest.end == MONDAY


def test_two_that_start_at_once_make_one_digest(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        make_digests(tools)
    world.now = MONDAY
    with world.tools() as one, world.tools() as other:
        assert make_digests(one) + make_digests(other) == 1
    world.polls()
    world.polls()
    assert len(sent(world)) == 1


# --- errata -------------------------------------------------------------------------------------------


def test_what_is_corrected_after_a_digest_was_sent_is_an_erratum_of_the_next(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        make_digests(tools)
        world.now = MONDAY
        assert make_digests(tools) == 1
        before, right = a_story(), a_story(judgement="good", revision=2, corrected=True)
        correction = a_revision(
            story=right, before=before, kind=RevisionKind.CORRECTION, made=MONDAY + timedelta(hours=1)
        )
        with tools.store.transaction() as connection:
            stories.keep(connection, right, now=correction.made)
            stories.revise(connection, correction)
        world.now = MONDAY + timedelta(days=7)
        assert make_digests(tools) == 1
        with tools.store.reading() as connection:
            first = digests.kept(connection, "Berkshire", WEEK)
            second = digests.kept(connection, "Berkshire", "2026-W48")
    assert first is not None
    assert second is not None
    assert first.digest.corrections == ()
    assert "requires improvement" in first.markdown
    assert second.digest.corrections == (correction,)
    assert "now good; said before: requires improvement" in second.markdown


# --- approval -------------------------------------------------------------------------------------------


def test_a_digest_that_needs_approval_waits_and_says_where_to_look_once(world: World) -> None:
    world.teams = APPROVED
    world.publishes("weekly")
    world.polls()
    world.now = MONDAY
    world.polls()
    world.polls(timedelta(hours=20))
    assert digests_of(world) == []
    (notice,) = world.slack.roots
    assert 'digest --team \\"Berkshire\\" --week 2026-W47 --review' in str(notice).replace('"', '\\"')
    assert "Tuesday 24 November 2026 at 08:00 GMT" in str(notice)


def test_without_approval_it_goes_as_it_is_at_its_deadline(world: World) -> None:
    world.teams = APPROVED
    world.publishes("weekly")
    world.polls()
    world.now = MONDAY
    world.polls()
    world.now = MONDAY + timedelta(hours=24)
    world.polls()
    world.polls()
    assert len(digests_of(world)) == 1


def test_what_the_reviewer_left_out_and_let_go_is_what_is_sent(world: World) -> None:
    world.teams = APPROVED
    with told(world) as tools:
        make_digests(tools)
        world.now = MONDAY
        make_digests(tools)
        review = Review(tools=tools, team=tools.config.teams[0], week=WEEK, who="Ann Lee")
        (drafted,) = review.draft()
        review.drops(drafted.story)
        sent_to = review.lets_go()
        with tools.store.reading() as connection:
            kept = digests.kept(connection, "Berkshire", WEEK)
            said = digests.decisions(connection, "Berkshire", WEEK)[drafted.story.id]
            approval = digests.approval(connection, "Berkshire", WEEK)
    assert sent_to is not None
    assert [one.state for one in sent_to] == ["sent"]
    assert kept is not None
    assert [section.stories for section in kept.digest.sections] == [()]
    assert kept.digest.headline == "This digest has no story for the 2 councils you watch."
    assert drafted.story.id not in str(kept.digest.records)
    assert (said.decision, said.who, said.at) == ("drop", "Ann Lee", MONDAY)
    assert approval == digests.Approval("Ann Lee", MONDAY)
    world.polls(timedelta(days=1))
    assert len(digests_of(world)) == 1


def test_beside_a_running_monitor_an_approval_is_sent_by_it(world: World) -> None:
    world.teams = APPROVED
    with told(world) as tools:
        make_digests(tools)
        world.now = MONDAY
        review = Review(tools=tools, team=tools.config.teams[0], week=WEEK, who="Ann Lee")
        with world.tools() as running, running.store.pass_lock():
            assert review.lets_go() is None
        assert make_digests(tools) == 1


def test_a_digest_composed_by_hand_shows_a_draft_whole(world: World) -> None:
    world.teams = TEAM
    with told(world) as tools:
        team = tools.config.teams[0]
        review = Review(tools=tools, team=team, week=WEEK, who="Ann Lee")
        review.drops(review.draft()[0].story)
        assert [one.decision.decision for one in review.draft() if one.decision] == ["drop"]
        with tools.store.reading() as connection:
            assert composed(tools, connection, team, WEEK).sections[0].stories == ()
