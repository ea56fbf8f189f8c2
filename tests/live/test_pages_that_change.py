"""Pages that grow, are corrected, fail, or close behind a paywall: what is told, and what is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.model import RevisionKind
from tests.live.support import carries, item, page_of
from tests.support.world import READING, SLOUGH, START, World

HOUR = timedelta(hours=1)
ROUND_UP = "Latest visits to children's services"
DEVON = (
    "Ofsted inspectors have published a letter after a focused visit to Devon County Council’s children’s "
    "services. They looked at care leavers and found that support had improved."
)
PADDING = "The letters are published on the inspectorate’s website, where earlier ones can be found as well."


def shows(world: World, *paragraphs: str, title: str = ROUND_UP, hours_old: int = 1) -> None:
    """Let the round-up's page and its feed show these paragraphs, the newest first."""
    link = world.newsroom.serve("/round-up", page_of(title, *paragraphs, PADDING), content_type="text/html")
    body = f"{paragraphs[0][:120]} …"
    date = START - timedelta(hours=hours_old)
    carries(world, "weekly", item(title, link, date=date, body=body, guid="round-up"))


def test_only_what_was_added_to_a_rolling_page_is_news(world: World) -> None:
    shows(world, SLOUGH[1])
    world.polls()
    assert ["Slough" in str(root) for root in world.slack.roots] == [True]
    shows(world, DEVON, SLOUGH[1])
    summary = world.polls(10 * 24 * HOUR)
    assert [revision.story.council for revision in summary.revisions] == ["devon"]
    assert len(world.slack.roots) == 2
    assert not world.slack.replies
    (devon,) = summary.revisions
    assert devon.story.first_seen == world.now
    world.polls(HOUR)
    assert len(world.slack.roots) == 2


def test_a_rolling_page_that_grows_and_drops_its_oldest_news_takes_nothing_back(world: World) -> None:
    shows(world, SLOUGH[1])
    world.polls()
    shows(world, READING[1], SLOUGH[1])
    world.polls(48 * HOUR)
    shows(world, DEVON, READING[1])
    summary = world.polls(48 * HOUR)
    assert [revision.kind for revision in summary.revisions] == [RevisionKind.NEWS]
    assert len(world.slack.roots) == 3
    assert not world.slack.replies


def test_more_words_on_the_same_council_are_no_second_news(world: World) -> None:
    shows(world, SLOUGH[1])
    world.polls()
    shows(world, "Slough Borough Council said it welcomed the inspectors’ letter and would go on.", SLOUGH[1])
    assert not world.polls(2 * HOUR).revisions
    assert len(world.slack.roots) == 1


def test_a_corrected_paragraph_is_a_correction_though_a_block_was_added_as_well(world: World) -> None:
    shows(world, READING[1])
    world.polls()
    corrected = READING[1].replace("requires improvement", "good")
    shows(world, DEVON, corrected)
    kinds = {revision.story.council: revision.kind for revision in world.polls(2 * HOUR).revisions}
    assert kinds["reading"] is RevisionKind.CORRECTION
    assert kinds["devon"] is RevisionKind.NEWS


def test_a_judgement_that_only_the_page_names_is_told_as_one_and_not_as_a_correction(world: World) -> None:
    link = world.newsroom.serve("/report", "busy", 500)
    body = "Ofsted has published its inspection of Reading Borough Council’s children’s services."
    carries(world, "weekly", item("Ofsted publishes Reading report", link, date=START - HOUR, body=body))
    assert world.polls().readings.failed == 1
    assert len(world.slack.roots) == 1
    world.newsroom.serve(
        "/report", page_of("Ofsted publishes Reading report", READING[1], PADDING), content_type="text/html"
    )
    (revision,) = world.polls(HOUR).revisions
    assert revision.kind is RevisionKind.JUDGEMENT
    assert revision.story.judgement == "requires_improvement"
    assert not revision.story.corrected


def test_a_page_that_closes_behind_a_wall_takes_nothing_back(world: World) -> None:
    shows(world, READING[1], title=READING[0])
    world.polls()
    wall = "<p>Ofsted has …</p><p>Subscribe to read the full article</p>"
    world.newsroom.serve(
        "/round-up",
        f"<html><head><title>{READING[0]}</title></head><body><article>{wall}</article></body></html>",
        content_type="text/html",
    )
    assert not world.polls(2 * HOUR).revisions
    assert not world.slack.replies


def test_a_page_that_never_answers_is_tried_a_few_times_and_then_left_alone(world: World) -> None:
    link = world.newsroom.serve("/report", "gone astray", 404)
    body = "Ofsted has published its inspection of Reading Borough Council’s children’s services."
    carries(world, "weekly", item("Ofsted publishes Reading report", link, date=START - HOUR, body=body))
    for _ in range(20):
        world.polls(24 * HOUR)
    assert world.newsroom.paths().count("/report") == 6
    assert len(world.slack.roots) == 1


SOFT_404 = page_of(
    "Page not found",
    "Sorry, the page you were looking for could not be found. It may have been moved or deleted.",
    "Try the search, or go back to the home page and start again from there.",
)
CONSENT = page_of(
    "Before you continue",
    "We and our partners store and access information on a device, such as cookies, with your consent.",
)
FRONT = page_of("The Weekly", READING[0], *READING[1:], SLOUGH[0], *SLOUGH[1:])


def says_instead(world: World, what: str) -> None:
    if what == "front":
        world.newsroom.serve("/", FRONT, content_type="text/html")
        world.newsroom.redirect("/round-up", world.newsroom.url("/"), 301)
    else:
        world.newsroom.serve(
            "/round-up", SOFT_404 if what == "not found" else CONSENT, content_type="text/html"
        )


@pytest.mark.parametrize("what", ["not found", "consent", "front"])
def test_a_page_that_shows_something_else_with_status_200_takes_nothing_back(world: World, what: str) -> None:
    shows(world, READING[1], title=READING[0])
    world.polls()
    says_instead(world, what)
    for hours in (2, 6, 24, 72, 200):
        assert not world.polls(hours * HOUR).revisions
    assert len(world.slack.roots) == 1
    assert not world.slack.replies


@pytest.mark.parametrize("what", ["not found", "consent", "front"])
def test_a_page_that_shows_something_else_at_first_lets_the_feeds_words_stand_and_is_tried_again(
    world: World, what: str
) -> None:
    shows(world, READING[1], title=READING[0])
    whole = world.newsroom._routes["/round-up"]
    says_instead(world, what)
    assert world.polls().readings.failed == 1
    assert ["Reading" in str(root) for root in world.slack.roots] == [True]
    world.newsroom.talk("/round-up", whole)
    assert world.polls(HOUR).readings.read == 1
    assert len(world.slack.roots) == 1


def test_an_article_rewritten_from_top_to_bottom_is_still_its_own_page(world: World) -> None:
    shows(world, READING[1], title=READING[0])
    world.polls()
    rewritten = (
        "Leaders in Reading welcomed a letter in which inspectors from Ofsted judged children’s services of "
        "the borough to be good, one grade up. An earlier version of this article gave another grade."
    )
    world.newsroom.serve(
        "/round-up", page_of("Reading services judged good", rewritten, PADDING), content_type="text/html"
    )
    assert world.polls(2 * HOUR).readings.read == 1
