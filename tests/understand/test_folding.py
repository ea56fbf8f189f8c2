from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.folding import fold_text
from monitor.understand.sentences import LONGEST, split_sentences

TEXT = st.text(st.characters() | st.sampled_from("“”‘’'\" \n.?!-–aA\xa0\u200bİ"), max_size=200)


@given(TEXT)
def test_every_folded_letter_leads_back_to_its_raw_one(raw: str) -> None:
    folded = fold_text(raw)
    for position, letter in enumerate(folded.text):
        origin = raw[folded.origin(position)]
        assert letter in {origin, origin.lower(), " ", "'", "-", "\n"}


@given(TEXT)
def test_a_text_without_quotes_and_double_blanks_keeps_its_length(raw: str) -> None:
    plain = " ".join("".join(c for c in raw if c.isalnum() or c == " ").split())
    assert len(fold_text(plain).text) == len(plain)


def test_quotes_vanish_and_apostrophes_stay() -> None:
    assert (
        fold_text("‘Good’, said the “council’s”  leaders’ team").text
        == "good, said the council's leaders team"
    )
    assert fold_text("looked-after – children").text == "looked after – children"


@given(TEXT)
def test_sentences_cover_everything_but_blanks_in_order(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for span in spans:
        assert not text[position : span.start].strip()
        assert span.start < span.end
        assert span.end - span.start <= LONGEST
        position = span.end
    assert not text[position:].strip()


def test_sentences_end_at_stops_and_not_at_abbreviations() -> None:
    text = "Mr. Brown of St. Ives spoke. “It is good.” He left!\nA heading\nNo. 3 is £3.5m."
    assert [text[s.start : s.end] for s in split_sentences(text)] == [
        "Mr. Brown of St. Ives spoke.",
        "“It is good.”",
        "He left!",
        "A heading",
        "No. 3 is £3.5m.",
    ]


def test_a_text_without_stops_is_cut() -> None:
    assert all(s.end - s.start <= LONGEST for s in split_sentences("word " * 5_000))
