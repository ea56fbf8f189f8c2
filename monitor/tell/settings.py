"""How destinations are reached, as the config says; secrets never show in a repr. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """The bot that posts."""

    token: str = field(repr=False)
    api_url: str = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """The mail server that sends."""

    host: str
    sender: str
    """`Ofsted Monitor <monitor@example.org>`."""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
