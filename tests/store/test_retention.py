from __future__ import annotations

from datetime import timedelta

from monitor.model import Classification, Receipt
from monitor.store import articles, coverage, deliveries, retention, stories
from monitor.store.store import Store
from tests.support.stories import NOON, a_finding, a_revision, a_story, an_article

DAY = timedelta(days=1)


def test_an_old_articles_words_go_and_its_findings_stay(store: Store) -> None:
    with store.transaction() as connection:
        number = articles.keep(connection, an_article(), full_text=True, history=False, read_due=None)
        kept = articles.by_id(connection, number)
        articles.was_understood(connection, kept, Classification(findings=(a_finding(),)))
        assert retention.forget_texts(connection, NOON - DAY) == 0
        assert retention.forget_texts(connection, NOON + DAY) == 1
        assert articles.by_id(connection, number).article.text == ""
        said, _ = coverage.of_council(connection, "reading")
    assert [one.finding for one in said] == [a_finding()]


def test_an_old_story_goes_and_what_was_told_of_it_is_never_told_again(store: Store) -> None:
    story = a_story()
    key = f"{story.id}/1"
    with store.transaction() as connection:
        stories.keep(connection, story, now=NOON)
        stories.revise(connection, a_revision(story=story))
        deliveries.promise(connection, key, {"console": NOON}, now=NOON, story_id=story.id, revision=1)
        (delivery,) = deliveries.of_key(connection, key)
        deliveries.settle(connection, delivery, Receipt("", ""), now=NOON)
        assert retention.forget_stories(connection, NOON + DAY) == 1
        assert stories.by_id(connection, story.id) is None
        deliveries.promise(connection, key, {"console": NOON}, now=NOON, story_id=story.id, revision=1)
        assert deliveries.owed(connection) == []
