"""Pages and mail bodies from templates: all escaped, nothing undefined, styles where mail needs them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.model import Digest
from monitor.tell import names, wording
from monitor.tell.alert import Alert
from monitor.tell.clean import plain
from monitor.tell.digest_parts import (
    EVERYTHING,
    NOT_COVERED,
    NOTHING_EXPECTED,
    Detail,
    DigestView,
    first_stories,
)
from monitor.tell.digest_view import digest_view
from monitor.tell.map import SIZE
from monitor.tell.notice import PlainNotice
from monitor.tell.plain_text import subject
from monitor.tell.shades import shade

_GLANCE_FROM = 5
"""A mail of more stories than these begins with a list of them."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.tell"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["listed"] = names.listed
    environment.filters["capital"] = names.capital
    environment.filters["quoted"] = wording.quoted
    environment.globals["shade"] = shade
    environment.globals["tile_size"] = SIZE
    environment.globals["nothing_expected"] = NOTHING_EXPECTED
    environment.globals["glance_from"] = _GLANCE_FROM
    environment.globals["not_covered"] = NOT_COVERED
    return environment


def digest_html(digest: Digest, zone: ZoneInfo) -> str:
    """One week as a page that needs nothing else: no script, no request, light and dark, print and phone."""
    return page("digest.html.j2", view=digest_view(digest, zone))


def page(template: str, **words: object) -> str:
    """A page from one of the templates."""
    return _environment().get_template(template).render(**words)


def alert_mail(alert: Alert) -> str:
    """An alert as the HTML half of a mail."""
    return _inlined(page("alert_mail.html.j2", alert=alert, title=alert.title))


def digest_mail(view: DigestView, detail: Detail = EVERYTHING) -> str:
    """A week as the HTML half of a mail."""
    shown = first_stories(view, detail.stories)
    left = view.stories - shown.stories
    return _inlined(page("digest_mail.html.j2", view=shown, left=left, title=view.title, detail=detail))


def plain_mail(notice: PlainNotice) -> str:
    """A notice to the people who look after the monitor, as the HTML half of a mail."""
    lines = [plain(line) for line in notice.lines]
    return _inlined(page("plain_mail.html.j2", title=subject(notice), lines=[line for line in lines if line]))


def _inlined(html: str) -> Markup:
    """The page with its styles on each element, and the `@media` rules kept for clients that know them."""
    import css_inline  # noqa: PLC0415 - only mail needs it

    inliner = css_inline.CSSInliner(keep_style_tags=True, keep_link_tags=False, load_remote_stylesheets=False)
    return Markup(inliner.inline(html))  # noqa: S704 - the template escaped it already
