"""A workspace of our own, and channels of it through a bot token."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from monitor.tell.settings import SlackSettings
from monitor.tell.slack import SlackChannel
from tests.support.slack import TOKEN, SlackServer


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


@pytest.fixture
def open_channel(slack: SlackServer) -> Callable[..., SlackChannel]:
    def opened(
        name: str = "slack:#berkshire-ofsted", *, token: str = TOKEN, timeout: int = 5
    ) -> SlackChannel:
        settings = SlackSettings(token=token, api_url=slack.api_url)
        return SlackChannel(name, settings, timeout=timeout, sleep=lambda _: None)

    return opened


@pytest.fixture
def channel(open_channel: Callable[..., SlackChannel]) -> SlackChannel:
    return open_channel()
