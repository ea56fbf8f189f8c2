"""Every mistake is told with its line, in words, with what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.support import HERE, SOURCE, TEAM, block, councils, marked_line, mistakes_of, top


def fetch(line: str) -> str:
    return f"{SOURCE}{TEAM}fetch:\n  {line} ◀\n"


def source(url: str = "https://example.org/feed", every: str = "1h", more: str = "") -> str:
    """A file whose only source has its url (marked if not the usual one) and interval as given."""
    usual = ("https://example.org/feed", "1h")
    lines = (
        "sources:",
        "  - name: Trade news",
        f"    url: {url} {'' if url in usual else HERE}",
        f"    every: {every} {'' if every in usual else HERE}",
    )
    return "\n".join((TEAM.rstrip(), *lines, more))


def watch(line: str) -> str:
    """A team that watches Reading, with one more line in its watch."""
    return f"{SOURCE}teams:\n  - name: Berkshire\n    watch:\n      councils: [Reading]\n      {line} ◀\n"


def alerts(line: str, more: str = "") -> str:
    return f"{SOURCE}{more}teams:\n  - name: B\n    watch: {{councils: all}}\n    alerts:\n      {line} ◀\n"


def digest(line: str) -> str:
    when = "" if line.startswith("when") else "      when: Monday 08:00\n"
    return f"{SOURCE}teams:\n  - name: B\n    watch: {{councils: all}}\n    digest:\n{when}      {line} ◀\n"


def slack(line: str) -> str:
    return f"{SOURCE}{TEAM}slack:\n  {line} ◀\n"


def email(line: str) -> str:
    return f"{SOURCE}{TEAM}email:\n  host: smtp.example.org\n  from: monitor@example.org\n  {line} ◀\n"


KEYS = [
    (top("sorces: []"), "unknown key `sorces`", "`sources`"),
    (top("time_zone: UTC"), "unknown key `time_zone`", "`timezone`"),
    (top("colour: red"), "unknown key `colour`", "it may be `timezone`, `state`"),
    (fetch("concurency: 4"), "unknown key `concurency` in `fetch`", "`concurrency`"),
    (source(more="    evry: 2h ◀\n"), "unknown key `evry` in the source `Trade news`", "`every`"),
    (source(more="    interval: 2h ◀\n"), "unknown key `interval`", "`every`"),
    (watch("region: South East"), "unknown key `region` in `watch`", "`regions`"),
    (watch("event: [jtai]"), "unknown key `event`", "`events`"),
    (alerts("channel: x"), "unknown key `channel` in `alerts`", "`slack`"),
    (digest("day: Monday"), "unknown key `day` in `digest`", "`when`"),
    (email("user: me"), "unknown key `user` in `email`", "`username`"),
    (f"{SOURCE}teams:\n  - name: B ◀\n", "the team `B` has no `watch`", "watch: {councils: all}"),
    (f"{TEAM}sources:\n  - url: https://example.org/ ◀\n    every: 1h\n", "a source has no `name`", "name:"),
    (f"◀{TEAM}", "the file has no `sources`", "sources: []"),
    (f"◀{SOURCE}", "the file has no `teams`", "teams: []"),
    (f"{SOURCE}{TEAM}timezone: UTC\ntimezone: UTC ◀\n", "`timezone` stands here a second time", "keep one"),
    (source(more="    every: 2h ◀\n"), "`every` stands here a second time (first on line 5)", "keep one"),
]


VALUES = [
    (top("timezone: London"), "`timezone: London` is no time zone", "Europe/London"),
    (top("timezone: Europe/Lundon"), "is no time zone", "Europe/London"),
    (top("timezone: Europe"), "is no time zone", ""),
    (top("timezone: ../../etc/passwd"), "is no time zone", ""),
    (top("backfill: 7 days"), "`backfill: 7 days` is no duration", "write 7d"),
    (top("backfill: 1.5d"), "is no duration", "such as 30m"),
    (top("backfill: -1d"), "is no duration", "such as 30m"),
    (top("retention: 24"), "is no duration", "24d for days"),
    (top("retention: 0d"), "is no time at all", "at least 1s"),
    (top("retention: 999999999y"), "longer than a hundred years", "2y"),
    (top("retention: 6 months"), "is no duration", "6m for minutes"),
    (top("log: jason"), "`log: jason`", "json"),
    (top("uncertain: resent"), "`uncertain: resent`", "resend"),
    (top("contact: call me"), "is no email address", "name@example.org"),
    (top("contact: bücher@example.org"), "cannot carry", "email or web address"),
    (top("heartbeat: example.org/x"), "`heartbeat` has no https:// at its start", "https://"),
    (top('state: ""'), "is empty", ""),
    (top("state: [a, b]"), "should be a single value", "behind the colon"),
    (top("state:"), "`state` has no value", "take the line out"),
    (fetch("concurrency: 0"), "no whole number from 1 to 1000", "from 1 to 1000"),
    (fetch("concurrency: many"), "no whole number", "from 1 to 1000"),
    (fetch("timeout: 20"), "is no duration", "20m for minutes"),
    (fetch("timeout: 0s"), "no time at all", "1s"),
    (fetch("max_body: 10"), "is no size", "such as 10MB"),
    (fetch("max_body: 10 mb"), "is no size", "write 10MB"),
    (fetch("max_body: 0KB"), "out of bounds", "1KB"),
    (fetch("allow_networks: [10.20.0.1/16]"), "is no network", "write 10.20.0.0/16"),
    (fetch("allow_networks: [office]"), "`allow_networks: office` is no network", "10.20.0.0/16"),
    (source(url="www.example.org/feed"), "has no https:// at its start", "https://"),
    (source(url="ftp://example.org/feed"), "is no web address", "https:// or http://"),
    (source(url="https:///feed"), "names no site", "https://www.example.org/feed/"),
    (source(url="https://example.org:99999/"), "is no web address", "browser"),
    (source(url="https://example.org/a b"), "has a space in it", "%20"),
    (source(url="https://example.org/?q={Council}"), "braces that means nothing", "{council}"),
    (source(url="https://example.org/?q={council"), "a brace that is not closed", "{council}"),
    (source(every="hourly"), "`every: hourly` is no duration", "write 1h"),
    (source(every="2 hours"), "is no duration", "write 2h"),
    (source(every="1H"), "is no duration", "write 1h"),
    (source(every="0m"), "no time at all", "1s"),
    (email("port: 70000"), "no whole number", "1 to 65535"),
    (email("security: startls"), "`security: startls`", "starttls"),
    (email("security: ssl"), "`security: ssl`", "tls"),
    (f"{SOURCE}{TEAM}email:\n  host: smtp.example.org\n  from: Monitor ◀\n", "is no sender", "<monitor@"),
    (f"{SOURCE}{TEAM}email:\n  from: a@example.org\n  host: a.org:25 ◀\n", "has a port in it", "port: 25"),
    (f"{SOURCE}{TEAM}email:\n  from: a@example.org\n  host: smtp://a.org ◀\n", "is no host name", "smtp."),
    (slack("api_url: slack.com"), "has no https://", "https://"),
]


WATCHES = [
    (councils("[Readng]"), "`councils: Readng` is no council", "Reading"),
    (councils("[Slouhg]"), "is no council", "Slough"),
    (councils("[Qqqqq]"), "is no council", "ofsted-monitor councils"),
    (councils("[Cumbria]"), "is a council that is no more", "Cumberland and Westmorland and Furness"),
    (watch("regions: [South Est]"), "`regions: South Est` is no region of England", "South East"),
    (watch("regions: [Wales]"), "is no region of England", ""),
    (watch("neighbours_of: [Redding]"), "`neighbours_of: Redding` is no council", "Reading"),
    (watch("events: [monitoring visit]"), "is no kind of event", "monitoring_visit"),
    (watch("events: []"), "an empty list", "take the line out for all"),
    (watch("judgements: [Inadequate]"), "is no judgement", "inadequate"),
    (watch("judgements: [requires improvement]"), "is no judgement", "requires_improvement"),
    (watch("events:"), "`events` has no value", "take the line out"),
    (f"{SOURCE}teams:\n  - name: B\n    watch: {{}} ◀\n", "`watch` names no council", "councils: all"),
    (f"{SOURCE}teams:\n  - name: B\n    watch: {{events: [jtai]}} ◀\n", "names no council", "councils: all"),
    (f"{SOURCE}teams:\n  - name: B\n    watch: {{councils: []}} ◀\n", "names no council", "councils: all"),
    (f"{SOURCE}teams:\n  - name: B\n    watch: all ◀\n", "`watch` should be a group of keys", "`councils`"),
]


MAIL = "email: {host: smtp.example.org, from: monitor@example.org}\n"


PLACES = [
    (alerts("slack: #ofsted"), "`slack` has no value", "must stand in quotes"),
    (alerts("slack: Ofsted News", "slack: {token: '${T}'}\n"), "cannot be a channel's name", "ofsted-news"),
    (alerts("slack: '@jane'", "slack: {token: '${T}'}\n"), "names a person", "ofsted-alerts"),
    (alerts("slack: of/sted", "slack: {token: '${T}'}\n"), "cannot be a channel's name", "small letters"),
    (
        alerts("slack: news"),
        "`slack` is used here, but the file has no `slack:` section",
        "${SLACK_BOT_TOKEN}",
    ),
    (alerts("email: a@example.org"), "`email` is used here, but the file has no `email:` section", "smtp."),
    (alerts("email: dcs@example", MAIL), "is no email address", "name@example.org"),
    (alerts("email: DCS <dcs@example.org>", MAIL), "is more than an address", "dcs@example.org"),
    (alerts("quiet: 22:00"), "are no quiet hours", "22:00-07:00"),
    (alerts("quiet: 07:00-07:00"), "starts when it ends", "differ"),
    (alerts("quiet: 22:00-25:00"), "is no time of day", "08:00"),
    (alerts("console: perhaps"), "neither true nor false", "true or false"),
    (digest("when: Mondy 08:00"), "names no day of the week", "Monday"),
    (digest("when: Monday"), "is no time of day", "08:00"),
    (digest("when: Monday 24:00"), "is no time of day", "00:00"),
    (digest("approve: maybe"), "neither true nor false", "true or false"),
    (digest("deadline: a day"), "is no duration", "such as"),
    (top("admin: it@example.org"), "`admin` should be a group of keys", "`email`"),
    (top("admin: {slack: it}"), "no `slack:` section", "${SLACK_BOT_TOKEN}"),
]


VARIABLES = [
    (top("heartbeat: ${HEARTBEET}"), "is set neither in the environment nor in .env", "${HEARTBEAT}"),
    (top("heartbeat: ${NOWHERE}"), "is set neither", "NOWHERE=…"),
    (top("heartbeat: ${EMPTY}"), "is empty", "EMPTY=…"),
    (top("heartbeat: ${no name}"), "a `${` without a variable's name", "write ${NAME}"),
    (top("timezone: ${T}"), "is no time zone, as its variable stands", "correct the variable"),
    (slack("token: $SLACK_BOT_TOKEN"), "`token` holds the secret itself", "${SLACK_BOT_TOKEN}"),
    (email("password: open sesame"), "`password` holds the secret itself", "${SMTP_PASSWORD}"),
    (
        alerts("slack: https://hooks.example.org/a"),
        "a webhook's address, which is a secret",
        "${SLACK_WEBHOOK_URL}",
    ),
    (alerts("slack: ${FTP}"), "is no web address", "correct the variable"),
    (alerts("slack: ${T}", "slack: {token: '${T}'}\n"), "cannot be a channel's name", "correct the variable"),
    (alerts("slack: ${WEBHOOK}"), "is set neither", "WEBHOOK=…"),
    (
        f"{SOURCE}slack: {{api_url: https://example.org}} ◀\nadmin: {{slack: it}}\n{TEAM}",
        "`slack` has no `token`, and line 3 needs it",
        "${SLACK_BOT_TOKEN}",
    ),
]


SAME_SOURCE = block("""
    teams: []
    sources:
      - name: Same
        url: https://a.example.org
        every: 1h
      - name: same ◀
        url: https://b.example.org
        every: 1h
