from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from monitor.demo.newsroom import Newsroom


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as open_newsroom:
        yield open_newsroom


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client
