"""Make the documentation's pictures from the demonstration's own news: `python docs/pictures/make.py [NAME]`.

The alert is drawn from the very blocks that Slack would be sent, the digest is the page itself. Needs
Chromium (Debian: `apt-get install chromium`), by its usual names or as the environment variable CHROMIUM.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from monitor.app import opened
from monitor.config import read_config
from monitor.demo.newsroom import Newsroom
from monitor.pipeline.passes import run_pass
from monitor.pipeline.tools import Tools
from monitor.store import stories
from monitor.tell.notice import StoryNotice
from monitor.tell.slack_looks import looks

HERE = Path(__file__).parent
COUNCIL = "calderdale"
"""Whose alert is shown: one with graded areas, two outlets, a strength and a concern."""
OUTSIDE = "newsroom.example"
"""Where the invented articles would stand if they stood anywhere."""
SIZES = {"alert": (720, 1200), "digest": (760, 610), "map": (760, 715)}
"""Pixels; what is longer is cut off at its foot."""
BEGINNINGS = {"map": "#map"}
"""The element with which a picture begins, if not at the top of its page: all before it is hidden."""
LARGEST = 150_000
LOOK_BACK = timedelta(days=7)

Json = Mapping[str, Any]

CONFIG = """\
state: pictures.db
fetch: {{allow_networks: [127.0.0.0/8]}}
sources:
{sources}
teams:
  - name: Everybody
    watch: {{councils: all}}
