"""Articles that testify to an event without reporting it: they foretell it, leave it unnamed, or recall it.

Each goes to the one event it speaks of, or stands alone; none of them ever ties two events together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import product

from monitor.model import Coverage, Flag
from monitor.stories.bonds import Cluster, Witness, by_sight, by_time, forbidden, grown, surest
from monitor.stories.likeness import WINDOWS, like_titles, moment
from monitor.stories.orders import Word
from monitor.stories.words import named

_UNNAMED_WITHIN = timedelta(days=7)
_FORETOLD_TOO_LATE = timedelta(days=7)
_RECALLED_EARLY = timedelta(days=2)
_CLEARLY_ALIKE = 60.0
_CLEAR_LEAD = 15.0

Choice = tuple[Cluster, str] | None
Choose = Callable[[Cluster, Sequence[Cluster]], Choice]


def attached(clusters: list[Cluster], weaker: Iterable[Cluster], choose: Choose, word: Word) -> list[Cluster]:
    """Joins each weaker cluster to the one it speaks of, or lets it stand alone."""
    alone: list[Cluster] = []
    for cluster in sorted(weaker, key=lambda found: by_time(found.coverage[0])):
        allowed = [other for other in clusters if not forbidden(cluster, other, word)]
        choice = choose(cluster, allowed)
        if choice is None:
            alone.append(cluster)
        else:
            target, why = choice
            reason = f"{named(cluster.coverage[0])} was put with {named(target.coverage[0])}: {why}."
            clusters = [other for other in clusters if other is not target]
            clusters.append(target.joined(cluster, reason))
    return [*clusters, *alone]


def choose_foretold(provisional: Cluster, clusters: Sequence[Cluster]) -> Choice:
    """The news that came next after a provisional word, or had just come."""
    windows = WINDOWS[provisional.coverage[0].finding.event]
    waits = [(_wait(provisional, cluster), cluster) for cluster in clusters]
    near = [
        (abs(wait), by_sight(cluster.coverage[0]), cluster)
        for wait, cluster in waits
        if -_FORETOLD_TOO_LATE <= wait <= windows.foretold
    ]
    if not near:
        return None
    wait, _, cluster = min(near, key=lambda found: found[:2])
    return cluster, f"it gave provisional word of it, {wait.days} days off"


def _wait(provisional: Cluster, cluster: Cluster) -> timedelta:
    """From the last provisional word to the first report; negative where the report came first."""
    return min(map(moment, surest(cluster))) - max(map(moment, provisional.coverage))


def choose_named(unnamed: Cluster, clusters: Sequence[Cluster]) -> Choice:
    """The only visit or inspection of that week; among several, the one whose headline is clearly nearer."""
    near = [cluster for cluster in clusters if _nearest(unnamed, cluster) <= _UNNAMED_WITHIN]
    if len(near) == 1:
        return near[0], "it names no kind of visit, and this is the only one at that time"
    likest = sorted(((_alike(unnamed, cluster), index) for index, cluster in enumerate(near)), reverse=True)
    if not likest or likest[0][0] < max(_CLEARLY_ALIKE, likest[1][0] + _CLEAR_LEAD):
        return None
    return near[likest[0][1]], "it names no kind of visit, and its headline is most like this one's"


def _nearest(one: Cluster, other: Cluster) -> timedelta:
    return min(abs(moment(left) - moment(right)) for left, right in product(one.coverage, other.coverage))


def _alike(one: Cluster, other: Cluster) -> float:
    return max(like_titles(left, right) for left, right in product(one.coverage, other.coverage))


ROUNDS: tuple[tuple[Witness, Choose], ...] = (
    (Witness.FORETELLS, choose_foretold),
    (Witness.LEAVES_UNNAMED, choose_named),
)


def recalled(clusters: list[Cluster], recalling: Sequence[Cluster], word: Word) -> list[Cluster]:
    """Each recollection goes to the event it recalls; the rest recall events that were never seen."""
    told = list(clusters)
    alone: list[Cluster] = []
    for recollection in sorted(recalling, key=lambda found: by_time(found.coverage[0])):
        fitting = [
            (by_time(surest(cluster)[0]), index)
            for index, cluster in enumerate(told)
            if not forbidden(recollection, cluster, word) and _fits(recollection.coverage[0], cluster)
        ]
        if not fitting:
            alone.append(recollection)
            continue
        _, latest = max(fitting)
        news = named(surest(told[latest])[0])
        reason = f"{named(recollection.coverage[0])} recalls what {news} reported."
        told[latest] = told[latest].joined(recollection, reason)
    return [*told, *grown(alone, word)]


def _fits(recollection: Coverage, cluster: Cluster) -> bool:
    """Whether this may be the event an article looks back at: it was news before, and nothing differs."""
    news, finding = surest(cluster), recollection.finding
    windows = WINDOWS[finding.event]
    first, last = min(map(moment, news)), max(map(moment, news))
    if not first - _RECALLED_EARLY <= moment(recollection) <= last + windows.recalled:
        return False
    foretold = all(Flag.PROVISIONAL in part.finding.flags for part in news)
    if foretold and (finding.judgement is not None or finding.areas):
        return False  # nobody recalls an outcome that is still to come
    judgements = {part.finding.judgement for part in news} - {None}
    if finding.judgement is not None and judgements and finding.judgement not in judgements:
        return False
    # Two stated dates were compared already; one alone must lie where a report of `first` would put it,
    # unless nobody says that the article looks back: then it reports, and the date was misread.
    if finding.event_date is None or any(part.finding.event_date for part in news):
        return True
    misread = Flag.RESTATED not in finding.flags and moment(recollection) - last <= windows.near
    return misread or timedelta(0) <= first.date() - finding.event_date <= windows.reported
