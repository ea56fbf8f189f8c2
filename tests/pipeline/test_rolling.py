"""What a text seen again adds to what it said before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.pipeline.rolling import added, corrected, without

READING = "Inspectors said that Reading had made progress in its help for children since the last visit."
SLOUGH = "In Slough, inspectors found that too many children still wait too long for a social worker."
DEVON = "Devon was told that its leaders do not know enough about the children in their care."


@pytest.mark.parametrize(
    ("old", "new", "block"),
    [
        ([READING], [SLOUGH, READING], [SLOUGH]),
        ([READING], [READING, SLOUGH], [SLOUGH]),
        ([READING, SLOUGH], [READING, DEVON, SLOUGH], [DEVON]),
        (["Updated 3 November 2026", READING], ["Updated 9 November 2026", SLOUGH, READING], [SLOUGH]),
        (["3 November 2026", READING], [SLOUGH, "9 November 2026", READING], [SLOUGH]),
        ([READING, SLOUGH], [DEVON, READING], [DEVON]),
        ([READING, SLOUGH], [SLOUGH, DEVON], [DEVON]),
        ([READING, SLOUGH, "All letters are here."], [DEVON, READING, "All letters are here."], [DEVON]),
    ],
    ids=[
        "on top",
        "below",
        "between",
        "with a stamp",
        "with a date",
        "oldest dropped",
        "oldest dropped above",
        "over a footer",
    ],
)
def test_a_block_added_to_paragraphs_that_stand_is_found(
    old: list[str], new: list[str], block: list[str]
) -> None:
    assert added(["\n".join(old)], "\n".join(new)) == block


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([READING], [READING]),
        ([READING], [READING.replace("progress", "no progress")]),
        ([READING, SLOUGH], [READING]),
        ([READING], [DEVON]),
        ([], [DEVON]),
    ],
    ids=[
        "nothing changed",
        "a correction",
        "cut",
        "all other",
        "nothing before",
    ],
)
def test_where_the_old_paragraphs_do_not_stand_nothing_counts_as_added(
    old: list[str], new: list[str]
) -> None:
    assert not added(["\n".join(old)], "\n".join(new))


def test_blocks_that_were_told_are_not_looked_at_again() -> None:
    page = f"{DEVON}\n{SLOUGH}\n{READING}"
    assert without(page, [SLOUGH]) == f"{DEVON}\n{READING}"
    assert not added([DEVON, SLOUGH, READING], page)
    assert not added([DEVON, SLOUGH, READING], f"{READING}\n{SLOUGH}\n{DEVON}")


def test_a_correction_under_an_added_block_is_told_from_it() -> None:
    correction = READING.replace("progress", "no progress")
    page = f"{DEVON}\n{correction}\n{SLOUGH}"
    assert added([f"{READING}\n{SLOUGH}"], page) == [DEVON]
    assert corrected(f"{READING}\n{SLOUGH}", page) == f"{correction}\n{SLOUGH}"
    assert corrected(f"{READING}\n{SLOUGH}", f"{DEVON}\n{correction}") == f"{correction}\n{SLOUGH}"


paragraphs = st.lists(st.text(st.characters(exclude_characters="\n"), max_size=30), max_size=6)


@given(paragraphs, paragraphs)
def test_what_is_added_stands_in_the_new_text_and_not_in_the_old(old: list[str], new: list[str]) -> None:
    block = added(["\n".join(old)], "\n".join(new))
    before = {line.strip() for line in "\n".join(old).split("\n")}
    assert all(line in "\n".join(new) and line not in before for line in block)
