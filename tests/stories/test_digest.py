from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from monitor.model import Digest, Event, Flag, Revision, RevisionKind, SourceHealth, Story, Team
from monitor.stories.digest import Background, compose
from monitor.stories.revise import withdraw
from tests.stories.support import DAY, NOON, coverage, revision, story, team, theme

_START, _END = NOON - 3 * DAY, NOON + 4 * DAY
_BERKSHIRE = team(
    councils=["reading", "slough", "wokingham"], neighbours=["medway"], region=["kent", "surrey"]
)


def _compose(
    *stories: Story,
    to: Team = _BERKSHIRE,
    revisions: tuple[Revision, ...] = (),
    **known: Any,  # noqa: ANN401 - whatever a background holds
) -> Digest:
    background = Background(**known)
    return compose(to, stories, revisions, week="2025-W47", start=_START, end=_END, background=background)


def _ids(digest: Digest) -> list[list[str]]:
    return [[found.id for found in section.stories] for section in digest.sections]


def test_sections_go_from_the_teams_own_councils_outwards() -> None:
    digest = _compose(
        story("kent-1", council="kent"), story("medway-1", council="medway"), story("reading-1")
    )
    assert [section.title for section in digest.sections] == [
        "Your councils",
        "Statistical neighbours",
        "Your region",
    ]
    assert _ids(digest) == [["reading-1"], ["medway-1"], ["kent-1"]]


def test_only_the_circles_that_are_watched_stand_in_the_digest() -> None:
    assert [section.title for section in _compose(to=team()).sections] == ["Your councils"]


def test_each_circle_names_the_councils_without_news_in_the_teams_order() -> None:
    digest = _compose(story(council="slough"))
    assert [section.quiet for section in digest.sections] == [
        ("reading", "wokingham"),
        ("medway",),
        ("kent", "surrey"),
    ]


def test_what_matters_most_stands_first() -> None:
    digest = _compose(
        story("7", event=Event.OTHER),
        story("6", event=Event.JTAI),
        story("5", event=Event.INTERVENTION),
        story("4", event=Event.FOCUSED_VISIT),
        story("3", event=Event.FOCUSED_VISIT, flags=(Flag.PRIORITY_ACTION,)),
        story("2"),
        story("1", judgement="good"),
    )
    assert _ids(digest)[0] == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("first_seen", "expected"),
    [(_START, True), (_START - DAY / 24, False), (_END, False), (_END - DAY / 24, True)],
)
def test_the_week_is_half_open(first_seen: datetime, *, expected: bool) -> None:
    assert bool(_ids(_compose(story(first_seen=first_seen)))[0]) is expected


def test_an_older_story_that_spoke_again_this_week_is_in_it() -> None:
    old = story(first_seen=NOON - 60 * DAY, judgement="good", revision=2)
    spoke = revision(old, RevisionKind.JUDGEMENT)
    assert _ids(_compose(old, revisions=(spoke,)))[0] == [old.id]
    assert _ids(_compose(old))[0] == []


def test_a_story_seen_before_the_cut_and_told_after_it_stands_in_the_later_week_alone() -> None:
    late = story(first_seen=_END - DAY / 24)
    told_late = revision(late, made=_END + DAY / 24)
    assert _ids(_compose(late, revisions=(told_late,)))[0] == []
    following = compose(_BERKSHIRE, [late], [told_late], week="2025-W48", start=_END, end=_END + 7 * DAY)
    assert _ids(following)[0] == [late.id]


def test_what_was_never_news_is_left_out() -> None:
    history, recalled = story("a", revision=0), story("b", flags=(Flag.RESTATED,))
    assert _ids(_compose(history, recalled))[0] == []


def test_the_digest_keeps_to_the_teams_filters_and_to_its_time() -> None:
    wanting = team(events=[Event.INSPECTION], judgements=["inadequate"])
    stories = [story("a", event=Event.JTAI), story("b", judgement="good"), story("c", judgement="inadequate")]
    assert _ids(_compose(*stories, to=wanting))[0] == ["c"]
    late = {("Berkshire", "reading"): NOON + DAY}
    assert _ids(_compose(story(), watching_since=late))[0] == []


def test_an_abolished_council_stands_with_its_successors() -> None:
    watching = team(councils=["cumberland", "westmorland-and-furness", "kent"])
    successors = {"cumbria": ("cumberland", "westmorland-and-furness")}
    digest = _compose(story("x", council="cumbria"), to=watching, successors=successors)
    assert _ids(digest) == [["x"]]
    assert digest.sections[0].quiet == ("kent",)


