from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import httpx
import pytest

from monitor.demo.newsroom import OPENING, Newsroom


def feed(newsroom: Newsroom, name: str, council: str = "") -> str:
    addresses = {sample.name: sample.url for sample in newsroom.feeds()}
    return addresses[name].replace("{council}", quote(council))


def validators(answer: httpx.Response) -> Mapping[str, str]:
    return {
        "If-None-Match": answer.headers["ETag"],
        "If-Modified-Since": answer.headers["Last-Modified"],
    }


def test_every_feed_answers(newsroom: Newsroom, browser: httpx.Client) -> None:
    for sample in newsroom.feeds():
        assert browser.get(sample.url.replace("{council}", "Slough")).status_code == 200


def test_who_holds_the_newest_copy_is_told_so_without_a_body(
    newsroom: Newsroom, browser: httpx.Client
) -> None:
    for sample in newsroom.feeds():
        url = sample.url.replace("{council}", "Slough")
        again = browser.get(url, headers=validators(browser.get(url)))
        assert (again.status_code, again.content) == (304, b"")
    assert newsroom.unmodified == len(newsroom.feeds())


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("If-None-Match", "*", 304),
        ("If-None-Match", '"something else"', 200),
        ("If-Modified-Since", "Sat, 21 Nov 2026 00:00:00 GMT", 304),
        ("If-Modified-Since", "Sat, 21 Nov 2026 00:00:00", 304),
        ("If-Modified-Since", "Sun, 01 Nov 2026 00:00:00 GMT", 200),
        ("If-Modified-Since", "yesterday", 200),
    ],
)
def test_a_validator_counts_when_it_is_one(
    newsroom: Newsroom, browser: httpx.Client, header: str, value: str, status: int
) -> None:
    assert browser.get(feed(newsroom, "Care Weekly"), headers={header: value}).status_code == status


def test_a_weak_copy_of_the_tag_counts_among_others(newsroom: Newsroom, browser: httpx.Client) -> None:
    tag = browser.get(feed(newsroom, "Care Weekly")).headers["ETag"]
    tags = {"If-None-Match": f'"older", W/{tag}'}
    assert browser.get(feed(newsroom, "Care Weekly"), headers=tags).status_code == 304


def test_the_tag_counts_before_the_date(newsroom: Newsroom, browser: httpx.Client) -> None:
    both = {"If-None-Match": '"older"', "If-Modified-Since": "Sat, 21 Nov 2026 00:00:00 GMT"}
    assert browser.get(feed(newsroom, "Care Weekly"), headers=both).status_code == 200


def test_a_head_request_brings_the_length_and_no_body(newsroom: Newsroom, browser: httpx.Client) -> None:
    head = browser.head(feed(newsroom, "Care Weekly"))
    assert head.content == b""
    assert int(head.headers["Content-Length"]) == len(browser.get(feed(newsroom, "Care Weekly")).content)


def test_robots_may_read_everything_and_an_unknown_page_is_missing(
    newsroom: Newsroom, browser: httpx.Client
) -> None:
    assert browser.get(newsroom.url + "/robots.txt").text == "User-agent: *\nDisallow:\n"
    missing = browser.get(newsroom.url + "/care-weekly/no-such-page/")
    assert missing.status_code == 404
    assert "ETag" not in missing.headers


def test_an_outlets_home_says_where_its_feed_is(newsroom: Newsroom, browser: httpx.Client) -> None:
    home = browser.get(newsroom.url + "/town-hall-law/").text
    assert feed(newsroom, "Town Hall Law").replace("&", "&amp;") in home


def test_a_correction_changes_the_feed_and_the_page_that_held_the_mistake_and_no_others(
    newsroom: Newsroom, browser: httpx.Client
) -> None:
    before = {name: browser.get(feed(newsroom, name)) for name in ("Care Weekly", "Town Hall Law")}
    assert "Care leavers: good" in before["Care Weekly"].text

    assert newsroom.publish_correction() > OPENING

    corrected = browser.get(feed(newsroom, "Care Weekly"), headers=validators(before["Care Weekly"]))
    assert corrected.status_code == 200
    assert "Care leavers: requires improvement" in corrected.text
    assert "Correction, 20 November" in corrected.text
    assert corrected.headers["Last-Modified"] != before["Care Weekly"].headers["Last-Modified"]
    untouched = browser.get(feed(newsroom, "Town Hall Law"), headers=validators(before["Town Hall Law"]))
    assert untouched.status_code == 304


def test_a_corrected_article_keeps_its_address(newsroom: Newsroom, browser: httpx.Client) -> None:
    address = newsroom.url + (
        "/care-weekly/2026/11/17/shropshires-leaders-graded-outstanding-in-report-without-an-overall-verdict/"
    )
    first = browser.get(address)
    newsroom.publish_correction()
    second = browser.get(address)
    assert first.headers["ETag"] != second.headers["ETag"]
    assert ("Correction" in first.text, "Correction" in second.text) == (False, True)


def test_more_coverage_is_found_by_the_search_alone(newsroom: Newsroom, browser: httpx.Client) -> None:
    url = feed(newsroom, "News search", "Reading")
    before = browser.get(url)
    assert "much surer" not in before.text

    newsroom.publish_more()

    assert "much surer" in browser.get(url, headers=validators(before)).text


def test_the_search_finds_whole_words_only_and_nothing_for_nothing(
    newsroom: Newsroom, browser: httpx.Client
) -> None:
    assert "Bury" in browser.get(feed(newsroom, "News search", "Bury")).text
    assert "<item>" not in browser.get(feed(newsroom, "News search", "Bur")).text
    assert "<item>" not in browser.get(newsroom.url + "/search/rss").text


def test_requests_are_counted_by_path(newsroom: Newsroom, browser: httpx.Client) -> None:
    for council in ("Reading", "Slough"):
        browser.get(feed(newsroom, "News search", council))
    browser.get(newsroom.url + "/nothing")
    assert newsroom.asked == {"/search/rss": 2, "/nothing": 1}
    assert newsroom.requests == 3


def test_a_closed_newsroom_answers_no_more(browser: httpx.Client) -> None:
    with Newsroom() as newsroom:
        url = newsroom.url
    with pytest.raises(httpx.ConnectError):
        browser.get(url)


def test_two_newsrooms_stand_side_by_side(browser: httpx.Client) -> None:
    with Newsroom() as one, Newsroom() as other:
        other.publish_correction()
        assert one.url != other.url
        assert "Correction, 20 November" not in browser.get(feed(one, "Care Weekly")).text
