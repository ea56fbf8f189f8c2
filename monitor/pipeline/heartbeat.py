"""Heartbeat: tell the outside that all is well; whoever hears nothing for a while raises the alarm."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

AT_MOST_EVERY = timedelta(minutes=1)
TIMEOUT_SECONDS = 10

log = logging.getLogger(__name__)


class Heartbeat:
    """Asks one address, beside the work: an address that hangs holds up nothing, and is not asked twice."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._asking: threading.Thread | None = None

    def beat(self, url: str, now: datetime) -> None:
        """Ask the address, unless that was done within the last minute or is still under way."""
        recently = self._last is not None and timedelta(0) <= now - self._last < AT_MOST_EVERY
        if not url or recently or (self._asking is not None and self._asking.is_alive()):
            return
        self._last = now
        self._asking = threading.Thread(target=_ask, args=(url,), name="heartbeat", daemon=True)
        self._asking.start()


def _ask(url: str) -> None:
    import httpx  # noqa: PLC0415 - only a service with a heartbeat needs it here

    try:
        httpx.get(url, timeout=TIMEOUT_SECONDS, follow_redirects=True).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # Neither the address nor the library's words about it: whoever knows it can keep the alarm quiet.
        log.warning("the heartbeat was not heard (%s)", type(error).__name__)
