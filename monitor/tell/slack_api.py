"""Slack's web interface as the monitor uses it: one request a call, every failure with its meaning."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from monitor.errors import LookupUnavailableError
from monitor.tell import slack_faults
from monitor.tell.settings import SlackSettings
from monitor.tell.slack_blocks import Json
from monitor.tell.slack_faults import SlackError

TIMEOUT = 20
_PAGE = 200
_MOST_PAGES = 50


class SlackApi:
    """The bot's access on behalf of one destination, whose name stands in every fault."""

    def __init__(self, name: str, settings: SlackSettings, *, timeout: int = TIMEOUT) -> None:
        self._name = name
        self._client = WebClient(
            token=settings.token,
            base_url=f"{settings.api_url.rstrip('/')}/",
            timeout=timeout,
            retry_handlers=[],  # the SDK would repeat a request whose answer was lost, and post twice
            logger=silent_logger(),
        )
        self._client.proxy = None  # leaves proxies to urllib, which honours NO_PROXY as the SDK does not
        self.known_scopes: frozenset[str] = frozenset()
        """What the token may do, as Slack's last answer said; empty before, and where it says nothing."""

    def read(self, method: str, **arguments: object) -> Json:
        """Asks something; the answer's fields."""
        return _data(self._call(method, {"params": arguments}))

    def write(self, method: str, **arguments: object) -> Json:
        """Changes something; the answer's fields."""
        return _data(self._call(method, {"json": arguments}))

    def pages(self, method: str, field: str, **arguments: object) -> Iterator[Json]:
        """Every item of a listing, page by page."""
        cursor = ""
        for _ in range(_MOST_PAGES):
            answer = self.read(method, **arguments, limit=_PAGE, **({"cursor": cursor} if cursor else {}))
            items = answer.get(field)
            yield from (one for one in (items if isinstance(items, list) else []) if isinstance(one, dict))
            more = answer.get("response_metadata")
            cursor = str(more.get("next_cursor") or "") if isinstance(more, dict) else ""
            if not cursor:
                return
        raise LookupUnavailableError(
            f"{self._name} holds more than {_MOST_PAGES * _PAGE} items to look through."
        )

    def scopes(self) -> frozenset[str]:
        """What the token may do, asked now; empty where Slack's answer does not say it."""
        self._call("auth.test", {})
        return self.known_scopes

    def attach(self, content: bytes, *, filename: str, title: str, channel: str, thread: str) -> None:
        """Puts a file into a thread; needs the scope `files:write`."""
        self._asked(
            lambda: self._client.files_upload_v2(
                content=content, filename=filename, title=title, channel=channel, thread_ts=thread
            )
        )

    def channel_id(self, channel: str) -> str:
        """The id of the channel of this name among those that the bot may list; empty for none."""
        try:
            return self._listed(channel, "public_channel,private_channel")
        except SlackError as fault:
            if fault.code != "missing_scope":
                raise
            return self._listed(channel, "public_channel")  # to list private channels is a scope of its own

    def _listed(self, channel: str, types: str) -> str:
        channels = self.pages("conversations.list", "channels", types=types, exclude_archived=True)
        return next((str(one.get("id", "")) for one in channels if one.get("name") == channel), "")

    def _call(self, method: str, how: Json) -> Any:  # noqa: ANN401 - the SDK's answers have no narrower type
        answer = self._asked(lambda: self._client.api_call(method, **how))
        self.known_scopes = _scopes(answer.headers)
        return answer

    def _asked(self, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - see _call
        try:
            return ask()
        except SlackApiError as error:
            answer = error.response
            code = answer.data.get("error") if isinstance(answer.data, dict) else None
            raise slack_faults.from_answer(
                answer.status_code, code, answer.headers, place=self._name
            ) from None
        except Exception as error:  # noqa: BLE001 - whatever urllib, http.client, ssl or json raise: no answer
            raise slack_faults.from_break(error, place=self._name) from None


def _scopes(headers: Mapping[str, object]) -> frozenset[str]:
    given = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(scope.strip() for scope in str(given).split(",") if scope.strip())


def _data(answer: Any) -> Json:  # noqa: ANN401 - see _call
    return answer.data if isinstance(answer.data, dict) else {}


def silent_logger() -> logging.Logger:
    """The SDK logs every failure by itself; ours are told once, by the pipeline."""
    logger = logging.getLogger("monitor.tell.slack_sdk")
    logger.setLevel(logging.CRITICAL)
    logger.disabled = True
    return logger