"""

SLACK = """\
<!doctype html><meta charset="utf-8"><title>{title}</title>
<style>
  body {{ margin: 0; padding: 18px 22px; background: #fff; color: #1d1c1d;
    font: 15px/1.46 Lato, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }}
  .message {{ display: grid; grid-template-columns: 36px 1fr; gap: 0 10px; }}
  .face {{ width: 36px; height: 36px; border-radius: 6px; background: #1f3a5f; color: #fff;
    font-weight: 700; font-size: 14px; line-height: 36px; text-align: center; }}
  .name {{ font-weight: 800; }}
  .app {{ margin: 0 5px; padding: 1px 4px; border-radius: 2px; background: #e8e8e8; color: #616061;
    font-size: 10px; font-weight: 700; }}
  .time, .context {{ color: #616061; font-size: 12px; }}
  h1 {{ margin: 6px 0 8px; font-size: 18px; line-height: 1.3; }}
  p {{ margin: 0 0 8px; white-space: pre-wrap; }}
  blockquote {{ margin: 0 0 8px; padding: 0 0 0 14px; border-left: 4px solid #ddd; white-space: pre-wrap; }}
  ul {{ margin: 0 0 8px; padding-left: 24px; }}
  a {{ color: #1264a3; text-decoration: none; }}
</style>
<div class="message"><div class="face">OM</div><div>
<span class="name">Ofsted Monitor</span><span class="app">APP</span><span class="time">{time}</span>
{blocks}
</div></div>
"""


def main(*names: str) -> None:
    """Make the pictures of these names, or all."""
    makers: dict[str, Callable[[], str]] = {"alert": alert_page, "digest": digest_page, "map": digest_page}
    for name in names or makers:
        page = re.sub(r"http://127\.0\.0\.1:\d+|127\.0\.0\.1", OUTSIDE, makers[name]())
        size = photograph(page, name)
        sys.stdout.write(f"{HERE / name}.png: {size // 1000} kB\n")
        if size > LARGEST:
            sys.exit(f"{name}.png is larger than {LARGEST // 1000} kB: lower its height in SIZES.")


@cache
def digest_page() -> str:
    """The page that `demo` writes."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "digest.html"
        demo = (sys.executable, "-m", "monitor", "demo", "--output", str(page))
        subprocess.run(demo, stdout=subprocess.DEVNULL, timeout=120, check=True)  # noqa: S603 - this program
        return page.read_text(encoding="utf-8")


def alert_page() -> str:
    """The council's alert, its Slack blocks drawn the way Slack draws them."""
    with newsroom_read() as tools:
        notice = notice_of(tools)
        look = looks(notice)[0]
        return SLACK.format(
            title=html.escape(look.text),
            time=f"{notice.now.astimezone(notice.zone):%H:%M}",
            blocks="\n".join(block(one) for one in look.blocks),
        )


@contextmanager
def newsroom_read() -> Iterator[Tools]:
    """The tools after one real pass over the demonstration's newsroom."""
    with Newsroom() as newsroom, TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        feeds = (
            f"  - {{name: '{one.name}', url: '{one.url}', every: {one.every}}}" for one in newsroom.feeds()
        )
        path.write_text(CONFIG.format(sources="\n".join(feeds)), encoding="utf-8")
        with opened(read_config(path, environment={}), clock=lambda: newsroom.now) as tools:
            run_pass(tools, whatever_due=True)
            yield tools


def notice_of(tools: Tools) -> StoryNotice:
    """The first word of the council's story."""
    now = tools.clock()
    with tools.store.reading() as connection:
        found = stories.first_seen_between(connection, now - LOOK_BACK, now + LOOK_BACK, councils=[COUNCIL])
        revision = stories.latest_revision(connection, found[0].id) if found else None
    if revision is None:
        sys.exit(f"The demonstration tells nothing of {COUNCIL}: name another council in COUNCIL.")
    key = f"{revision.story.id}/{revision.number}"
    return StoryNotice(key=key, revision=revision, root=None, now=now, zone=tools.config.timezone)


# --- Slack's blocks as HTML ---------------------------------------------------------------------


def block(one: Json) -> str:
    """One block of a message."""
    match one["type"]:
        case "header":
            return f"<h1>{html.escape(one['text']['text'])}</h1>"
        case "context":
            words = " ".join(html.escape(part["text"]) for part in one["elements"])
            return f'<div class="context">{words}</div>'
        case "rich_text":
            return "".join(element(part) for part in one["elements"])
        case "divider":
            return "<hr>"
    sys.exit(f"A block of the type {one['type']!r} has no drawing here yet.")


def element(one: Json) -> str:
    """One part of a rich text."""
    if one["type"] == "rich_text_list":
        items = "".join(f"<li>{spans(part['elements'])}</li>" for part in one["elements"])
        return f"<ul>{items}</ul>"
    tag = "blockquote" if one["type"] == "rich_text_quote" else "p"
    return f"<{tag}>{spans(one['elements'])}</{tag}>"


def spans(parts: Sequence[Json]) -> str:
    """The words of a rich text, bold, italic and linked as they are."""
    return "".join(span(part) for part in parts)


def span(one: Json) -> str:
    """One run of words."""
    words = html.escape(one.get("text", one.get("url", "")))
    style = one.get("style", {})
    words = f"<b>{words}</b>" if style.get("bold") else words
    words = f"<i>{words}</i>" if style.get("italic") else words
    return f'<a href="#">{words}</a>' if one["type"] == "link" else words


# --- photographs --------------------------------------------------------------------------------


def photograph(page: str, name: str) -> int:
    """Write the page's picture; returns its bytes. A page that lets a script run is measured first."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        measure = "<script>document.title = 'height ' + document.documentElement.offsetHeight</script>"
        file.write_text(page + measure + beginning(name), encoding="utf-8")
        width, tallest = SIZES[name]
        shown = chromium(folder, f"--window-size={width},600", "--dump-dom", file.as_uri())
        measured = re.search(r"height (\d+)", shown)
        height = int(measured[1]) if measured else tallest
        picture = HERE / f"{name}.png"
        window = f"--window-size={width},{min(height, tallest)}"
        chromium(folder, window, "--hide-scrollbars", f"--screenshot={picture}", file.as_uri())
        return picture.stat().st_size


def beginning(name: str) -> str:
    """A style that hides what stands before the picture's first element."""
    first = BEGINNINGS.get(name)
    hidden = f":has(~ {first}), :has(~ * {first})"
    return f"<style>{hidden} {{ display: none !important }}</style>" if first else ""


def chromium(folder: str, *arguments: str) -> str:
    """Run the browser without a window, a network life of its own or a memory."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        sys.exit("Chromium is missing: install it (Debian: apt-get install chromium), or set CHROMIUM.")
    quiet = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-lcd-text",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={folder}/browser",
    )
    done = subprocess.run(  # noqa: S603 - a browser found by its name, on pages of our own
        [found, *quiet, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
