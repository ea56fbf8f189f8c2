"""Names of places in the config: councils and regions that are watched, destinations that are told."""

from __future__ import annotations

import re

from monitor.config.addresses import address, email_address
from monitor.config.environment import Variables, variable_of
from monitor.config.mistakes import NotUnderstoodError, listed
from monitor.config.words import known, near_or_all
from monitor.understand.councils import display_name, find_council, fold, predecessors, regions, suggest
from monitor.understand.grades import all_grades

ALL = "all"
"""Stands for every council of today."""
CORRECT_IT = "correct the variable"

_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{7,14}", re.ASCII)
_LONGEST_CHANNEL = 80


def council(text: str) -> str:
    """The slug of the council that a name, an alias or a slug means."""
    found = find_council(text)
    if found:
        return found.slug
    for old in predecessors():
        if fold(text) in {fold(name) for name in (old.slug, *old.names)}:
            heirs = " and ".join(display_name(slug) for slug in old.successors)
            raise NotUnderstoodError("is a council that is no more", f"write its successors: {heirs}")
    names = suggest(text)
    hint = f"did you mean {listed(names)}?" if names else "`ofsted-monitor councils` lists them all"
    raise NotUnderstoodError("is no council that looks after children in England", hint)


def council_or_all(text: str) -> str:
    """A council's slug, or `all`."""
    return ALL if text.casefold() == ALL else council(text)


def region(text: str) -> str:
    """One of England's nine regions."""
    by_fold = {fold(name): name for name in regions()}
    if fold(text) in by_fold:
        return by_fold[fold(text)]
    raise NotUnderstoodError("is no region of England", near_or_all(text, regions()))


def judgement(text: str) -> str:
    """The slug of an overall or area grade."""
    return known(text, [grade.slug for grade in all_grades()], "judgement")


def slack(text: str, variables: Variables) -> str:
    """A channel, a channel's id, or a variable that holds an incoming webhook's address."""
    name = variable_of(text)
    filled = variables.fill(text).strip()
    if "://" in filled:
        return _webhook(name, filled)
    channel = filled.removeprefix("#")
    if _CHANNEL_ID.fullmatch(channel):
        return f"slack:{channel}"
    problem, hint = _channel_mistake(channel)
    if problem:
        # What a variable holds may be a secret, and the hint would repeat it.
        raise NotUnderstoodError(problem, hint if filled == text.strip() else CORRECT_IT)
    return f"slack:#{channel}"


def _webhook(name: str | None, filled: str) -> str:
    if name is None:
        hint = "write ${SLACK_WEBHOOK_URL} here and the address into the file .env beside config.yaml"
        raise NotUnderstoodError("holds a webhook's address, which is a secret", hint, secret=True)
    try:
        address(filled)
    except NotUnderstoodError as error:
        raise NotUnderstoodError(f"names a variable whose value {error.problem}", CORRECT_IT) from None
    return f"webhook:{name}"


def _channel_mistake(channel: str) -> tuple[str, str]:
    """What Slack would not take in a channel's name; empty where nothing is wrong."""
    tidy = re.sub(r"[\s.]+", "-", channel).lower()
    plain = all(sign.isalnum() or sign in "-_" for sign in channel)
    cases = (
        (not channel, "names no channel", "write its name, such as ofsted-alerts"),
        (
            channel.startswith("xox"),
            "holds a token, not a channel",
            "write it into .env, for `slack: token:`",
        ),
        (channel.startswith("@"), "names a person, not a channel", "write a channel, such as ofsted-alerts"),
        (len(channel) > _LONGEST_CHANNEL, "is too long for a channel", "Slack allows 80 letters"),
        (tidy != channel, "cannot be a channel's name", f"did you mean {tidy}?"),
        (not plain, "cannot be a channel's name", "it may have small letters, digits, - and _ only"),
    )
    return next(((problem, hint) for wrong, problem, hint in cases if wrong), ("", ""))


def email(text: str, variables: Variables) -> str:
    """A mailbox, by its address in lower case."""
    filled = variables.fill(text).strip()
    try:
        return f"email:{email_address(filled)}"
    except NotUnderstoodError as error:
        hint = error.hint if filled == text.strip() else CORRECT_IT
        raise NotUnderstoodError(error.problem, hint) from None
