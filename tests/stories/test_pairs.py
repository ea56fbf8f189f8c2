from __future__ import annotations

from tests.stories.pairs import cases, score, written
from tests.stories.simulation import council


def test_articles_are_put_together_as_a_careful_reader_would() -> None:
    result = score()
    assert result.precision >= 0.99, result.wrong
    assert result.recall >= 0.95, result.missed


def test_from_the_text_on_articles_are_put_together_as_a_careful_reader_would() -> None:
    result = score(written())
    assert result.precision >= 0.99, result.wrong
    assert result.recall >= 0.90, result.missed


def test_there_are_cases_enough_to_mean_something() -> None:
    labelled = cases()
    assert sum(len(case.stories) for case in labelled) >= 60
    assert len([case for case in labelled if len(case.stories) > 1]) >= 15
    assert len({part.article_id for case in labelled for part in case.coverage}) >= 100


def test_articles_of_invented_years_are_put_together_as_rightly() -> None:
    result = score(council(seed) for seed in range(100))
    assert result.precision >= 0.99, result.wrong[:9]
    assert result.recall >= 0.95, result.missed[:9]
