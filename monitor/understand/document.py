"""A text made ready to be understood: sentences with their phrases, their councils and whose voice it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from monitor.understand.folding import fold_text, lower
from monitor.understand.lexicon import Mark, find_marks
from monitor.understand.names import Mention, find_mentions
from monitor.understand.passage import Passage, Place, Sentence, Voice, by_kind
from monitor.understand.sentences import split_sentences

_OPENS = re.compile('[“"]')
_CLOSES = re.compile('[”"\n]')
_SPEECH = 40
"""A quotation at least this long is speech; a shorter one is a word or two held up."""
_HEADING = 70


def _straight(text: str) -> str:
    """Straight quotes for curly ones; chained replacements are faster than a translation table."""
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\xa0", " ")


class Document(Struct, frozen=True):
    """Title and text of one article, cut and marked."""

    title: str
    text: str
    published: date | None
    sentences: Passage
    story: Passage
    """The sentences without the page's furniture."""
    lead: Passage
    """Title and first three sentences: what the news is."""
    titles: Passage
    """The sentences of the headline."""
    head: Passage
    """The headline and the first sentence of the text."""


def read_document(title: str, text: str, published: date | None) -> Document:
    """Cut and mark an article."""
    sentences = [*_read_place(title, "title", published), *_read_place(text, "text", published)]
    _find_furniture(sentences)
    _find_voices(sentences)
    return make_document(title, text, published, sentences)


def make_document(title: str, text: str, published: date | None, sentences: Iterable[Sentence]) -> Document:
    """An article, or a part of one, from its sentences."""
    whole = Passage(sentences)
    furnished = any(sentence.furniture for sentence in whole)
    story = Passage(sentence for sentence in whole if not sentence.furniture) if furnished else whole
    titles = Passage([sentence for sentence in story if sentence.place == "title"])
    opening = [sentence for sentence in story if sentence.place == "text"][:3]
    return Document(
        title=title,
        text=text,
        published=published,
        sentences=whole,
        story=story,
        lead=Passage([*titles, *opening]),
        titles=titles,
        head=Passage([*titles, *opening[:1]]),
    )


def _read_place(raw: str, place: Place, published: date | None) -> list[Sentence]:
    if not raw.strip():
        return []
    folded = fold_text(raw)
    marks = find_marks(folded)
    mentions = find_mentions(folded, published)
    low = _straight(lower(raw))
    sentences = [
        Sentence(
            place,
            span.start,
            span.end,
            span.paragraph,
            raw[span.start : span.end],
            low[span.start : span.end],
        )
        for span in split_sentences(raw)
    ]
    _hand_out(sentences, marks, mentions)
    if place == "text":
        _find_speech(sentences, raw)
        _find_headings(sentences)
    return sentences


def _hand_out(sentences: list[Sentence], marks: list[Mark], mentions: list[Mention]) -> None:
    """Gives each sentence the marks and mentions that begin in it; all are in the order of the text."""
    if not sentences:
        return
    following = iter(sentences)
    home, last = next(following), sentences[-1]
    own, kinds, end = home.marks, home.kinds, home.end
    for mark in marks:
        while mark.start >= end and home is not last:
            home = next(following)
            own, kinds, end = home.marks, home.kinds, home.end
        own.append(mark)
        if (kind := mark.kind) in kinds:
            kinds[kind].append(mark)
        else:
            kinds[kind] = [mark]
    for sentence in sentences:
        if "break" in sentence.kinds and sentence.has("break", "strong"):
            sentence.marks = [mark for mark in sentence.marks if not _is_inserted(sentence, mark)]
            sentence.kinds = by_kind(sentence.marks)
    starts = [sentence.start for sentence in sentences]
    for mention in mentions:
        sentences[max(0, bisect_left(starts, mention.start + 1) - 1)].mentions.append(mention)


def _is_inserted(sentence: Sentence, mark: Mark) -> bool:
    """Whether "however" only stands between commas: it then parts no clauses."""
    if mark.kind != "break" or mark.value != "strong" or sentence.between(mark.end, mark.end + 1) not in ",.":
        return False
    return sentence.between(mark.start - 2, mark.start) == ", "


def _find_speech(sentences: list[Sentence], raw: str) -> None:
    """Notes for each sentence which stretches of it are quoted speech."""
    spans: list[tuple[int, int]] = []
    opens = _OPENS.search(raw)
    while opens:
        closes = _CLOSES.search(raw, opens.end())
        start, end = opens.start(), closes.start() if closes else len(raw)
        if end - start >= _SPEECH or not closes:
            spans.append((start, end))
        opens = _OPENS.search(raw, closes.end()) if closes else None
    position = 0
    for sentence in sentences if spans else ():
        while position < len(spans) and spans[position][1] <= sentence.start:
            position += 1
        inside = []
        for start, end in spans[position:]:
            if start >= sentence.end:
                break
            inside.append((max(start, sentence.start), min(end, sentence.end)))
        sentence.speech = tuple(inside)


def _find_headings(sentences: list[Sentence]) -> None:
    counts: dict[int, int] = {}
    for sentence in sentences:
        counts[sentence.paragraph] = counts.get(sentence.paragraph, 0) + 1
    for sentence in sentences:
        alone = counts[sentence.paragraph] == 1
        sentence.heading = alone and len(sentence.raw) <= _HEADING and sentence.raw[-1] not in '.!?…:;,”"'


def _find_furniture(sentences: list[Sentence]) -> None:
    """Marks links, captions and adverts, and the lines of a list that such a line opens."""
    lines: dict[int, bool] = {}
    listing = False
    for sentence in sentences:
        if sentence.place == "title":
            continue
        if sentence.paragraph not in lines:
            opens = any(m.start - sentence.start <= 2 for m in sentence.of("furniture"))  # noqa: PLR2004 - a bullet and a blank
            lines[sentence.paragraph] = opens or (listing and sentence.raw[-1] not in '.!"”')
            listing = (opens and len(sentence.raw) <= _HEADING) or (listing and lines[sentence.paragraph])
        sentence.furniture = lines[sentence.paragraph]


def _find_voices(sentences: list[Sentence]) -> None:
    """Gives each sentence with speech its speaker: named in it, in its paragraph, or before."""
    by_paragraph: dict[int, Voice] = {}
    told = [(sentence, _own_voice(sentence)) for sentence in sentences if sentence.place == "text"]
    for sentence, own in told:
        if own:
            by_paragraph.setdefault(sentence.paragraph, own)
    last: Voice = "narrator"
    for sentence, own in told:
        if sentence.speech:
            sentence.voice = own or by_paragraph.get(sentence.paragraph) or last
        last = own or last


def _own_voice(sentence: Sentence) -> Voice | None:
    """Who is named as speaking in a sentence, outside what is quoted; a person beats an inspector."""
    voices = [m.value for m in sentence.of("voice") if not sentence.spoken(m.start)]
    if "council" in voices:
        return "council"
    return "inspectors" if "inspectors" in voices else None
