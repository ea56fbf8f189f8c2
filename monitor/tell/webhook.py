"""An incoming webhook of Slack: one fixed channel, no threads, no updates, no way to look again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from slack_sdk.webhook import WebhookClient

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import Receipt
from monitor.tell import slack_faults
from monitor.tell.destinations import Settings, required
from monitor.tell.notice import Notice, StoryNotice
from monitor.tell.slack_api import TIMEOUT, silent_logger
from monitor.tell.slack_looks import Look, looks

_BETWEEN_PARTS = 1.1
_PATIENCE = timedelta(seconds=60)
_OK = 200


def destination(name: str, settings: Settings) -> SlackWebhook:
    """The webhook whose address is in the variable of a name like `webhook:VARIABLE`."""
    variable = name.partition(":")[2]
    return SlackWebhook(name, required(settings.webhooks.get(variable), name, f"${{{variable}}}"))


class SlackWebhook:
    """A channel that can be told, and nothing else; its address is a secret and never shown."""

    def __init__(
        self, name: str, url: str, *, timeout: int = TIMEOUT, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._name = name
        self._url = url
        self._sleep = sleep
        self._client = WebhookClient(url, timeout=timeout, retry_handlers=[], logger=silent_logger())
        self._client.proxy = None  # see SlackChannel: urllib honours NO_PROXY

    @property
    def name(self) -> str:
        """`webhook:VARIABLE`."""
        return self._name

    def send(self, notice: Notice) -> Receipt:
        """Posts the notice; what does not fit one message follows it as further ones."""
        first, *rest = looks(notice, threads=False)
        self._post(first)
        for number, look in enumerate(rest, start=2):
            self._sleep(_BETWEEN_PARTS)
            try:
                self._post_patiently(look)
            except DeliveryError as error:
                said = f"Part {number} of {len(rest) + 1} is missing. {error}"
                raise DeliveryError(said, SendOutcome.UNCERTAIN, retry_after=error.retry_after) from error
        return Receipt("", "")

    def _post_patiently(self, look: Look) -> None:
        try:
            self._post(look)
        except DeliveryError as error:
            if error.retry_after is None or error.retry_after > _PATIENCE:
                raise
            self._sleep(error.retry_after.total_seconds())
            self._post(look)

    def _post(self, look: Look) -> None:
        try:
            answer = self._client.send(
                text=look.text, blocks=list(look.blocks), unfurl_links=False, unfurl_media=False
            )
        except Exception as error:  # noqa: BLE001 - whatever urllib, http.client or ssl raise: the answer is lost
            raise slack_faults.from_break(error, place=self._name, secret=self._url) from None
        if answer.status_code != _OK or answer.body.strip() != "ok":
            raise slack_faults.from_answer(
                answer.status_code, answer.body.strip(), answer.headers, place=self._name
            )

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """Nothing: a webhook cannot change what it posted."""

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        """Always refuses: a webhook cannot read."""
        raise LookupUnavailableError(
            f"{self._name}: a webhook cannot be asked whether {notice.key} of {since:%Y-%m-%d} arrived."
        )

    def check(self) -> tuple[str, ...]:
        """Whether the address can be one; a webhook cannot be tried without posting."""
        scheme = self._url.partition(":")[0].lower()
        return (
            ()
            if scheme in {"http", "https"}
            else ("the address of an incoming webhook starts with https://.",)
        )

    def limits(self) -> tuple[str, ...]:
        """What is lost against a bot token."""
        lost = "update a message, answer in its thread or be asked whether a message arrived"
        return (f"an incoming webhook cannot {lost}; a bot token (`slack: token`) can.",)

    @property
    def blind(self) -> str:
        """Nothing that could be mended: no webhook can be read."""
        return ""
