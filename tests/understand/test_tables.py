from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.understand import grades, lexicon
from monitor.understand.folding import fold_text
from monitor.understand.lexicon import LAYER, expand, phrases
from monitor.understand.tables import DATA, DataFileError, read_rows, read_toml


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    size: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    words: tuple[str, ...]


def test_rows_follow_their_schema(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,size,also\nx,1,p|q\ny,2,\n")
    assert read_rows("a.csv", Row, lists=("also",), folder=tmp_path) == (Row("x", 1, ("p", "q")), Row("y", 2))


def test_a_bad_row_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,size\nx,1\ny,many\n")
    with pytest.raises(DataFileError, match=r"a\.csv: line 3: .*size"):
        read_rows("a.csv", Row, folder=tmp_path)


@pytest.mark.parametrize(
    ("content", "told"), [("words = 3\n", r"\$\.words"), ("", "words"), ("words = [\n", "no valid TOML")]
)
def test_a_bad_toml_file_is_told_with_file_and_key(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(DataFileError, match=rf"a\.toml: .*{told}"):
        read_toml("a.toml", Tree, folder=tmp_path)


def test_a_pattern_stands_for_all_its_phrases() -> None:
    assert list(expand("(a|b) c( d|)")) == ["a c d", "a c", "b c d", "b c"]


def test_the_vocabulary_is_of_a_size_that_loads_quickly() -> None:
    assert 3_000 < len(phrases()) < 40_000


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted’s commissioner’s report: “Good” for children’s services, a year on, and so on.",
        "The commissioner's report, in the fourth, found children in need not well-served; SEND, or send.",
        "",
    ],
)
def test_the_first_text_is_read_with_fewer_phrases_and_the_same_result(text: str) -> None:
    folded = fold_text(text).text
    few = lexicon._possible(folded)
    assert len(few) < len(phrases()) / 4
    assert lexicon._whole_words(folded, lexicon._built(few)) == lexicon._whole_words(
        folded, lexicon._automaton()
    )


def test_every_phrase_is_folded_and_of_a_known_kind() -> None:
    for phrase, groups in phrases().items():
        assert phrase == " ".join(phrase.split())
        assert all(group.kind in LAYER for group in groups)


def test_a_framework_can_be_added_as_data(tmp_path: Path) -> None:
    text = (DATA / "frameworks.toml").read_text()
    text += (
        '\n[[framework]]\nslug = "families_2027"\nname = "children and families"\n'
        "since = 2027-04-01\noverall = false\n"
        'areas = ["leadership"]\ngrades = ["strong_standard"]\n[framework.merge]\n'
    )
    (tmp_path / "frameworks.toml").write_text(text)
    tree = read_toml("frameworks.toml", grades._Frameworks, folder=tmp_path)
    assert tree.framework[-1].slug == "families_2027"
