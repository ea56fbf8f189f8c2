"""The pages and mails in a real browser: at phone and desktop width, light and dark, and in print.

Debian's `chromium`, driven by Playwright. Without either the tests fail and say what to install.
Set `DIGEST_SCREENSHOTS` to a folder to keep what the browser shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from monitor.model import Digest
from monitor.tell.email import Mailbox
from monitor.tell.notice import DigestNotice
from monitor.tell.pages import digest_html
from monitor.tell.settings import EmailSettings
from tests.digest.test_pages import archive_pages
from tests.digest.weeks import forty, hostile, quiet, usual
from tests.support.mail import MailServer
from tests.tell.samples import LONDON

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.full

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (320, 390, 1280)
WEEKS = {"usual": usual, "quiet": quiet, "forty": forty, "hostile": hostile}

FAINT = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement, style = getComputedStyle(one);
    const onTile = /tile-letter|quarter-letter/.test(one.getAttribute('class') || '');
    if (!node.data.trim() || !one.getClientRects().length || onTile || one.tagName === 'title') continue;
    const colour = channels(one.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const [high, low] = [light(colour), light(behind(one))].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faint.push([node.data.trim().slice(0, 40), ratio]);
  }
  return faint;
}"""
"""Every piece of shown text with too little contrast to what is behind it."""

WRAPPED = """() => [...document.querySelectorAll('.grade, .graded')]
  .filter(one => one.getClientRects().length > 1).map(one => one.textContent)"""
"""Every grade that is broken over two lines."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a missing one is told in words
    except ImportError:
        pytest.fail("Playwright is not installed: pip install playwright (no browser download is needed).")
    if not CHROMIUM.exists():
        pytest.fail(f"There is no {CHROMIUM}: install Debian's package with `apt-get install chromium`.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def opened(browser: Browser, html: str, *, width: int = 1280, scheme: Any = "light") -> Page:  # noqa: ANN401 - Playwright's literal
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html)
    assert asked == []
    return page


def keep(page: Page, name: str) -> None:
    """Keep what the browser shows, where somebody asked for it."""
    if folder := os.environ.get("DIGEST_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def looks_right(page: Page) -> None:
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
    assert page.evaluate(FAINT) == []
    assert page.evaluate(WRAPPED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("made", WEEKS.values(), ids=WEEKS)
def test_a_week_fits_and_can_be_read(
    browser: Browser, made: Callable[[], Digest], width: int, scheme: str
) -> None:
    page = opened(browser, digest_html(made(), LONDON), width=width, scheme=scheme)
    keep(page, f"{made.__name__}-{width}-{scheme}")
    looks_right(page)
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_archive_fits_and_can_be_read(browser: Browser, width: int) -> None:
    for number, html in enumerate(archive_pages()):
        page = opened(browser, html, width=width)
        keep(page, f"archive-{number}-{width}")
        looks_right(page)
        page.close()


def test_links_at_a_glance_lead_to_their_stories(browser: Browser) -> None:
    page = opened(browser, digest_html(usual(), LONDON), width=390)
    page.get_by_role("link", name="Slough").first.click()
    assert page.evaluate("document.querySelector(':target h4').textContent.startsWith('Slough')")
    page.close()


def test_print_is_black_on_white_and_names_addresses(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, digest_html(usual(), LONDON), scheme="dark")
    page.pdf(path=tmp_path / "week.pdf", format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "week.pdf").read_bytes()))
    assert 2 <= pages <= 8
    page.emulate_media(media="print", color_scheme="light")
    keep(page, "usual-print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content") != "none"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_mail_that_arrives_fits_and_can_be_read(browser: Browser, width: int, scheme: str) -> None:
    page = opened(browser, mailed(usual()), width=width, scheme=scheme)
    keep(page, f"mail-{width}-{scheme}")
    looks_right(page)
    page.close()


def mailed(digest: Digest) -> str:
    """The HTML half of the digest's mail, as a mail server took it."""
    with MailServer() as server:
        settings = EmailSettings(
            host=server.host, port=server.port, security="none", sender="Ofsted Monitor <m@example.org>"
        )
        Mailbox("email:board@example.org", settings).send(
            DigestNotice(key="digest/x/2026-W46", digest=digest, zone=LONDON)
        )
        half = server.received[0].message.get_body(("html",))
    assert isinstance(half, EmailMessage)
    return str(half.get_content())


def test_the_checks_see_what_is_wrong(browser: Browser) -> None:
    page = opened(
        browser,
        "<p style='color: #888888'>faint</p><p style='width: 40px'><span class='grade'>two words</span></p>"
        "<p style='width: 3000px'>wide</p>",
    )
    assert [words for words, _ in page.evaluate(FAINT)] == ["faint"]
    assert page.evaluate(WRAPPED) == ["two words"]
    assert page.evaluate("document.documentElement.scrollWidth") > 3000
    page.close()
