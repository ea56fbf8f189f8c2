"""Weeks to try the digest's looks on: a usual one, a quiet one, one of forty stories, a hostile one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from monitor.model import (
    CouncilRecord,
    Digest,
    DigestSection,
    Event,
    Flag,
    Highlights,
    Judged,
    SourceHealth,
    Story,
)
from monitor.understand.councils import all_councils
from tests.tell.samples import FOUR_AREAS, NOON, coverage, story, visit, week

HOSTILE = "<script>alert(1)</script> \"onload=x' </title></style><!-- & \u202e {{ 7*7 }} <!channel>"
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def england() -> tuple[CouncilRecord, ...]:
    """A record for every council, some with areas only, Reading's with the week's own judgement."""
    records = []
    for number, council in enumerate(all_councils()):
        areas = FOUR_AREAS if number % 17 == 0 else {}
        grade = None if areas else GRADES[number % 4]
        listed = Judged(on=date(2023, 5, 1 + number % 28), judgement=grade, areas=areas)
        judged: tuple[Judged, ...] = (listed,)
        if council.slug == "reading":
            own = Judged(on=NOON.date(), judgement="requires_improvement", story_id="reading-2026-11-a3f")
            judged = (listed, own)
        records.append(CouncilRecord(council=council.slug, judged=judged))
    return tuple(records)


def usual() -> Digest:
    """Something of everything, with pictures."""
    foretold = story(
        id="kent-2026-11-f0e",
        council="kent",
        flags=(Flag.PROVISIONAL,),
        judgement=None,
        direction=None,
        quote="The report is expected before Christmas.",
    )
    return replace(
        week(),
        records=england(),
        as_of=date(2026, 6, 29),
        own=("reading", "slough", "brent", "wokingham", "west-berkshire"),
        expected=(foretold,),
        unread=2,
    )


def quiet() -> Digest:
    """Nothing happened at the two councils that are watched."""
    return Digest(
        team="Berkshire",
        week="2026-W46",
        start=week().start,
        end=week().end,
        headline="No Ofsted news this week for the 2 councils you watch.",
        sections=(DigestSection(title="Your councils", stories=(), quiet=("reading", "slough")),),
        sources=(SourceHealth(name="Thames Courier", state="ok", note=""),),
    )


def small() -> Digest:
    """One judgement and one visit."""
    section = DigestSection(title="Your councils", stories=(story(), visit()), quiet=("wokingham",))
    return replace(
        quiet(),
        headline="One new judgement and one monitoring visit across the 3 councils you watch.",
        sections=(section,),
    )


def forty() -> Digest:
    """A week as no week has been: forty stories, each told by four outlets at length."""
    stories = tuple(_one_of_forty(number) for number in range(40))
    sections = (
        DigestSection(title="Your councils", stories=stories[:25], quiet=("reading",)),
        DigestSection(title="The rest of England", stories=stories[25:]),
    )
    return replace(usual(), sections=sections)


def _one_of_forty(number: int) -> Story:
    council = all_councils()[number * 3].slug
    sentence = "Inspectors found that plans for children drift for months before anybody looks again. "
    return story(
        id=f"{council}-2026-11-{number:03}",
        council=council,
        event=tuple(Event)[number % 8],
        judgement=GRADES[number % 4] if number % 8 == 0 else None,
        areas=FOUR_AREAS if number % 8 == 0 else {},
        quote=sentence * 3,
        highlights=Highlights(strengths=(sentence * 2,), concerns=(sentence * 3,)),
        first_seen=NOON + timedelta(minutes=number),
        coverage=tuple(coverage(number * 4 + part, quote=sentence) for part in range(4)),
    )


def hostile() -> Digest:
    """Whatever comes from outside tries to break out."""
    bad = story(
        id="x-2026-11-bad",
        quote=HOSTILE * 9,
        highlights=Highlights(strengths=(HOSTILE,), concerns=(HOSTILE,)),
        coverage=(
            coverage(1, title=HOSTILE * 5, publisher=HOSTILE, link="javascript:alert(1)", quote=HOSTILE),
        ),
    )
    section = DigestSection(title=HOSTILE, stories=(bad,), quiet=(HOSTILE,))
    health = SourceHealth(name=HOSTILE, state="failing", note=HOSTILE)
    return replace(
        usual(), team=HOSTILE, headline=HOSTILE, sections=(section,), expected=(bad,), sources=(health,)
    )
