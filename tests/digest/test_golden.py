"""A small week, word for word, as its page's body and as its Slack message.

After a wanted change of looks, write the files anew with `python -m tests.digest.test_golden` and read them.
"""

from __future__ import annotations

import json
from pathlib import Path

from monitor.tell.markdown import digest_markdown
from monitor.tell.notice import DigestNotice
from monitor.tell.pages import digest_html
from monitor.tell.slack_looks import looks
from tests.digest.weeks import small
from tests.tell.samples import LONDON

GOLDEN = Path(__file__).parent / "golden"


def body() -> str:
    """What stands between the page's `<body>` tags, without empty lines."""
    page = digest_html(small(), LONDON)
    inner = page[page.index("<body>") : page.index("</body>") + len("</body>")]
    return "\n".join(line for line in inner.splitlines() if line.strip()) + "\n"


def slack() -> str:
    """The messages with their blocks, as they go to Slack."""
    messages = looks(DigestNotice(key="digest/Berkshire/2026-W46", digest=small(), zone=LONDON))
    told = [{"text": one.text, "blocks": list(one.blocks)} for one in messages]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def markdown() -> str:
    """As the command prints it."""
    return digest_markdown(small(), LONDON)


MADE = {"small.html": body, "small.slack.json": slack, "small.md": markdown}


def test_a_small_week_looks_as_it_was_approved() -> None:
    for name, made in MADE.items():
        assert made() == (GOLDEN / name).read_text(encoding="utf-8"), name


def write() -> None:
    """Write the golden files from what is made now."""
    for name, made in MADE.items():
        (GOLDEN / name).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    write()
