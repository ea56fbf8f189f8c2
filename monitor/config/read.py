"""config.yaml → Config, or every mistake at once with file and line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from monitor.config.checks import cross_checks, late_checks, uses
from monitor.config.document import Document, read_document
from monitor.config.environment import Variables, read_variables
from monitor.config.mistakes import in_order
from monitor.config.schema import ConfigShape
from monitor.config.settings import Config
from monitor.config.shape_mistakes import is_forgiven, shape_mistakes
from monitor.config.teams import team_of, webhooks_of
from monitor.errors import ConfigError, Mistake
from monitor.model import Source, Team
from monitor.sources.search import expand
from monitor.tell.settings import EmailSettings, SlackSettings
from monitor.understand.councils import display_name
from monitor.web.settings import WebSettings


def read_config(path: Path, *, environment: Mapping[str, str]) -> Config:
    """The configuration of a file; ConfigError holds all its mistakes, not only the first."""
    document = read_document(_text_of(path), str(path))
    variables, mistakes = read_variables(path.parent, environment)
    shape, misshapen = _shape_of(document, variables)
    mistakes += (*document.mistakes, *misshapen, *cross_checks(document, variables))
    if shape is None or mistakes:
        raise ConfigError(in_order(mistakes))
    config = _config_of(shape, path, variables)
    if late := late_checks(document, config):
        raise ConfigError(in_order(late))
    return config


def fingerprint(path: Path) -> str:
    """A value that changes when config.yaml or the `.env` beside it does; a missing file counts as empty."""
    digest = hashlib.sha256()
    for file in (path, path.parent / ".env"):
        try:
            content = file.read_bytes()
        except OSError:
            content = b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _no_file(path, "there is no such file", _file_hint(path)) from None
    except IsADirectoryError:
        hint = f"name the file in it: {path / 'config.yaml'}"
        raise _no_file(path, "this is a folder, not a file", hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be a file's"
        hint = "check its name and who may read it"
        raise _no_file(path, f"the file cannot be read: {reason}", hint) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        mistake = Mistake(str(path), line, "the file is not in UTF-8", "save it with the encoding UTF-8")
        raise ConfigError((mistake,)) from None


def _no_file(path: Path, what: str, hint: str) -> ConfigError:
    return ConfigError((Mistake(str(path), None, what, hint),))


def _file_hint(path: Path) -> str:
    for sibling in (path.with_suffix(".yml"), path.with_suffix(".yaml")):
        if sibling != path and sibling.is_file():
            return f"there is a {sibling.name}: name it with --config {sibling}"
    return "name the file with --config FILE"


def _shape_of(document: Document, variables: Variables) -> tuple[ConfigShape | None, tuple[Mistake, ...]]:
    """The file in its shape; a section that nobody uses may name variables that are not set."""
    tree = dict(document.tree)
    unused = frozenset(section for section in ("slack", "email") if not uses(document, variables, section))
    try:
        return ConfigShape.model_validate(tree, context=variables), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    serious = [detail for detail in details if not is_forgiven(detail, unused)]
    if serious:
        return None, shape_mistakes(serious, document)
    for detail in details:
        tree[str(detail["loc"][0])] = None
    return ConfigShape.model_validate(tree, context=variables), ()


def _config_of(shape: ConfigShape, path: Path, variables: Variables) -> Config:
    teams = tuple(team_of(team) for team in shape.teams)
    admin = shape.admin.destinations if shape.admin else ()
    return Config(
        path=path,
        timezone=shape.timezone,
        state=_state_path(path, shape.state),
        backfill=shape.backfill,
        retention=shape.retention,
        log=shape.log,
        contact=shape.contact,
        heartbeat=shape.heartbeat,
        uncertain=shape.uncertain,
        web=_web_of(shape),
        sources=tuple(_sources_of(shape, teams)),
        slack=_slack_of(shape),
        email=_email_of(shape),
        webhooks=webhooks_of(teams, admin, variables),
        admin=admin,
        teams=teams,
    )


def _state_path(path: Path, state: str) -> Path:
    return Path(os.path.abspath(path.parent / state))  # noqa: PTH100 - resolve() follows links


def _web_of(shape: ConfigShape) -> WebSettings:
    if shape.fetch is None:
        return WebSettings(contact=shape.contact)
    return WebSettings(
        concurrency=shape.fetch.concurrency,
        timeout=shape.fetch.timeout,
        max_body=shape.fetch.max_body,
        allow_networks=shape.fetch.allow_networks,
        contact=shape.contact,
    )


def _slack_of(shape: ConfigShape) -> SlackSettings | None:
    if shape.slack is None or not shape.slack.token:
        return None
    return SlackSettings(token=shape.slack.token, api_url=shape.slack.api_url)


def _email_of(shape: ConfigShape) -> EmailSettings | None:
    if shape.email is None:
        return None
    return EmailSettings(
        host=shape.email.host,
        sender=shape.email.sender,
        port=shape.email.port,
        security=shape.email.security,
        username=shape.email.username,
        password=shape.email.password or "",
    )


def _sources_of(shape: ConfigShape, teams: tuple[Team, ...]) -> Iterator[Source]:
    """Each source as it stands, and one for each watched council where its address says `{council}`."""
    watched = sorted({slug for team in teams for slug in team.watch.everything})
    councils = [(slug, display_name(slug)) for slug in watched]
    for source in shape.sources:
        yield from expand(source.name, source.url, source.every, councils)