def test_the_week_in_one_sentence() -> None:
    digest = _compose(
        story("1", judgement="good"),
        story("2", council="slough", judgement="inadequate"),
        story("3", council="medway", areas={"leadership": "good"}),
        story("4", council="medway", event=Event.MONITORING_VISIT),
        story("5", council="kent", event=Event.OTHER),
        story("6", council="kent", flags=(Flag.PROVISIONAL,)),
    )
    assert digest.headline == (
        "Three new judgements, one report not yet official, one monitoring visit and one other report or "
        "visit across the 6 councils you watch; two had no news."
    )


def test_a_week_without_silence_does_not_speak_of_it() -> None:
    digest = _compose(story(event=Event.AREA_SEND), to=team())
    assert digest.headline == "One area SEND inspection across the council you watch."


_NAMES = {"reading": "Reading", "slough": "Slough", "medway": "Medway", "kent": "Kent"}


def test_a_week_of_few_stories_names_their_councils() -> None:
    digest = _compose(
        story("1", judgement="requires_improvement"),
        story("2", council="medway", event=Event.MONITORING_VISIT),
        story("3", council="kent", event=Event.MONITORING_VISIT),
        names=_NAMES,
    )
    assert digest.headline == (
        "One new judgement (Reading: requires improvement) and two monitoring visits (Medway and Kent) "
        "across the 6 councils you watch; three had no news."
    )


def test_a_week_of_many_stories_counts_them_only() -> None:
    digest = _compose(
        *(story(str(number), areas={"leadership": "good"}) for number in range(5)), names=_NAMES
    )
    assert digest.headline.startswith("Five new judgements across the 6 councils")


def test_an_empty_week_still_says_so() -> None:
    digest = _compose()
    assert digest.headline == "No Ofsted news this week for the 6 councils you watch."
    assert [len(section.quiet) for section in digest.sections] == [3, 1, 2]


def test_silence_of_what_a_team_chose_not_to_hear_is_not_called_silence() -> None:
    choosy = team(councils=["reading", "slough"], judgements=["inadequate"])
    digest = _compose(story(judgement="good"), to=choosy)
    assert digest.headline == "No Ofsted news this week for the 2 councils and kinds of news you watch."


def test_a_team_that_watches_nothing_is_told_that() -> None:
    assert _compose(to=team(councils=[])).headline == "This team watches no council yet."


def test_corrections_of_the_week_are_errata_even_where_the_council_is_another_now() -> None:
    was = story("a", first_seen=NOON - 30 * DAY)
    moved = revision(story("a", council="bury", revision=2), RevisionKind.CORRECTION, before=was)
    gone = withdraw(story("b", first_seen=NOON - 30 * DAY), now=NOON + DAY, corrected_by="Ann Lee")
    elsewhere = revision(
        story("c", council="bury"), RevisionKind.CORRECTION, before=story("c", council="bury")
    )
    before_the_week = revision(was, RevisionKind.CORRECTION, made=_START - DAY, before=was)
    digest = _compose(was, revisions=(gone, moved, elsewhere, before_the_week))
    assert digest.corrections == (moved, gone)
    assert digest.headline == (
        "No Ofsted news this week for the 6 councils you watch; two corrections to earlier news."
    )


def test_a_correction_alone_does_not_make_an_old_story_news() -> None:
    old = story(first_seen=NOON - 30 * DAY, revision=2)
    corrected = revision(old, RevisionKind.CORRECTION, before=old)
    assert _ids(_compose(old, revisions=(corrected,)))[0] == []


def test_disputes_in_which_an_outlet_spoke_this_week_are_listed() -> None:
    quarrel = story("a", disputed=True, coverage=(coverage(1, at=NOON),), first_seen=NOON - 20 * DAY)
    settled = story("b", disputed=True, coverage=(coverage(2, at=NOON - 20 * DAY),))
    assert [found.id for found in _compose(quarrel, settled).disputes] == ["a"]


def test_themes_are_counted_over_stories_with_a_quote_each() -> None:
    digest = _compose(
        story("a", themes=(theme("workforce", "Too few."), theme("workforce", "Twice."))),
        story("b", council="medway", themes=(theme("caseloads"), theme("workforce", "Stable."))),
    )
    assert [(found.name, found.stories, found.quote, found.council) for found in digest.themes] == [
        ("workforce", 2, "Too few.", "reading"),
        ("caseloads", 1, "Inspectors spoke of caseloads.", "medway"),
    ]


