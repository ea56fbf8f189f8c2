"""A Slack channel, through a bot token: messages kept up to date, threads, and a way to look again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import Receipt
from monitor.tell.destinations import Settings, required
from monitor.tell.notice import DigestNotice, Notice, StoryNotice
from monitor.tell.settings import SlackSettings
from monitor.tell.slack_api import TIMEOUT, SlackApi
from monitor.tell.slack_blocks import Json
from monitor.tell.slack_faults import SlackError
from monitor.tell.slack_files import attach_page
from monitor.tell.slack_looks import Look, looks, refreshed
from monitor.tell.slack_search import EVENT_TYPE, in_channel, in_thread, keys_in_thread

_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{7,}")
_CLOCK_SKEW = timedelta(minutes=10)
_BETWEEN_PARTS = 1.1
"""Seconds; Slack takes about one message a second and channel."""
_PATIENCE = timedelta(seconds=60)
_ROOT_IS_GONE = frozenset({"message_not_found", "thread_not_found"})
_CHANNEL_IS_GONE = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
_ROOT_IS_FIXED = frozenset({"cant_update_message", "edit_window_closed", "update_failed"})
_HISTORY = frozenset({"channels:history", "groups:history"})
_CANNOT_LOOK = frozenset(
    {"missing_scope", "no_permission", "not_allowed_token_type", "channel_not_found", "not_in_channel"}
)


def destination(name: str, settings: Settings) -> SlackChannel:
    """The channel of a name like `slack:#channel`."""
    return SlackChannel(name, required(settings.slack, name, "slack: token"))


class SlackChannel:
    """One channel of the workspace that the bot belongs to."""

    def __init__(
        self,
        name: str,
        settings: SlackSettings,
        *,
        timeout: int = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = name
        self._sleep = sleep
        self._channel = name.partition(":")[2].strip().removeprefix("#")
        self._id = self._channel if _CHANNEL_ID.fullmatch(self._channel) else ""
        self._looked_up = bool(self._id)
        self._api = SlackApi(name, settings, timeout=timeout)

    @property
    def name(self) -> str:
        """`slack:#channel`, as the config gives it."""
        return self._name

    # --- telling ----------------------------------------------------------------------------------

    def send(self, notice: Notice) -> Receipt:
        """Posts a first word as a message, a later one as a reply under the refreshed first message."""
        root = notice.root if isinstance(notice, StoryNotice) else None
        if isinstance(notice, StoryNotice) and root is not None:
            if self._refreshed(notice, root):
                messages = looks(notice)
                receipt = self._post(
                    messages[0], notice.key, root.place, thread=root.message, aloud=notice.aloud
                )
                self._post_parts(messages, notice.key, root)
                return receipt
            notice = replace(notice, root=None)  # the first message or its channel is gone: say it anew
        messages = looks(notice)
        receipt = self._post(messages[0], notice.key, self._place())
        self._post_parts(messages, notice.key, receipt)
        if isinstance(notice, DigestNotice):
            attach_page(self._api, notice, receipt)
        return receipt

    def refresh(self, notice: StoryNotice, receipt: Receipt) -> None:
        """Rewrites the story's message; no new message, no reply, no notification."""
        try:
            self._update(notice, receipt)
        except SlackError as fault:
            if fault.code in _ROOT_IS_GONE | _ROOT_IS_FIXED:
                raise DeliveryError(str(fault), SendOutcome.REFUSED_MESSAGE) from fault
            raise

    def _refreshed(self, notice: StoryNotice, root: Receipt) -> bool:
        """Whether the first message still stands, brought up to date where Slack allows it."""
        try:
            self._update(notice, root)
        except SlackError as fault:
            gone = fault.code in _CHANNEL_IS_GONE and not self._lives_in(root.place)
            if gone or fault.code in _ROOT_IS_GONE:
                return False
            if fault.code not in _ROOT_IS_FIXED and fault.outcome is not SendOutcome.REFUSED_MESSAGE:
                raise
        return True

    def _update(self, notice: StoryNotice, root: Receipt) -> None:
        """Without `metadata`, which keeps the key that the message was posted with."""
        look = refreshed(notice)
        try:
            self._api.write(
                "chat.update",
                channel=root.place,
                ts=root.message,
                blocks=list(look.blocks),
                text=look.text,
                parse="none",
                link_names=False,
            )
        except SlackError as fault:
            if (
                fault.outcome is SendOutcome.UNCERTAIN
            ):  # to update twice does no harm, and nothing was posted yet
                raise SlackError(
                    str(fault), SendOutcome.NOT_SENT, code=fault.code, retry_after=fault.retry_after
                ) from fault
            raise

    def _post(self, look: Look, key: str, channel: str, *, thread: str = "", aloud: bool = False) -> Receipt:
        place: Json = {"channel": channel}
        if thread:
            place |= {"thread_ts": thread, "reply_broadcast": aloud}
        answer = self._api.write(
            "chat.postMessage",
            **place,
            blocks=list(look.blocks),
            text=look.text,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": key}},
            unfurl_links=False,
            unfurl_media=False,
            link_names=False,
            parse="none",
            mrkdwn=False,
        )
        message, posted_in = answer.get("ts"), answer.get("channel")
        if not isinstance(message, str) or not isinstance(posted_in, str):
            said = f"Slack took a message for {self._name} but did not say where it stands."
            raise DeliveryError(said, SendOutcome.UNCERTAIN)
        if not thread:
            self._id, self._looked_up = posted_in, True
        return Receipt(posted_in, message, thread)

    # --- the parts that do not fit one message ------------------------------------------------------

    def _post_parts(
        self, messages: Sequence[Look], key: str, thread: Receipt, *, there: frozenset[str] = frozenset()
    ) -> None:
        """Posts what stands in the thread; a failure leaves all of it uncertain, and `find` completes it."""
        for number, look in enumerate(messages[1:], start=2):
            if (part := _part_key(key, number)) in there:
                continue
            self._sleep(_BETWEEN_PARTS)
            try:
                self._post_patiently(look, part, thread)
            except DeliveryError as error:
                if error.outcome is SendOutcome.REFUSED_MESSAGE:
                    raise
                said = f"Part {number} of {len(messages)} is missing from the thread. {error}"
                raise DeliveryError(said, SendOutcome.UNCERTAIN, retry_after=error.retry_after) from error

    def _post_patiently(self, look: Look, key: str, thread: Receipt) -> None:
        try:
            self._post(look, key, thread.place, thread=thread.message)
        except DeliveryError as error:
            if error.retry_after is None or error.retry_after > _PATIENCE:
                raise
            self._sleep(error.retry_after.total_seconds())
            self._post(look, key, thread.place, thread=thread.message)

    # --- looking again ------------------------------------------------------------------------------

    def find(self, notice: Notice, *, since: datetime) -> Receipt | None:
        """Looks for the delivery's key in the channel or thread; a found message gets its missing parts."""
        try:
            found, thread = self._search(notice, (since - _CLOCK_SKEW).timestamp())
            if found is None or thread is None:
                return None
            messages = looks(notice)
            if len(messages) > 1:
                self._post_parts(
                    messages, notice.key, thread, there=frozenset(keys_in_thread(self._api, thread))
                )
        except SlackError as fault:
            if fault.code in _CANNOT_LOOK:
                raise LookupUnavailableError(f"{self._name}: {_why_blind(fault.code)}") from fault
            raise DeliveryError(str(fault), SendOutcome.UNCERTAIN, retry_after=fault.retry_after) from fault
        return found

    def _search(self, notice: Notice, oldest: float) -> tuple[Receipt | None, Receipt | None]:
        """The message with the notice's key and the first message of its thread."""
        root = notice.root if isinstance(notice, StoryNotice) else None
        if root is None:
            found = in_channel(self._api, notice.key, self._known_id(), oldest)
            return found, found
        try:
            if found := in_thread(self._api, notice.key, root):
                return found, root
            places = [] if self._lives_in(root.place) else [self._id]
        except SlackError as fault:
            if fault.code not in _ROOT_IS_GONE | _CHANNEL_IS_GONE:
                raise
            places = list(dict.fromkeys((root.place, self._known_id())))
        for place in places:  # it may have been said anew
            if found := in_channel(self._api, notice.key, place, oldest):
                return found, found
        return None, root

    # --- which channel ------------------------------------------------------------------------------

    def _place(self) -> str:
        """The channel's id where it can be learnt; else its name, which Slack takes too."""
        if not self._looked_up:
            try:
                self._id, self._looked_up = self._api.channel_id(self._channel), True
            except SlackError as fault:
                self._looked_up = fault.code in _CANNOT_LOOK
                if not self._looked_up and fault.retry_after is None:
                    raise SlackError(str(fault), SendOutcome.NOT_SENT, code=fault.code) from fault
        return self._id or f"#{self._channel}"

    def _lives_in(self, place: str) -> bool:
        """Whether this is still the channel of that name; True where that cannot be learnt."""
        self._place()
        return not self._id or self._id == place

    def _known_id(self) -> str:
        self._place()
        if not self._id:
            raise LookupUnavailableError(f"{self._name}: {_why_blind('missing_scope')}")
        return self._id

    # --- checking -----------------------------------------------------------------------------------

    def check(self) -> tuple[str, ...]:
        """Asks whether the token works and whether the channel takes messages."""
        try:
            scopes = self._api.scopes()
            if scopes and "chat:write" not in scopes:
                return ("the app may not post: add the scope chat:write and install it again.",)
            return self._channel_problems(scopes)
        except DeliveryError as error:
            return (str(error),)

    def limits(self) -> tuple[str, ...]:
        """What is no fault, but lost: whether lost answers can be looked up, found out by a look."""
        try:
            self._api.scopes()
            place = self._place()
            if self.blind or not self._id:
                return (_why_blind("missing_scope"),)
            self._api.read("conversations.history", channel=place, limit=1)
        except SlackError as fault:
            return (_why_blind(fault.code),) if fault.code in _CANNOT_LOOK else ()
        return ()

    @property
    def blind(self) -> str:
        """Known from the scopes that come with each of Slack's answers."""
        scopes = self._api.known_scopes
        return "" if not scopes or scopes & _HISTORY else f"{self._name}: {_why_blind('missing_scope')}"

    def _channel_problems(self, scopes: frozenset[str]) -> tuple[str, ...]:
        place = self._place()
        if not self._id:
            return ("the bot sees no such channel; if it is private, invite the bot with /invite.",)
        try:
            channel = self._api.read("conversations.info", channel=place).get("channel") or {}
        except SlackError as fault:
            return () if fault.code == "missing_scope" else (str(fault),)
        if channel.get("is_archived"):
            return ("the channel is archived: unarchive it or name another in config.yaml.",)
        if channel.get("is_member") is False and "chat:write.public" not in scopes:
            return ("the bot is not in the channel: invite it there with /invite.",)
        return ()


def _part_key(key: str, number: int) -> str:
    return f"{key}#{number}"


def _why_blind(code: str) -> str:
    return (
        f"a message whose answer was lost cannot be looked up ({code}). Add the scopes channels:read and"
        " channels:history (if private: groups:read and groups:history), install the app again and"
        " invite the bot."
    )
