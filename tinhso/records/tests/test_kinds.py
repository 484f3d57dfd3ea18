"""The 29 kinds of administrative document (Decree 30/2020 art. 7)."""

from tinhso.records.rules import KINDS, find_kind, kind_named


def test_there_are_the_29_kinds_of_the_decree() -> None:
    assert len(KINDS) == 29
    assert len({kind.code for kind in KINDS}) == 29
    assert len({kind.name for kind in KINDS}) == 29


def test_abbreviations_are_unique_and_only_letters_have_none() -> None:
    named = [kind.abbreviation for kind in KINDS if kind.abbreviation]

    assert len(named) == len(set(named)) == 27
    assert [kind.name for kind in KINDS if not kind.abbreviation] == ["Công văn", "Thư công"]


def test_a_kind_is_found_by_code_and_by_name_without_accents() -> None:
    assert find_kind("QD") is kind_named("QUYET DINH") is kind_named("Quyết định")
    assert find_kind("XX") is None
    assert kind_named("Sắc lệnh") is None