def test_a_theme_is_quoted_with_a_sentence_that_no_story_shows_anyway() -> None:
    shown = story(
        "a", quote="Too few.", themes=(theme("workforce", "Too few."), theme("caseloads", "Too few."))
    )
    other = story("b", council="medway", themes=(theme("workforce", "Stable."),))
    (workforce, caseloads) = _compose(shown, other).themes
    assert (workforce.quote, workforce.council) == ("Stable.", "medway")
    assert caseloads.quote == "Too few."


def test_the_sources_health_is_passed_on() -> None:
    sick = SourceHealth(name="LGC", state="failing", note="403 since Tuesday")
    assert _compose(health=(sick,)).sources == (sick,)


def test_a_digest_does_not_depend_on_the_order_of_its_stories() -> None:
    stories = [story(str(n), event=event, themes=(theme("x"),)) for n, event in enumerate(Event)]
    assert _compose(*stories) == _compose(*reversed(stories))


_REGIONS = {"reading": "South East", "slough": "South East", "kent": "South East", "leeds": "Yorkshire"}


def test_the_teams_own_region_comes_before_the_rest_of_england() -> None:
    watching = team(councils=["reading"], region=["leeds", "kent", "slough"])
    digest = _compose(story("a", council="leeds"), story("b", council="kent"), to=watching, regions=_REGIONS)
    assert [(section.title, [one.id for one in section.stories]) for section in digest.sections] == [
        ("Your councils", []),
        ("Your region", ["b"]),
        ("The rest of England", ["a"]),
    ]


def test_a_team_that_names_only_a_region_calls_it_its_own() -> None:
    digest = _compose(to=team(councils=[], region=["leeds", "kent"]), regions=_REGIONS)
    assert [section.title for section in digest.sections] == ["Your region"]


def test_who_watches_everything_reads_of_england() -> None:
    digest = _compose(story(), to=team(councils=list(_REGIONS)), regions=_REGIONS)
    assert [section.title for section in digest.sections] == ["England"]
    assert digest.own == ()
    assert digest.headline == "One inspection across all of England; three councils had no news."
    assert _compose(to=team(councils=["kent"]), regions=_REGIONS).own == ("kent",)


def test_what_a_reviewer_left_out_is_nowhere_in_the_digest() -> None:
    out = story("a", disputed=True, themes=(theme("workforce"),), coverage=(coverage(1, at=NOON),))
    corrected = revision(out, RevisionKind.CORRECTION, before=out)
    digest = _compose(out, revisions=(corrected,), dropped=frozenset({"a"}))
    assert _ids(digest)[0] == []
    assert (digest.corrections, digest.disputes, digest.themes) == ((), (), ())


def test_a_council_whose_story_was_left_out_is_not_said_to_have_had_no_news() -> None:
    digest = _compose(story("a"), story("b", council="slough"), dropped=frozenset({"a"}))
    assert digest.sections[0].quiet == ("wokingham",)
    assert digest.headline == "One inspection across the 6 councils you watch; four had no news."
    alone = _compose(story("a"), dropped=frozenset({"a"}))
    assert alone.headline == "This digest has no story for the 6 councils you watch."


def test_a_correction_that_the_last_digest_already_showed_is_no_erratum() -> None:
    was = story("a", first_seen=NOON - 10 * DAY)
    now = revision(story("a", revision=2, judgement="good"), RevisionKind.CORRECTION, before=was)
    assert _compose(was, revisions=(now,), shown={"a": 2}).corrections == ()
    assert _compose(was, revisions=(now,), shown={"a": 1}).corrections == (now,)


def test_what_is_foretold_is_upcoming_until_it_is_official_or_too_old() -> None:
    early = story("a", flags=(Flag.PROVISIONAL,), first_seen=NOON - 30 * DAY)
    late = story("b", council="kent", flags=(Flag.PROVISIONAL,))
    old = story("c", flags=(Flag.PROVISIONAL,), first_seen=_END - 91 * DAY)
    come = story("d", first_seen=NOON - 30 * DAY)
    digest = _compose(early, late, old, come)
    assert [one.id for one in digest.expected] == ["b", "a"]
    assert _ids(digest) == [[], [], ["b"]]


def test_a_week_of_many_kinds_is_summed_up_in_a_sentence_that_can_be_read() -> None:
    digest = _compose(*(story(str(number), event=event) for number, event in enumerate(Event)))
    assert digest.headline == (
        "One inspection, one monitoring visit, one focused visit and five other stories across the 6 "
        "councils you watch; five had no news."
    )


def test_what_could_not_be_read_is_passed_on() -> None:
    assert _compose(unread=3).unread == 3
