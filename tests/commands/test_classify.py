from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.support import CommandLine
from tests.support.world import READING, SCHOOL, SLOUGH

KEYS = ["id", "relevant", "findings", "mentioned"]
FINDING_KEYS = {
    "council",
    "council_name",
    "event",
    "visit_ordinal",
    "judgement",
    "areas",
    "previous_judgement",
    "direction",
    "confidence",
    "flags",
    "highlights",
    "also",
    "evidence",
}


def line(**case: object) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode() + b"\n"


def test_lines_come_back_in_their_order_with_every_key(cli: CommandLine) -> None:
    ran = cli(
        "classify",
        "--jsonl",
        stdin=line(id="s", title=SLOUGH[0], text=SLOUGH[1]) + b"\n" + line(id="x", text=SCHOOL[1]),
    )
    assert ran.code == 0
    slough, school = ran.lines
    assert (list(slough), list(school)) == (KEYS, KEYS)
    assert school == {"id": "x", "relevant": False, "findings": [], "mentioned": school["mentioned"]}
    (finding,) = slough["findings"]
    assert finding.keys() == FINDING_KEYS
    assert (finding["council"], finding["event"], finding["visit_ordinal"]) == (
        "slough",
        "monitoring_visit",
        3,
    )
    for proof in finding["evidence"]:
        place = SLOUGH[0] if proof["in"] == "title" else SLOUGH[1]
        assert place[proof["start"] : proof["end"]] == proof["quote"]


@pytest.mark.parametrize(
    ("bad", "identifier", "word"),
    [
        (b"no JSON\n", None, "JSON"),
        (b"[1, 2]\n", None, "object"),
        (line(text="A text."), None, "`id`"),
        (line(id=7, text="A text."), 7, "`id`"),
        (line(id="a"), "a", "`text`"),
        (line(id="a", text=None), "a", "`text`"),
        (line(id="a", text="A text.", title=3), "a", "`title`"),
        (b'{"id": "a", "text": "\xff\xfe"}\n', None, ""),
        (b'{"id": "a", "text": "\\ud800"}\n', None, ""),
    ],
)
def test_a_bad_line_has_its_error_in_its_place(
    cli: CommandLine, bad: bytes, identifier: object, word: str
) -> None:
    good = line(id="good", text=READING[1])
    ran = cli("classify", "--jsonl", "-", stdin=good + bad + good)
    assert ran.code == 2
    first, wrong, last = ran.lines
    assert first == last
    assert wrong.keys() == {"id", "error"}
    assert wrong["id"] == identifier
    assert word in wrong["error"]
    assert "1 of 3 lines could not be read" in ran.err


@pytest.mark.parametrize("nothing", [b"", b"\n", b"  \n\t\r\n"])
@pytest.mark.parametrize("arguments", [("--jsonl",), (), ("-",)])
def test_nothing_to_read_is_a_mistake(cli: CommandLine, nothing: bytes, arguments: tuple[str, ...]) -> None:
    ran = cli("classify", *arguments, stdin=nothing)
    assert ran.code == 2
    assert ran.out == ""
    assert "nothing to read" in ran.err


def test_files_as_json_are_one_array_named_after_the_files(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "reading.txt").write_text(READING[1], encoding="utf-8")
    (tmp_path / "school.txt").write_text(SCHOOL[1], encoding="utf-8")
    ran = cli("classify", "reading.txt", str(tmp_path / "school.txt"), "--format", "json")
    assert ran.code == 0
    assert [(one["id"], one["relevant"]) for one in ran.json] == [
        ("reading.txt", True),
        ("school.txt", False),
    ]
    assert [list(one) for one in ran.json] == [KEYS, KEYS]


def test_standard_input_is_a_file_called_dash(cli: CommandLine) -> None:
    ran = cli("classify", "-", "--format", "json", stdin=READING[1].encode())
    assert [one["id"] for one in ran.json] == ["-"]


def test_of_a_page_the_visible_text_counts_and_is_returned(cli: CommandLine, tmp_path: Path) -> None:
    page = f"<html><body><p>{READING[1]}</p><script>Slough</script></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (answer,) = cli("classify", "page.html", "--format", "json").json
    assert list(answer) == [*KEYS, "plain"]
    assert READING[1] in answer["plain"]
    assert answer["mentioned"] == []
    for proof in answer["findings"][0]["evidence"]:
        assert answer["plain"][proof["start"] : proof["end"]] == proof["quote"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_read_in_the_encodings_that_people_save(
    cli: CommandLine, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "text.txt").write_bytes(READING[1].encode(encoding))
    ran = cli("classify", "text.txt", "--format", "json")
    assert ran.code == 0
    assert ran.json[0]["findings"][0]["judgement"] == "requires_improvement"
    assert "’" in json.dumps(ran.json, ensure_ascii=False)


def test_a_file_that_cannot_be_read_holds_up_no_other(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(READING[1], encoding="utf-8")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    (tmp_path / "empty.txt").touch()
    files = ("picture.jpg", "missing.txt", "empty.txt", ".", "text.txt")
    ran = cli("classify", *files, "--format", "json")
    assert ran.code == 2
    assert [one["id"] for one in ran.json] == ["picture.jpg", "missing.txt", "empty.txt", ".", "text.txt"]
    assert ["error" in one for one in ran.json] == [True, True, True, True, False]
    told = cli("classify", *files)
    assert told.code == 2
    assert told.out.startswith("text.txt: ")
    for words in ("picture.jpg is no text", "missing.txt cannot be read", "empty.txt is empty"):
        assert words in told.err


def test_the_page_for_people_shows_outcome_reasons_and_proofs(cli: CommandLine) -> None:
    ran = cli("classify", "-", stdin=READING[1].encode())
    assert ran.code == 0
    assert "Reading: inspection" in ran.out
    assert "judgement            requires improvement" in ran.out
    assert "Why:" in ran.out
    assert "⟦" in ran.out
    assert "(judgement" in ran.out


def test_the_page_of_another_beat_gives_the_reason_and_no_text(cli: CommandLine) -> None:
    ran = cli("classify", "-", stdin=SCHOOL[1].encode())
    assert ran.out.startswith("-: not news of this beat\n")
    assert "Why:\n  " in ran.out
    assert "⟦" not in ran.out


def test_classify_needs_neither_config_nor_state(cli: CommandLine, tmp_path: Path) -> None:
    cli("classify", "-", stdin=b"A text.")
    assert list(tmp_path.iterdir()) == []