""")


SAME_TEAM = block("""
    sources: []
    teams:
      - name: B
        watch: {councils: all}
      - name: B ◀
        watch: {councils: Reading}
""")


SAME_WHEN_EXPANDED = block("""
    teams: [{name: B, watch: {councils: Reading}}]
    sources: ◀
      - {name: "G: Reading", url: "https://a.example.org", every: 1h}
      - {name: G, url: "https://b.example.org/{council}", every: 6h}
""")


SHAPES = [
    ("sources:\n\t- name: a ◀\n", "is indented with a tab", "spaces"),
    ("- a ◀\n- b\n", "should be a group of `key: value` lines", "`sources:`"),
    ("just words ◀\n", "should be a group of `key: value` lines", "`sources:`"),
    ("log: 'text ◀\nstate: a\n", "a quotation mark is not closed", "quotation mark"),
    ("sources: [ ◀\nteams: []\n", "is not closed", "`]`"),
    ("teams: {a: b ◀\n", "is not closed", "quotes"),
    (f"{SOURCE}{TEAM}state: a: b ◀\n", "a colon stands where none can", "quotes"),
    (f"{SOURCE}{TEAM}state ◀\nlog: text\n", "", ""),
    (f"{SOURCE}{TEAM}contact: @home ◀\n", "YAML cannot read this line", "quotes"),
    (f"{SOURCE}{TEAM}contact: *home ◀\n", "starts with `*`", "quotes"),
    (f"{SOURCE}{TEAM}contact: !home ◀\n", "starts with `!`", "quotes"),
    (f"{SOURCE}{TEAM}---\nlog: text\n", "a second document starts here", "`---`"),
    (f"{SOURCE}{TEAM}[a]: b ◀\n", "a key must be one word", "key: value"),
    (f'{SOURCE}{TEAM}state: "a\\0b" ◀\n', "an invisible character", "type it again"),
    (f"{SOURCE}{TEAM}state: a\0b ◀\n", "an invisible character", "type it again"),
    (f"{SOURCE}{TEAM}fetch: {'[' * 100}{']' * 100} ◀\n", "nested too deeply", "reference"),
    (alerts("slack: [a, ${WEBHOOK}]"), "a variable inside `[…]` must stand in quotes", '"${NAME}"'),
    (f"{TEAM}sources: {{name: a}} ◀\n", "`sources` should be a list", "`- `"),
    (f"{TEAM}sources: [hello] ◀\n", "a source should be a group of keys", "`name`, `url` or `every`"),
    (SAME_SOURCE, "two sources are called `same` (the first on line 3)", "another name"),
    (SAME_TEAM, "two teams are called `B` (the first on line 3)", "another name"),
    (SAME_WHEN_EXPANDED, "two sources would be called `G: Reading`", "{council}"),
    (top("state: ."), "`state: .` is a folder", "state/monitor.db"),
]


ENVIRONMENT = {
    "HEARTBEAT": "https://example.org/",
    "EMPTY": "",
    "T": "Not A Zone",
    "FTP": "ftp://example.org",
}


@pytest.mark.parametrize(("text", "what", "hint"), [*KEYS, *VALUES, *WATCHES, *PLACES, *VARIABLES, *SHAPES])
def test_a_mistake_is_told_with_its_line_its_words_and_what_would_be_right(
    tmp_path: Path, text: str, what: str, hint: str
) -> None:
    found = mistakes_of(tmp_path, text, environment=ENVIRONMENT)
    assert len(found) == 1, found
    assert what in found[0].what
    assert hint in found[0].hint
    assert found[0].file == str(tmp_path / "config.yaml")
    if marked_line(text):
        assert found[0].line == marked_line(text)
