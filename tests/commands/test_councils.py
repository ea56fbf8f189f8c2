from __future__ import annotations

import pytest

from tests.commands.support import CommandLine

KEYS = {
    "slug",
    "name",
    "official_name",
    "region",
    "type",
    "aliases",
    "trusts",
    "ofsted_urn",
    "dfe_code",
    "gss_code",
}


def test_all_councils_are_listed_with_every_key(cli: CommandLine) -> None:
    ran = cli("councils", "--format", "json")
    assert ran.code == 0
    assert len(ran.json) == 153
    assert all(one.keys() == KEYS for one in ran.json)
    assert len(cli("councils").out.splitlines()) == 154


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("reading", "reading"),
        ("READ", "reading"),
        ("Reading Borough Council", "reading"),
        ("Tower Hamlets", "tower-hamlets"),
        ("tower-hamlets", "tower-hamlets"),
        ("Yorkshire and the Humber", "leeds"),
        ("achieving for children", "richmond-upon-thames"),
    ],
)
def test_councils_are_found_by_name_alias_region_or_trust(cli: CommandLine, query: str, slug: str) -> None:
    ran = cli("councils", query, "--format", "json")
    assert slug in [one["slug"] for one in ran.json]
    assert len(ran.json) < 153


def test_a_query_of_several_words_needs_no_quotation_marks(cli: CommandLine) -> None:
    assert cli("councils", "tower", "hamlets").out == cli("councils", "tower hamlets").out


def test_the_table_names_the_trust_where_one_was_found(cli: CommandLine) -> None:
    assert "Achieving for Children" in cli("councils", "richmond").out


def test_nothing_found_is_a_hint_and_no_error(cli: CommandLine) -> None:
    ran = cli("councils", "Redding")
    assert (ran.code, ran.out) == (0, "")
    assert "Did you mean: Reading" in ran.err
    assert cli("councils", "%%%", "--format", "json").out == "[]\n"
