import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.visible import is_html, visible_text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a < b and c > d", False),
        ("<p>x</p>", True),
        ("x<br>y", True),
        ("plain", False),
        ("<3 <not a tag>", False),
    ],
)
def test_html_is_known_by_its_tags(text: str, marked: bool) -> None:
    assert is_html(text) is marked


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Head</h1><p>One\n two</p><p>Three</p>", "Head\nOne two\nThree"),
        ("<p>a<script>evil()</script>b</p>", "ab"),
        ("<ul><li>x</li><li>y</li></ul>", "x\ny"),
        ("<p>fish &amp; chips</p>", "fish & chips"),
        ("<!-- hidden --><p>shown</p>", "shown"),
        ("<p></p>", ""),
    ],
)
def test_what_a_reader_sees(html: str, text: str) -> None:
    assert visible_text(html) == text


def test_deep_nesting_is_no_trap() -> None:
    assert "x" in visible_text("<div>" * 3_000 + "x" + "</div>" * 3_000)


@given(st.text(st.sampled_from("<>/pdivbr =\"'&;!-a\x00\n"), max_size=200))
def test_any_markup_is_answered(html: str) -> None:
    visible_text(html)
