"""The shape of config.yaml: which keys there are, what each may hold, and what holds when one is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationInfo

from monitor.config import addresses, places, words
from monitor.config.environment import Variables, variable_of
from monitor.config.mistakes import MissingVariableError, NotUnderstoodError
from monitor.model import Event, QuietHours

Value = TypeVar("Value")

SECRET_NAMES = {"token": "SLACK_BOT_TOKEN", "password": "SMTP_PASSWORD"}
"""What the variable of each secret is called in examples."""


def _word(parse: Callable[[str], Any]) -> PlainValidator:
    """One text, its `${NAME}` filled in, read by a function of `words` or `places`."""

    def read(value: object, info: ValidationInfo) -> object:
        text = _one_text(value)
        filled = _variables(info).fill(text)
        try:
            return parse(filled)
        except NotUnderstoodError as error:
            if filled != text and not isinstance(error, MissingVariableError):
                # What a variable holds may be a secret, and a hint may repeat a piece of it.
                raise NotUnderstoodError(
                    f"{error.problem}, as its variable stands", "correct the variable"
                ) from None
            raise

    return PlainValidator(read)


def _one_text(value: object) -> str:
    if value is None:
        hint = "write a value, or take the line out; a value that starts with # must stand in quotes"
        raise NotUnderstoodError("has no value", hint)
    if not isinstance(value, str):
        raise NotUnderstoodError("should be a single value", "write it behind the colon, on the same line")
    return value


def _variables(info: ValidationInfo) -> Variables:
    variables = info.context
    assert isinstance(variables, Variables)  # noqa: S101 - read.py alone validates, and always hands them over
    return variables


def _secret(value: object, info: ValidationInfo) -> str:
    """A value that may come from a variable only."""
    text = _one_text(value)
    if variable_of(text) is None:
        name = SECRET_NAMES.get(info.field_name or "", "SECRET")
        hint = f"write ${{{name}}} here and {name}=… into the file .env beside config.yaml"
        raise NotUnderstoodError("holds the secret itself", hint, secret=True)
    return _variables(info).fill(text.strip())


def _place(read_place: Callable[[str, Variables], Any]) -> PlainValidator:
    """A destination, which needs to see its variable's name."""

    def read(value: object, info: ValidationInfo) -> object:
        return read_place(_one_text(value), _variables(info))

    return PlainValidator(read)


def _as_list(value: object) -> object:
    """One value stands for a list of one."""
    if isinstance(value, list):
        return value
    return [_one_text(value)]


def _as_filter(value: object) -> object:
    if value == []:
        raise NotUnderstoodError(
            "is an empty list, which nothing passes", "name some, or take the line out for all"
        )
    return _as_list(value)


def _or_nothing(value: object) -> object:
    """A part whose lines are all commented out is as good as left out."""
    return [] if value is None else value


Many = Annotated[tuple[Value, ...], BeforeValidator(_as_list)]
Filter = Annotated[tuple[Value, ...] | None, BeforeValidator(_as_filter)]
Section = Annotated[tuple[Value, ...], BeforeValidator(_or_nothing)]

Name = Annotated[str, _word(words.one_line)]
Duration = Annotated[timedelta, _word(words.duration)]
Span = Annotated[timedelta, _word(words.span)]
Address = Annotated[str, _word(addresses.address)]
YesOrNo = Annotated[bool, _word(words.yes_or_no)]
Secret = Annotated[str | None, PlainValidator(_secret)]
Network = Annotated[IPv4Network | IPv6Network, _word(words.network)]


class Shape(BaseModel):
    """A group of keys; any other key is a mistake."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True
    )


class FetchShape(Shape):
    """How the web may be used."""

    concurrency: Annotated[int, _word(words.whole_number(1, 1000))] = 16
    timeout: Span = timedelta(seconds=20)
    max_body: Annotated[int, _word(words.size)] = 10_000_000
    allow_networks: Many[Network] = ()


class SourceShape(Shape):
    """One address, or with `{council}` one for each watched council."""

    name: Name
    url: Annotated[str, _word(addresses.feed_address)]
    every: Span


class SlackShape(Shape):
    """The bot that posts."""

    token: Secret = None
    api_url: Annotated[str, _word(addresses.base_address)] = "https://slack.com/api/"


class EmailShape(Shape):
    """The mail server that sends."""

    host: Annotated[str, _word(addresses.host_name)]
    port: Annotated[int, _word(words.whole_number(1, 65_535))] = 587
    security: Annotated[
        Literal["starttls", "tls", "none"], _word(words.one_of("starttls", "tls", "none"))
    ] = "starttls"
    username: Annotated[str, _word(words.one_line)] = ""
    password: Secret = None
    sender: Annotated[str, _word(addresses.sender)] = Field(alias="from")


class PlacesShape(Shape):
    """Where something is said: the three kinds of destination, each by its name."""

    slack: Many[Annotated[str, _place(places.slack)]] = ()
    email: Many[Annotated[str, _place(places.email)]] = ()
    console: YesOrNo = False

    @property
    def destinations(self) -> tuple[str, ...]:
        """Each destination's name once, in the order of the kinds."""
        console = ("console",) if self.console else ()
        return tuple(dict.fromkeys((*self.slack, *self.email, *console)))


class AlertsShape(PlacesShape):
    """Where a team's alerts go, and when they wait."""

    quiet: Annotated[QuietHours | None, _word(words.quiet_hours)] = None


class DigestShape(PlacesShape):
    """When and where a team's week goes."""

    when: Annotated[tuple[int, time], _word(words.weekday_and_time)]
    approve: YesOrNo = False
    deadline: Span = timedelta(hours=24)


class WatchShape(Shape):
    """Councils by three ways, then two filters."""

    councils: Many[Annotated[str, _word(places.council_or_all)]] = ()
    regions: Many[Annotated[str, _word(places.region)]] = ()
    neighbours_of: Many[Annotated[str, _word(places.council)]] = ()
    events: Filter[Annotated[Event, _word(words.member(Event, "kind of event"))]] = None
    judgements: Filter[Annotated[str, _word(places.judgement)]] = None


class TeamShape(Shape):
    """Who is told of what, where."""

    name: Name
    watch: WatchShape
    alerts: AlertsShape | None = None
    digest: DigestShape | None = None


class ConfigShape(Shape):
    """The whole file."""

    timezone: Annotated[ZoneInfo, _word(words.time_zone)] = ZoneInfo("Europe/London")
    state: Annotated[str, _word(words.file_name)] = "state/monitor.db"
    backfill: Duration = timedelta(days=7)
    retention: Span = timedelta(days=730)
    log: Annotated[Literal["text", "json"], _word(words.one_of("text", "json"))] = "text"
    contact: Annotated[str, _word(addresses.contact)] = ""
    heartbeat: Address = ""
    uncertain: Annotated[Literal["resend", "hold"], _word(words.one_of("resend", "hold"))] = "resend"
    fetch: FetchShape | None = None
    sources: Section[SourceShape]
    slack: SlackShape | None = None
    email: EmailShape | None = None
    admin: PlacesShape | None = None
    teams: Section[TeamShape]
