"""Who says what where the outlets contradict each other, each in its own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.model import Coverage, Finding, Story
from monitor.tell import names, wording

_MOST_ACCOUNTS = 4


def accounts(story: Story) -> Mapping[str, Coverage]:
    """The outcomes that are told of a disputed story, each with the first article that tells it."""
    found: dict[str, Coverage] = {}
    for told in story.coverage if story.disputed else ():
        finding = told.finding
        overall = finding.judgement and names.grade_name(finding.judgement)
        if outcome := overall or wording.areas_phrase(finding.areas):
            found.setdefault(outcome, told)
    return dict(list(found.items())[:_MOST_ACCOUNTS]) if len(found) > 1 else {}


def proof(finding: Finding) -> str:
    """The sentence for an article's outcome; empty where it has none."""
    field = "judgement" if finding.judgement else "areas."
    return max((one.quote for one in finding.evidence if one.field.startswith(field)), key=len, default="")
