"""Understand: let the classifier say what each article is about, and keep its answer with the reasons."""

from __future__ import annotations

from dataclasses import replace

from monitor.model import Classification, Finding, Flag
from monitor.pipeline.tools import Tools
from monitor.store import articles, stories
from monitor.store.articles import KeptArticle
from monitor.understand.classify import classify

MOST_AT_ONCE = 100
"""Articles understood in one transaction."""


def understand(tools: Tools) -> int:
    """Classify every article that is ready; returns how many were news of this beat."""
    news = 0
    while True:
        with tools.store.reading() as connection:
            ready = articles.to_understand(connection, MOST_AT_ONCE)
        if not ready:
            return news
        answers = [(kept, _answer(kept)) for kept in ready]
        with tools.store.transaction() as connection:
            for kept, answer in answers:
                councils = articles.was_understood(connection, kept, answer)
                stories.look_again(connection, councils, corrected_by=_correction(kept))
                if not answer.relevant and not kept.error:
                    articles.look_no_more(connection, kept.id)
                news += answer.relevant
        tools.progress("Understanding the articles", news, news)


def _answer(kept: KeptArticle) -> Classification:
    article = kept.article
    answer = classify(
        article.text,
        title=article.title,
        published=None if article.published is None else article.published.date(),
        url=article.link,
    )
    if not article.partial:
        return answer
    return replace(answer, findings=tuple(_partial(finding) for finding in answer.findings))


def _partial(finding: Finding) -> Finding:
    """Mark what rests on a summary: the whole article may say more."""
    flags = finding.flags if Flag.PARTIAL in finding.flags else (*finding.flags, Flag.PARTIAL)
    return replace(finding, flags=flags, also=tuple(_partial(further) for further in finding.also))


def _correction(kept: KeptArticle) -> str:
    return f"{kept.article.publisher} changed its article: {kept.article.link}" if kept.corrected else ""
