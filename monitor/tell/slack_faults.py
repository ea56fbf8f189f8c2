"""What became of a message when Slack did not simply take it. Pure.

The one question behind every rule: may the message stand in the channel or not?
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from datetime import timedelta
from socket import gaierror
from urllib.error import URLError

from monitor.errors import DeliveryError, SendOutcome
from monitor.tell.clean import plain

_CODE = re.compile(r"[a-z][a-z0-9_]{1,60}")
_ASK_AGAIN = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_TOO_MANY = 429
_SERVER_ERROR = 500
_OK = 200

HALF_DONE = frozenset({"internal_error", "fatal_error"})
"""By Slack's own account part of the work may have been done before these were answered."""

_DESTINATION = {
    "channel_not_found": "the bot sees no such channel: check the name and invite the bot",
    "not_in_channel": "the bot is not in the channel: invite it there with /invite",
    "is_archived": "the channel is archived: unarchive it or name another in config.yaml",
    "restricted_action": "the workspace does not let the bot post there: ask its administrators",
    "invalid_auth": "the token is not valid: put the bot's token into the environment",
    "not_authed": "no token was given: put the bot's token into the environment",
    "token_revoked": "the token was revoked: install the app again and use its new token",
    "token_expired": "the token has expired: install the app again and use its new token",
    "account_inactive": "the bot's account is switched off: install the app again",
    "missing_scope": "the app may not do this: add the scope to the app and install it again",
    "no_permission": "the app may not do this: add the scope to the app and install it again",
    "action_prohibited": "the workspace does not let this webhook post: ask its administrators",
    "no_service": "the webhook was removed: make a new one",
    "no_team": "the workspace of the webhook is gone: make a new one",
    "channel_is_archived": "the channel is archived: unarchive it or make a webhook for another",
    "posting_to_general_channel_denied": "the webhook may not post to #general: make one for another",
}
_MESSAGE = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_payload",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "metadata_too_large",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "too_many_attachments",
    }
)


class SlackError(DeliveryError):
    """A delivery's fault with the word that Slack has for it; empty where Slack said nothing."""

    def __init__(
        self, message: str, outcome: SendOutcome, *, code: str = "", retry_after: timedelta | None = None
    ) -> None:
        self.code = code
        super().__init__(message, outcome, retry_after=retry_after)


def from_answer(status: int, error: object, headers: Mapping[str, object], *, place: str) -> SlackError:
    """The fault that an answer other than success means, with words that say what to do."""
    code = error if isinstance(error, str) and _CODE.fullmatch(error) else ""
    if status == _TOO_MANY or code in {"ratelimited", "rate_limited"}:
        wait = retry_after(headers)
        said = f"Slack asks to wait {wait.total_seconds():.0f} seconds before the next message to {place}."
        return SlackError(said, SendOutcome.NOT_SENT, code=code, retry_after=wait)
    if status >= _SERVER_ERROR or code in HALF_DONE or (status == _OK and not code):
        said = f"Slack failed while it was asked for {place} ({code or f'HTTP {status}'})."
        return SlackError(said, SendOutcome.UNCERTAIN, code=code)
    if code in _DESTINATION:
        said = f"Slack takes nothing for {place} ({code}): {_DESTINATION[code]}."
        return SlackError(said, SendOutcome.REFUSED_DESTINATION, code=code)
    if code in _MESSAGE:
        said = (
            f"Slack refused this message for {place} ({code}); others go on. Please report it with its story."
        )
        return SlackError(said, SendOutcome.REFUSED_MESSAGE, code=code)
    said = f"Slack did not take the message for {place} ({code or f'HTTP {status}'})."
    return SlackError(said, SendOutcome.NOT_SENT, code=code)


def retry_after(headers: Mapping[str, object]) -> timedelta:
    """How long Slack asks to wait; half a minute where it does not say."""
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    text = str(given[0] if isinstance(given, list) and given else given).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return _ASK_AGAIN
    return min(timedelta(seconds=int(text)), _LONGEST_WAIT)


def from_break(error: Exception, *, place: str, secret: str = "") -> SlackError:
    """The fault that a broken connection means: surely not sent only if the request never left."""
    reason = error.reason if isinstance(error, URLError) else error
    told = f"{type(reason).__name__}: {reason}"
    told = plain(told.replace(secret, "(address withheld)") if secret else told, 200)
    if isinstance(error, URLError) and _never_left(reason):
        return SlackError(f"Slack could not be reached for {place} ({told}).", SendOutcome.NOT_SENT)
    said = f"Slack did not answer for {place} ({told})."
    return SlackError(said, SendOutcome.UNCERTAIN)


def _never_left(reason: object) -> bool:
    """Whether the connection failed while it was made: urllib wraps exactly what fails before the answer."""
    if isinstance(reason, ConnectionResetError | BrokenPipeError):
        return False
    return isinstance(reason, gaierror | ConnectionError | ssl.SSLError | TimeoutError | OSError)
