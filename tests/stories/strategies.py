"""Coverage of one council as chance would have it: few values, so that likenesses and conflicts abound."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from monitor.model import Event, Flag
from monitor.stories.cluster import member
from tests.stories.support import coverage

_EVENTS = st.sampled_from(list(Event))
_PARTS = st.builds(
    lambda number, event, days, ordinal, judgement, flags, dated, title: coverage(
        number,
        event,
        at=datetime(2025, 1, 6, 9, tzinfo=UTC) + timedelta(days=days),
        visit_ordinal=ordinal,
        judgement=judgement,
        flags=flags,
        event_date=dated,
        title=title,
    ),
    st.integers(1, 12),
    _EVENTS,
    st.integers(0, 200),
    st.none() | st.integers(1, 3),
    st.none() | st.sampled_from(["good", "inadequate"]),
    st.sampled_from([(), (), (Flag.PROVISIONAL,), (Flag.RESTATED,)]),
    st.none() | st.dates(date(2024, 10, 1), date(2025, 6, 1)),
    st.sampled_from(["Ofsted visits Reading", "Reading visited by Ofsted", "A letter"]),
)
COVERAGE = st.lists(_PARTS, max_size=12, unique_by=member)
