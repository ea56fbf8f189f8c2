"""Review: a person looks at a week before it is sent, and what they decide is what is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitor.errors import LockedError, UsageError
from monitor.model import Delivery, Digest, Story, Team
from monitor.pipeline.deliver import deliver
from monitor.pipeline.digest import composed, plan_of, promise_digest
from monitor.pipeline.notices import digest_key
from monitor.pipeline.person import Person
from monitor.pipeline.relate import relate
from monitor.pipeline.tools import Tools
from monitor.store import deliveries, digests
from monitor.store.digests import Approval, Decision, KeptDecision
from monitor.stories.corrections import Override, apply, differences, in_words
from monitor.stories.weeks import window


@dataclass(frozen=True, slots=True)
class DraftStory:
    """One story of a draft: where it stands, and what was decided on it so far."""

    section: str
    story: Story
    decision: KeptDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One person's look at one team's week."""

    tools: Tools
    team: Team
    week: str
    who: str

    def draft(self) -> tuple[DraftStory, ...]:
        """Every story of the week as it now stands, those left out before included.

        Raises:
            UsageError: the digest was sent already.
        """
        with self.tools.store.reading() as connection:
            if digests.was_kept(connection, self.team.name, self.week):
                raise UsageError(
                    f"The digest of {self.team.name} for {self.week} was sent already. What is corrected now "
                    "(`ofsted-monitor correct`) appears in the next one."
                )
            digest = composed(self.tools, connection, self.team, self.week, whole=True)
            said = digests.decisions(connection, self.team.name, self.week)
        return tuple(_drafted(digest, said))

    def decided(self, story: Story) -> KeptDecision | None:
        """What was decided on a story so far."""
        with self.tools.store.reading() as connection:
            return digests.decisions(connection, self.team.name, self.week).get(story.id)

    def keeps(self, story: Story) -> None:
        """Let a story stand as it is."""
        self._decide(story, Decision.KEEP)

    def drops(self, story: Story) -> None:
        """Leave a story out of this digest; nothing else forgets it."""
        self._decide(story, Decision.DROP)

    def corrects(self, story: Story, override: Override) -> None:
        """Say what is right about a story, here and wherever it was told."""
        Person(self.tools, self.who).corrects(override)
        after = apply(story, override) or story
        self._decide(story, Decision.CORRECT, in_words(differences(story, after)))

    def lets_go(self) -> tuple[Delivery, ...] | None:
        """Approve the week and send it; how each delivery stands, or None where a running monitor sends it.

        Raises:
            UsageError: the week is not over.
        """
        end = window(plan_of(self.team), self.week, self.tools.config.timezone)[1]
        now = self.tools.clock()
        if now < end:
            local = end.astimezone(self.tools.config.timezone)
            raise UsageError(
                f"Week {self.week} is not over before {local:%A %d %B %Y %H:%M}. What you decided is kept; "
                "let it go then."
            )
        with self.tools.store.transaction() as connection:
            digests.approve(connection, self.team.name, self.week, Approval(self.who, now))
        return self._send()

    def _send(self) -> tuple[Delivery, ...] | None:
        try:
            with self.tools.store.pass_lock():
                relate(self.tools)  # what was corrected stands before the week is written
                with self.tools.store.transaction() as connection:
                    promise_digest(self.tools, connection, self.team, self.week)
                deliver(self.tools)
        except LockedError:
            return None
        with self.tools.store.reading() as connection:
            return tuple(deliveries.of_key(connection, digest_key(self.team.name, self.week)))

    def _decide(self, story: Story, decision: Decision, detail: str = "") -> None:
        with self.tools.store.transaction() as connection:
            digests.decide(
                connection,
                KeptDecision(
                    team=self.team.name,
                    week=self.week,
                    story_id=story.id,
                    decision=decision,
                    detail=detail,
                    who=self.who,
                    at=self.tools.clock(),
                ),
            )


def _drafted(digest: Digest, said: Mapping[str, KeptDecision]) -> Iterator[DraftStory]:
    for section in digest.sections:
        for story in section.stories:
            yield DraftStory(section.title, story, said.get(story.id))
