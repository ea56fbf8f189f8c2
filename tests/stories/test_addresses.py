from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.addresses import canonical_url, host_of, official

_PLAIN = "https://example.test/news/council-rated-good"


@pytest.mark.parametrize(
    "written",
    [
        "http://example.test/news/council-rated-good",
        "HTTPS://WWW.Example.TEST/news/council-rated-good/",
        "https://example.test:443/news/council-rated-good#comments",
        "https://example.test/news/council-rated-good?utm_source=rss&#038;utm_medium=rss",
        "https://example.test/news/council-rated-good?at_medium=RSS&amp;at_campaign=rss&fbclid=x&gclid=y&oc=5",
        " \n https://user:secret@example.test./news/council-rated-good \t",
        "https://example.test/news/council%2Drated-good",
    ],
)
def test_accidents_of_writing_do_not_make_another_address(written: str) -> None:
    assert canonical_url(written) == _PLAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.test/news/1", "https://example.test/news/2"),
        ("https://example.test/?p=1", "https://example.test/?p=2"),
        ("https://example.test/News", "https://example.test/news"),
        ("https://example.test/news", "https://other.test/news"),
        ("https://example.test/a%2Fb", "https://example.test/a/b"),
        ("https://example.test:8080/news", "https://example.test/news"),
        ("https://example.test/?a=1&copy=2", "https://example.test/?a=1&copy=3"),
    ],
)
def test_what_may_be_another_page_stays_another_address(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.test/x?b=2&a=1", "https://example.test/x?a=1&b=2"),
        ("https://example.test/council’s-news", "https://example.test/council%E2%80%99s-news"),
        ("https://example.test/council%e2%80%99s-news", "https://example.test/council%E2%80%99s-news"),
        ("https://example.test", "http://www.example.test/"),
    ],
)
def test_two_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    "text", ["", "  ", "not an address", "mailto:a@example.test", "http://[broken", "//"]
)
def test_what_is_no_web_address_comes_back_trimmed(text: str) -> None:
    assert canonical_url(text) == text.strip()


_ADDRESS_LIKE = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(
        ["http://", "https://", "HTTP://www.", "//", "https://user@", "http://[::1]", "tag:", ""]
    ),
    st.sampled_from(["example.test", "www.www.Example.test.", "exämple.test:80", "a:99999", "x:y"])
    | st.text(),
    st.text(alphabet="/ab%2F45&;#?.~ é\n", max_size=20),
    st.sampled_from(["", "?", "?p=1&&amp;", "?utm_x=1&b=%zz%41", "?&#38;amp;a"]) | st.text(max_size=10),
    st.sampled_from(["", "#", "#x?y"]),
)


@given(st.text() | _ADDRESS_LIKE)
def test_any_text_has_a_canonical_form_that_is_its_own(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once


@given(st.text() | _ADDRESS_LIKE)
def test_scheme_www_and_trailing_slash_never_matter(text: str) -> None:
    path = canonical_url(f"https://example.test/{text}").removeprefix("https://example.test")
    assert canonical_url(f"http://www.example.test/{text}").removeprefix("https://example.test") == path


@given(st.text() | _ADDRESS_LIKE)
def test_asking_for_a_host_never_fails(text: str) -> None:
    assert isinstance(host_of(text), str)
    assert isinstance(official(text), bool)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.gov.uk/government/news/x", True),
        ("https://reports.ofsted.gov.uk/provider/44/80450", True),
        ("https://files.ofsted.gov.uk/v1/file/50260648", True),
        ("https://socialcareinspection.blog.gov.uk/2026/01/01/x", True),
        ("https://assets.publishing.service.gov.uk/x.pdf", True),
        ("https://www.reading.gov.uk/news/1", False),
        ("https://democracy.reading.gov.uk/ofsted.gov.uk", False),
        ("https://gov.uk.example.test/ofsted.gov.uk", False),
        ("https://fakeofsted.gov.uk.example.test/", False),
        ("https://notofsted.gov.uk/", False),
        ("", False),
    ],
)
def test_ofsted_and_the_government_are_official_and_a_council_is_not(url: str, *, expected: bool) -> None:
    assert official(url) is expected
