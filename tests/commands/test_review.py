"""`digest --review`: a person goes through the draft, and what they decide is what is sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.store import digests
from tests.commands.support import CommandLine
from tests.support.world import READING, SLOUGH, World

TEAM = """\
- name: Berkshire
  watch: {councils: [Reading, Slough, Wokingham]}
  digest: {when: Monday 08:00, slack: alerts, approve: true}
"""
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def waiting(monitor: CommandLine, world: World) -> CommandLine:
    """A week with two stories that waits for approval."""
    world.teams = TEAM
    world.publishes("weekly", READING, SLOUGH)
    world.polls()
    world.now = MONDAY
    world.polls()
    assert sent_digests(world) == []
    return monitor


def sent(world: World) -> str:
    return "\n".join(str(message) for message in world.slack.messages)


def sent_digests(world: World) -> list[str]:
    """Digests, not the word that one waits."""
    return [text for root in world.slack.roots if (text := str(root["text"])).startswith("Ofsted digest")]


def test_the_draft_is_shown_with_its_quotes_and_sent_as_decided(waiting: CommandLine, world: World) -> None:
    ran = waiting("digest", "--review", stdin=b"k\nd\ny\n")
    assert ran.code == 0
    assert "Story 1 of 2, Your councils" in ran.out
    assert "Overall grade: “" in ran.out
    assert "rated requires improvement by Ofsted” — weekly" in " ".join(ran.out.split())
    assert "slack:#alerts was sent it" in ran.out
    assert "Reading: requires improvement" in sent(world)
    assert "third monitoring visit" not in sent(world)


def test_a_correction_of_a_review_stands_in_the_digest_and_for_good(
    waiting: CommandLine, world: World
) -> None:
    answers = b"c\nAtlantis\nWokingham\n\nsplendid\ngood\nk\ny\n"
    ran = waiting("digest", "--review", stdin=answers)
    assert ran.code == 0
    assert "No council is called “Atlantis”" in ran.err
    assert "“splendid” is no overall grade" in ran.err
    assert "Wokingham: good" in sent(world)
    with world.tools() as tools, tools.store.reading() as connection:
        decided = digests.decisions(connection, "Berkshire", "2026-W47")
        assert [one.decision for one in decided.values()].count(digests.Decision.CORRECT) == 1
        assert any("the judgement was" in one.detail for one in decided.values())
        assert all(one.who for one in decided.values())


@pytest.mark.parametrize("answers", [b"", b"k\n", b"k\nq\n", b"k\nk\nn\n", b"k\nk\n"])
def test_nothing_is_sent_before_the_reviewer_says_so(
    waiting: CommandLine, world: World, answers: bytes
) -> None:
    ran = waiting("digest", "--review", stdin=answers)
    assert ran.code == 0
    assert "What you decided is kept; nothing was sent." in ran.out
    assert sent_digests(world) == []


def test_a_reviewer_may_go_back_and_sees_what_was_decided(waiting: CommandLine) -> None:
    ran = waiting("digest", "--review", stdin=b"d\nb\nk\n?\nq\n")
    assert "(left out by" in ran.out
    assert "Type k, c, d, b or q" in ran.out
    again = waiting("digest", "--review", stdin=b"q\n")
    assert "(kept by" in again.out


def test_a_correction_of_nothing_asks_again(waiting: CommandLine) -> None:
    ran = waiting("digest", "--review", stdin=b"c\n\n\n\nq\n")
    assert "Nothing was changed." in ran.out
    assert ran.out.count("Story 1 of 2") == 2


def test_a_sent_digest_is_not_reviewed_again(waiting: CommandLine) -> None:
    assert waiting("digest", "--review", stdin=b"k\nk\ny\n").code == 0
    again = waiting("digest", "--review", stdin=b"")
    assert again.code == 2
    assert "was sent already" in again.err


def test_a_week_that_goes_on_can_be_looked_at_but_not_sent(waiting: CommandLine, world: World) -> None:
    ran = waiting("digest", "--review", "--week", "2026-W48", stdin=b"y\n")
    assert ran.code == 2
    assert "is not over before Monday 30 November 2026 08:00" in ran.err
    assert sent_digests(world) == []


def test_a_review_is_of_one_team(waiting: CommandLine, world: World) -> None:
    world.teams = TEAM + TEAM.replace("Berkshire", "Other")
    ran = waiting("digest", "--review")
    assert ran.code == 2
    assert "Name the team with --team: Berkshire, Other" in ran.err


def test_with_nobody_else_to_tell_its_readers_hear_that_a_draft_waits(
    waiting: CommandLine, world: World
) -> None:
    assert waiting("digest", "--review", stdin=b"q\n").code == 0
    (notice,) = world.slack.roots
    assert "waits for your look" in str(notice)
    assert "--week 2026-W47 --review" in str(notice)


def test_a_sentence_that_proves_several_things_is_shown_once(waiting: CommandLine) -> None:
    shown = " ".join(waiting("digest", "--review", stdin=b"q\n").out.split())
    proof = "judged inadequate at their last inspection in 2019"
    assert "Grade before, Direction: “" in shown
    assert shown.count(proof) == 1
