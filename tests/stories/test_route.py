from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import pytest

from monitor.model import Event, Flag, Revision, RevisionKind, Story, Team
from monitor.stories.revise import withdraw
from monitor.stories.route import TeamVerdict, audience, destinations
from tests.stories.support import DAY, NOON, revision, story, team

_SUCCESSORS = {"cumbria": ("cumberland", "westmorland-and-furness")}


def _verdict(
    of: Revision | Story,
    to: Team,
    *,
    since: Mapping[tuple[str, str], datetime] | None = None,
    told: Collection[str] = (),
) -> TeamVerdict:
    of = revision(of) if isinstance(of, Story) else of
    (found,) = audience(of, [to], watching_since=since or {}, successors=_SUCCESSORS, told=told)
    return found


def test_a_team_hears_of_the_council_it_watches() -> None:
    found = _verdict(story(), team())
    assert (found.told, found.destinations) == (True, ("slack:#berkshire",))
    assert found.reason == "told: it watches Reading"


def test_a_team_does_not_hear_of_another_council() -> None:
    found = _verdict(story(council="slough"), team())
    assert (found.told, found.destinations) == (False, ())
    assert found.reason == "not told: it does not watch Slough"


def test_neighbours_and_region_are_watched_too_and_the_reason_says_how() -> None:
    watching = team(neighbours=["medway"], region=["kent"])
    assert "statistical neighbour" in _verdict(story(council="medway"), watching).reason
    assert "region" in _verdict(story(council="kent"), watching).reason


def test_an_abolished_council_reaches_those_who_watch_its_successor() -> None:
    found = _verdict(story(council="cumbria"), team(councils=["cumberland"]))
    assert found.reason == "told: it watches Cumberland, which took over from Cumbria"


@pytest.mark.parametrize(
    ("event", "expected"), [(Event.INSPECTION, True), (Event.MONITORING_VISIT, False), (Event.OTHER, False)]
)
def test_a_team_may_ask_for_some_kinds_of_event(event: Event, *, expected: bool) -> None:
    assert _verdict(story(event=event), team(events=[Event.INSPECTION])).told is expected


@pytest.mark.parametrize(
    ("told_of", "expected"),
    [
        pytest.param(story(judgement="inadequate"), True, id="the overall grade is in the list"),
        pytest.param(story(judgement="good"), False, id="the overall grade is not"),
        pytest.param(story(judgement="good", areas={"care_leavers": "inadequate"}), True, id="an area is"),
        pytest.param(story(areas={"care_leavers": "inadequate"}), True, id="an area is, without overall"),
        pytest.param(story(areas={"care_leavers": "good"}), False, id="no area is"),
        pytest.param(story(), True, id="no grade is stated"),
        pytest.param(story(event=Event.MONITORING_VISIT), True, id="a visit has no grade"),
        pytest.param(story(event=Event.AREA_SEND, areas={"send": "positive"}), True, id="SEND: other words"),
        pytest.param(story(event=Event.INTERVENTION), True, id="an intervention has no grade"),
    ],
)
def test_judgements_filter_graded_inspections_only(told_of: Story, *, expected: bool) -> None:
    assert _verdict(told_of, team(judgements=["inadequate"])).told is expected


def test_a_reason_names_the_grades_a_team_asks_for() -> None:
    found = _verdict(story(judgement="good"), team(judgements=["inadequate", "requires_improvement"]))
    assert found.reason == (
        "not told: it asks for inspections only where a grade is inadequate and requires improvement"
    )


def test_a_new_team_does_not_hear_of_the_past() -> None:
    later = _verdict(story(), team(), since={("Berkshire", "reading"): NOON + DAY})
    assert not later.told
    assert "first seen on 18 November 2025, before this team began to watch Reading" in later.reason
    assert _verdict(story(), team(), since={("Berkshire", "reading"): NOON}).told


def test_a_widened_watch_hears_only_what_is_new_at_the_added_council() -> None:
    since = {("Berkshire", "reading"): NOON - DAY, ("Berkshire", "slough"): NOON + DAY}
    watching = team(councils=["reading", "slough"])
    assert _verdict(story(), watching, since=since).told
    assert not _verdict(story(council="slough"), watching, since=since).told


def test_a_correction_reaches_whoever_was_told_what_it_corrects() -> None:
    before = story(council="reading")
    moved = revision(story(council="slough", revision=2), RevisionKind.CORRECTION, before=before)
    found = _verdict(moved, team(), told=["slack:#berkshire"])
    assert found.told
    assert found.reason == "told: it was told earlier what this corrects or carries on"


def test_a_correction_is_the_first_word_for_those_who_watch_the_right_council() -> None:
    moved = revision(story(council="slough", revision=2), RevisionKind.CORRECTION, before=story())
    assert _verdict(moved, team("Slough team", ["slough"])).told
    assert not _verdict(moved, team("Kent team", ["kent"])).told


def test_a_judgement_that_no_longer_passes_the_filter_still_reaches_those_who_heard_the_first() -> None:
    watching = team(judgements=["inadequate"])
    changed = revision(story(judgement="good", revision=2), RevisionKind.JUDGEMENT)
    assert _verdict(changed, watching, told=["slack:#berkshire"]).told
    assert not _verdict(changed, watching).told


def test_only_the_destinations_that_heard_hear_on_where_the_watch_no_longer_fits() -> None:
    watching = team(destinations=["slack:#a", "email:a@example.test"])
    moved = revision(story(council="slough", revision=2), RevisionKind.CORRECTION, before=story())
    assert _verdict(moved, watching, told=["slack:#a"]).destinations == ("slack:#a",)


def test_a_story_taken_back_reaches_only_those_who_heard_it() -> None:
    gone = withdraw(story(), now=NOON, corrected_by="Ann Lee")
    assert _verdict(gone, team(), told=["slack:#berkshire"]).told
    unheard = _verdict(gone, team())
    assert (unheard.told, unheard.reason) == (False, "not told: it never heard of it")


def test_a_team_without_alerts_is_told_nothing() -> None:
    found = _verdict(story(), team(destinations=[]))
    assert (found.told, found.reason) == (False, "not told: it has no alert destination")


def test_two_teams_on_one_channel_make_one_message() -> None:
    teams = [
        team("One", destinations=["slack:#shared", "email:one@example.test"]),
        team("Two", destinations=["email:two@example.test", "slack:#shared"]),
        team("Three", ["kent"], destinations=["slack:#kent"]),
    ]
    verdicts = audience(revision(story()), teams, watching_since={}, successors={})
    assert [found.told for found in verdicts] == [True, True, False]
    assert destinations(verdicts) == ("slack:#shared", "email:one@example.test", "email:two@example.test")


def test_provisional_news_passes_a_filter_on_judgements() -> None:
    assert _verdict(story(flags=(Flag.PROVISIONAL,)), team(judgements=["inadequate"])).told
