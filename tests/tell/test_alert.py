"""What an alert holds beside its headline."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Coverage, Event, Evidence, Flag, Highlights, Receipt, RevisionKind
from monitor.stories.revise import restore, revise, withdraw
from monitor.tell.alert import Quote, reply_alert, root_alert, story_alert
from monitor.tell.plain_text import alert_text
from monitor.tell.slack_looks import looks
from monitor.tell.sources import source_lines
from monitor.tell.wording import areas_phrase
from tests.tell import slack_rules
from tests.tell.samples import (
    FOUR_AREAS,
    LONDON,
    NOON,
    QUOTE,
    correction,
    coverage,
    disputed,
    notice,
    story,
    visit,
)

ROOT = Receipt("C0BERKSHIRE", "1.0")


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (Flag.PROVISIONAL, "Not official"),
        (Flag.CORRECTION, "has corrected its article"),
        (Flag.RESTATED, "told again"),
        (Flag.PARTIAL, "Known only in part"),
    ],
)
def test_what_limits_belief_stands_as_a_mark(flag: Flag, words: str) -> None:
    assert any(words in mark for mark in story_alert(story(flags=(flag,)), LONDON).marks)


def test_a_plain_story_has_no_marks() -> None:
    assert story_alert(story(), LONDON).marks == ()


def test_a_dispute_names_who_says_what() -> None:
    (mark,) = story_alert(disputed(), LONDON).marks

    assert (
        mark
        == "Disputed: the sources do not agree. Valley Times: good; Thames Courier: requires improvement."
    )


def test_a_dispute_is_in_the_headline_and_quotes_each_side_and_none_alone() -> None:
    good = coverage(3, publisher="Valley Times", judgement="good", quote="Rated good, it is said.")
    worse = coverage(4, judgement="requires_improvement")
    told = story(disputed=True, judgement=None, coverage=(good, worse))

    alert = story_alert(told, LONDON)

    assert alert.headline == "Reading: inspection — outcome disputed; last overall grade: inadequate"
    assert alert.quote is None
    assert alert.accounts == (
        Quote("Rated good, it is said.", "Valley Times, 15 November 2026"),
        Quote(QUOTE, "Thames Courier, 15 November 2026"),
    )


def test_a_majoritys_outcome_is_marked_as_disputed_in_the_headline() -> None:
    assert story_alert(disputed(), LONDON).headline.startswith("Reading: requires improvement, up from inad")
    assert story_alert(disputed(), LONDON).headline.endswith("(disputed)")


def test_a_dispute_about_unstated_outcomes_is_still_marked() -> None:
    assert story_alert(story(disputed=True), LONDON).marks == ("Disputed: the sources do not agree.",)


def test_a_correction_lists_each_changed_fact_and_both_quotes() -> None:
    revision = correction()
    before = replace(revision.before or story(), council="slough", areas=FOUR_AREAS)
    told = notice(revision.story, kind=RevisionKind.CORRECTION, before=before, root=ROOT)

    alert = reply_alert(told)

    assert [one.sentence for one in alert.changes] == [
        "Corrected, council: now Reading; said before: Slough",
        "Corrected, overall grade: now requires improvement; said before: inadequate",
        f"Corrected, areas: now none stated; said before: {areas_phrase(FOUR_AREAS)}",
    ]
    assert alert.title.startswith("Corrected — Reading:")
    assert alert.earlier_quote is not None
    assert alert.quote is not None
    assert alert.marks == ()


def test_a_correction_quotes_the_words_behind_what_changed_and_says_whose_word_it_is() -> None:
    before, now = (
        story(previous_judgement=grade, coverage=(covered(previous_judgement=grade),), revision=number)
        for number, grade in enumerate(("good", "inadequate"), 1)
    )
    revised = revise(
        before, now, now=NOON, corrected_by="Courier changed its article: https://courier.example"
    )
    assert revised is not None

    alert = reply_alert(replace(notice(root=ROOT), revision=revised))

    assert alert.marks == ("Courier changed its article: https://courier.example.",)
    assert (alert.earlier_quote, alert.quote) == (
        Quote("It was good before.", "Thames Courier, 15 November 2026"),
        Quote("It was inadequate before.", "Thames Courier, 15 November 2026"),
    )


def covered(*, previous_judgement: str) -> Coverage:
    """An article with the sentence that gives the grade before."""
    quote = f"It was {previous_judgement} before."
    proof = Evidence(field="previous_judgement", quote=quote, place="text", start=0, end=len(quote))
    told = coverage(judgement="requires_improvement")
    said = (*told.finding.evidence, proof)
    finding = replace(told.finding, previous_judgement=previous_judgement, evidence=said)
    return replace(told, finding=finding)


def test_what_only_a_person_said_is_marked_as_their_word() -> None:
    told = story(judgement="good", council="slough", corrected=True)

    assert story_alert(told, LONDON).marks[0] == (
        "By a person's word: the council and overall grade. No article that was read says so."
    )


def test_a_story_taken_back_keeps_its_headline_and_sources_and_claims_nothing_more() -> None:
    last = withdraw(story(), now=NOON, corrected_by="Ann Lee corrected it")
    told = replace(notice(root=ROOT), revision=last)

    for alert in (reply_alert(told), root_alert(told, updated=True)):
        assert alert.title.startswith("Withdrawn — Reading:")
        assert alert.marks == ("Ann Lee corrected it: this is no news of a council's children's services.",)
        claims = (alert.facts, alert.areas, alert.changes, alert.quote, alert.strength, alert.concern)
        assert not any(claims)
        assert alert.sources


def test_a_story_that_is_news_after_all_says_so() -> None:
    again = restore(story(), story(), now=NOON, corrected_by="Ann Lee corrected it")

    alert = reply_alert(replace(notice(root=ROOT), revision=again))

    assert alert.title.startswith("News after all — Reading:")
    assert "Ann Lee corrected it: it is news after all." in alert.marks


def test_a_provisional_outcome_that_becomes_official_was_not_wrong() -> None:
    before = story(judgement=None, flags=(Flag.PROVISIONAL,))

    alert = reply_alert(notice(story(revision=2), kind=RevisionKind.OFFICIAL, before=before, root=ROOT))

    assert alert.title == "Now official — Reading: requires improvement, up from inadequate"
    assert alert.changes == ()
    assert alert.earlier_quote is None


def test_what_was_foretold_and_came_otherwise_is_a_change_and_no_correction() -> None:
    before = story(judgement="inadequate", flags=(Flag.PROVISIONAL,))

    alert = reply_alert(notice(story(revision=2), kind=RevisionKind.OFFICIAL, before=before, root=ROOT))

    assert [one.sentence for one in alert.changes] == [
        "Changed, overall grade: now requires improvement; said before: inadequate"
    ]


def test_a_destination_that_heard_nothing_before_is_told_plainly() -> None:
    revision = correction()

    alert = root_alert(
        notice(revision.story, kind=RevisionKind.CORRECTION, before=revision.before), updated=False
    )

    assert (alert.lead, alert.changes, alert.earlier_quote, alert.updated) == ("", (), None, "")


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(hours=2, minutes=5), "Updated 14:05"),
        (timedelta(days=2), "Updated 18 November 2026, 12:00"),
    ],
)
def test_an_updated_message_says_when(later: timedelta, words: str) -> None:
    alert = root_alert(notice(root=ROOT, now=NOON + later), updated=True)

    assert words in alert.footer


def test_a_quote_is_attributed_to_the_article_that_holds_it() -> None:
    alert = story_alert(story(), LONDON)

    assert alert.quote is not None
    assert alert.quote.by == "Thames Courier, 15 November 2026"


def test_a_highlight_that_repeats_the_quote_gives_way_to_the_next() -> None:
    told = story(highlights=Highlights(strengths=(QUOTE, "Staff stay longer."), concerns=(" ",)))

    alert = story_alert(told, LONDON)

    assert (alert.strength, alert.concern) == ("Staff stay longer.", "")


def test_sources_are_named_once_and_the_official_one_first() -> None:
    told = story(coverage=(coverage(1), coverage(1), coverage(2, publisher="Ofsted", official=True)))

    assert [one.outlet for one in source_lines(told, LONDON)] == ["Ofsted", "Thames Courier"]


def test_an_undated_untitled_unlinkable_article_is_still_named() -> None:
    bare = replace(coverage(title="", publisher="", link="javascript:alert(1)"), published=None)

    (line,) = source_lines(story(coverage=(bare,)), LONDON)

    assert (line.outlet, line.title, line.date, line.link) == (
        "Thames Courier",
        "(no title)",
        "seen 16 November 2026",
        "",
    )


@pytest.mark.parametrize(
    ("told", "label", "value"),
    [
        (visit(), "Overall grade", "Not given: a visit does not change it"),
        (visit(), "Last overall grade", "Inadequate"),
        (story(judgement=None, areas=FOUR_AREAS), "Overall grade", "None given"),
        (story(), "Before", "Inadequate"),
        (
            story(flags=(Flag.PRIORITY_ACTION,)),
            "Priority action",
            "Inspectors named an area for priority action",
        ),
        (
            story(event=Event.AREA_SEND, judgement=None, areas={"send": "inconsistent"}),
            "Outcome",
            "Inconsistent experiences",
        ),
    ],
)
def test_facts_are_labelled(told: object, label: str, value: str) -> None:
    facts = {fact.label: fact.value for fact in story_alert(told, LONDON).facts}  # type: ignore[arg-type]

    assert facts[label] == value


def test_every_look_says_what_is_true_now_before_what_was_said() -> None:
    revision = correction()
    told = notice(revision.story, kind=RevisionKind.CORRECTION, before=revision.before, root=ROOT)
    alert = reply_alert(told)
    assert alert.quote is not None
    assert alert.earlier_quote is not None
    text = " ".join(alert_text(alert).split())
    slack = slack_rules.shown({"blocks": list(looks(told)[0].blocks)})
    for shown in (text, slack):
        assert shown.index("Now it is said") < shown.index(alert.quote.text[:40])
        assert shown.index(alert.quote.text[:40]) < shown.index("Before, it was said")
        assert shown.index("Before, it was said") < shown.index(alert.earlier_quote.text[:40])


def test_every_look_of_a_dispute_shows_both_sides() -> None:
    good = coverage(3, publisher="Valley Times", judgement="good", quote="Rated good, it is said.")
    worse = coverage(4, judgement="requires_improvement", quote="It requires improvement, we learn.")
    told = notice(story(disputed=True, judgement=None, coverage=(good, worse)))
    text = " ".join(alert_text(root_alert(told, updated=False)).split())
    slack = slack_rules.shown({"blocks": list(looks(told)[0].blocks)})
    for shown in (text, slack):
        assert "Rated good, it is said." in shown
        assert "It requires improvement, we learn." in shown
