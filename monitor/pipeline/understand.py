"""Understand: let the classifier say what each article is about, and keep its answer with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from monitor.logs import Log
from monitor.model import Article, Classification, Finding, Flag
from monitor.pipeline import feed_text
from monitor.pipeline.tools import Tools
from monitor.store import articles, stories
from monitor.store.articles import ArticleState, KeptArticle

MOST_AT_ONCE = 100
"""Articles understood in one transaction."""
MOST_OLD_NEWS = 500
"""Old articles understood in a pass: nobody waits for them, and a first poll may bring thousands."""

NOT_UNDERSTOOD = "It could not be understood, by a fault of this program; the log says more."

log = Log(__name__)


@dataclass(frozen=True, slots=True)
class OldNews:
    """How much old news a pass looks at."""

    most: int = MOST_OLD_NEWS
    alone: bool = True
    """Also where there is nothing else to be understood: to get ready for the first text takes longest."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What one round of understanding brought."""

    news: int = 0
    """Articles on the beat."""
    own_faults: int = 0
    """Articles that this program fell over."""

    def __add__(self, other: Understood) -> Understood:
        """Both rounds together."""
        return Understood(self.news + other.news, self.own_faults + other.own_faults)


def understand(tools: Tools, old_news: OldNews) -> Understood:
    """Classify every article that is ready, then so much old news."""
    done = Understood()
    begun = old_news.alone
    while ready := _next(tools, articles.to_understand, MOST_AT_ONCE):
        done += _understand_all(tools, ready)
        tools.progress("Understanding the articles", done.news, done.news)
        begun = True
    left = old_news.most if begun else 0
    while left > 0 and (old := _next(tools, articles.for_later, min(left, MOST_AT_ONCE))):
        done += _understand_all(tools, old)
        left -= len(old)
        if tools.stopping():
            break
    return done


def _next(
    tools: Tools, which: Callable[[Connection, int], Sequence[KeptArticle]], most: int
) -> Sequence[KeptArticle]:
    with tools.store.reading() as connection:
        return which(connection, most)


def _understand_all(tools: Tools, ready: Sequence[KeptArticle]) -> Understood:
    texts = [(kept, _text(kept)) for kept in ready]
    answers = [(kept, _answer(article), article) for kept, article in texts]
    news = 0
    with tools.store.transaction() as connection:
        for kept, answer, article in answers:
            if answer is None:
                articles.was_not_understood(connection, kept.id, NOT_UNDERSTOOD)
                continue
            if kept.state is ArticleState.LATER:
                articles.unpacked(connection, kept.id, article)
            councils = articles.was_understood(connection, kept, answer)
            stories.look_again(connection, councils, corrected_by=_correction(kept))
            if not answer.relevant and not kept.error and kept.read_due is not None:
                articles.look_no_more(connection, kept.id)
            news += answer.relevant
    return Understood(news, own_faults=sum(answer is None for _, answer, _ in answers))


def _text(kept: KeptArticle) -> Article:
    """The article as it is to be understood; old news comes as the feed gave it, HTML and all."""
    article = kept.article
    if kept.state is not ArticleState.LATER:
        return article
    text = feed_text.plain(article.text, article.link)
    return replace(article, text=text, partial=not feed_text.whole(text, promised=kept.full_text))


def _answer(article: Article) -> Classification | None:
    from monitor.understand.classify import classify  # noqa: PLC0415 - most passes meet nothing new

    published = None if article.published is None else article.published.date()
    try:
        answer = classify(article.text, title=article.title, published=published, url=article.link)
    except Exception:
        # A mistake of ours over one text must not keep all others from being told, now and at every pass.
        log.exception("an article could not be understood", link=article.link)
        return None
    if not article.partial:
        return answer
    return replace(answer, findings=tuple(_partial(finding) for finding in answer.findings))


def _partial(finding: Finding) -> Finding:
    """Mark what rests on a summary: the whole article may say more."""
    flags = finding.flags if Flag.PARTIAL in finding.flags else (*finding.flags, Flag.PARTIAL)
    return replace(finding, flags=flags, also=tuple(_partial(further) for further in finding.also))


def _correction(kept: KeptArticle) -> str:
    """Which article says something else now; empty where this one does not."""
    if not kept.corrected:
        return ""
    return f"{kept.article.publisher} changed its article “{kept.article.title or kept.article.link}”"
