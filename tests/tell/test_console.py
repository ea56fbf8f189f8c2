"""The terminal, and files in its place."""

from __future__ import annotations

import io

import pytest

from monitor.errors import DeliveryError, LookupUnavailableError, SendOutcome
from monitor.model import RevisionKind
from monitor.tell.console import Terminal
from monitor.tell.notice import PlainNotice
from tests.tell.samples import FOUR_AREAS, NOON, correction, coverage, digest_notice, notice, story


class Screen(io.StringIO):
    """A terminal as far as a program can tell."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    for variable, value in (("TERM", "xterm"), ("COLUMNS", "72")):
        monkeypatch.setenv(variable, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Screen()


def printed(told: object, output: io.StringIO | None = None) -> str:
    output = output or io.StringIO()
    Terminal(output=output).send(told)  # type: ignore[arg-type] # any kind of notice
    return output.getvalue()


def test_an_alert_reads_as_council_outcome_quote_and_links() -> None:
    text = printed(notice(story(areas=FOUR_AREAS)))

    lines = text.splitlines()
    assert lines[0] == "Reading: requires improvement, up from inadequate"
    order = (
        "What happened",
        "Before: Inadequate",
        "Direction: Improved",
        "Leadership",
        "Inspectors now rate",
        "Strength",
        "Concern",
        "https://courier.example/news/1",
        "Story reading-2026-11-a3f",
    )
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "\x1b" not in text


def test_a_correction_quotes_both_accounts() -> None:
    revision = correction()
    told = notice(revision.story, kind=RevisionKind.CORRECTION, before=revision.before)

    text = " ".join(printed(told).split())

    assert "now requires improvement; said before: inadequate" not in text, (
        "this destination was told nothing wrong"
    )


def test_a_screen_gets_a_framed_alert_within_its_width(screen: Screen) -> None:
    text = printed(notice(story(areas=FOUR_AREAS)), screen)

    assert "╭" in text
    assert "Reading: requires improvement" in text


def test_text_from_outside_cannot_drive_the_terminal(screen: Screen) -> None:
    bad = "\x1b]0;owned\x07\x9b31m[bold red]\u202eevil[/bold red]"
    told = story(quote=bad, coverage=(coverage(title=bad, publisher=bad),))

    for output in (screen, io.StringIO()):
        text = printed(notice(told), output)
        assert "\x1b]0;owned" not in text
        assert "\x07" not in text
        assert "\x9b" not in text
        assert "\u202e" not in text
        assert "[bold red]" in text


def test_an_old_encoding_gets_question_marks_instead_of_a_crash() -> None:
    raw = io.BytesIO()
    output = io.TextIOWrapper(raw, encoding="ascii")

    Terminal(output=output).send(notice())

    assert b"council?s services" in raw.getvalue()


def test_a_week_is_summed_up(screen: Screen) -> None:
    for output in (screen, io.StringIO()):
        text = printed(digest_notice(), output)
        for words in (
            "Ofsted digest for Berkshire improvement",
            "Your councils",
            "No news: Wokingham and West Berkshire.",
        ):
            assert words in text


def test_a_word_to_the_admin_is_printed(screen: Screen) -> None:
    told = PlainNotice(key="admin/1", subject="A source is failing", lines=("Borough Post: no answer",))

    for output in (screen, io.StringIO()):
        assert "Borough Post: no answer" in printed(told, output)


def test_a_closed_output_is_a_failed_delivery() -> None:
    output = io.StringIO()
    output.close()

    with pytest.raises(DeliveryError) as caught:
        Terminal(output=output).send(notice())

    assert caught.value.outcome is SendOutcome.NOT_SENT


def test_standard_output_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().send(notice())

    assert "Reading: requires improvement" in capsys.readouterr().out


def test_what_was_printed_stays_and_is_not_looked_up() -> None:
    output = io.StringIO()
    terminal = Terminal(output=output)
    receipt = terminal.send(notice())
    before = output.getvalue()

    terminal.refresh(notice(), receipt)

    assert output.getvalue() == before
    assert terminal.check() == ()
    with pytest.raises(LookupUnavailableError):
        terminal.find(notice(), since=NOON)
