"""Completeness of the legal parts, and what a query means."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.text import fold
from tinhso.procedures.rules import (
    asks_follow_up,
    changed_parts,
    is_announced,
    is_follow_up,
    missing_parts,
    phrases_of,
    search_words,
)
from tinhso.procedures.tests.factories import make_content


def test_complete_procedure_lacks_nothing() -> None:
    assert missing_parts(make_content()) == []


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("steps_text", {"steps_text": []}),
        ("ways", {"ways": []}),
        ("papers", {"papers": []}),
        ("papers", {"sets_of_papers": 0}),
        ("time_limit", {"ways": [{"channel": "COUNTER", "time_limit": None, "fee_vnd": 0}]}),
        ("subjects", {"subjects": None}),
        ("deciding_agency", {"deciding_agency": None}),
        (
            "deciding_agency",
            {
                "deciding_agency": {
                    "kind": "DEPARTMENT",
                    "tier": "PROVINCE",
                    "department_short_name": None,
                }
            },
        ),
        ("form", {"form": {"properties": {}}}),
        ("result", {"result": None}),
        ("conditions", {"missing_parts": ["conditions"]}),
    ],
)
def test_missing_part_is_named(part: str, changes: dict[str, Any]) -> None:
    assert part in missing_parts(make_content(**changes))


def test_part_missing_and_declared_is_named_once() -> None:
    assert missing_parts(make_content(result=None, missing_parts=["result"])) == ["result"]


def test_announcing_decision_is_no_part_but_known_or_not() -> None:
    unknown = make_content(announced_by={"number": None}, missing_parts=["announced_by"])

    assert missing_parts(unknown) == []
    assert not is_announced(unknown)
    assert is_announced(make_content())


def test_changed_parts_are_named() -> None:
    before = make_content()
    after = make_content(cut_off="16:00")
    del before["result"]

    assert changed_parts(before, after) == ["cut_off", "result"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Khai Sinh", "khai sinh"),
        ("  khai   sinh!! ", "khai sinh"),
        ("tôi muốn làm giấy khai sinh ở đâu", "lam giay khai sinh"),
        ("giaays khai sinh", "giay khai sinh"),
        ("giasy khai sinh", "giay khai sinh"),
        ("lamf giaays keets hoon", "lam giay ket hon"),
        ("xaay nhaf", "xay nha"),
        ("dduwowngf", "duong"),
        ("sổ đỏ", "so do"),
        ("how to register a birth", "register a birth"),
        ("business licence", "business licence"),
        ("thế nào", "the nao"),
        ("1.001193", "1.001193"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_query_means_its_words(query: str, words: str) -> None:
    assert search_words(query) == words


@given(st.text(max_size=200))
def test_accents_case_and_form_never_change_the_words(query: str) -> None:
    words = search_words(query)

    assert search_words(fold(query)) == words
    assert search_words(unicodedata.normalize("NFD", query)) == words
    assert search_words(words) in {words, search_words(words)}


def test_every_source_of_words_becomes_a_phrase() -> None:
    phrases = {(phrase.kind, phrase.text) for phrase in phrases_of(make_content())}

    assert ("EVERYDAY", "khai sinh cho be") in phrases
    assert ("NAME", "birth registration") in phrases
    assert ("NAME", "1.001193") in phrases
    assert ("PAPER", "giay chung sinh") in phrases


def test_phrase_said_twice_is_kept_once_as_its_strongest_kind() -> None:
    content = make_content(everyday_words=["Đăng ký khai sinh", "dang ky khai sinh"])

    kinds = [p.kind for p in phrases_of(content) if p.text == "dang ky khai sinh"]

    assert kinds == ["EVERYDAY"]


def test_follow_up_is_known_by_its_name_and_asked_for_by_words() -> None:
    assert is_follow_up("Gia hạn giấy phép xây dựng")
    assert not is_follow_up("Đăng ký khai sinh")
    assert asks_follow_up("lam lai giay khai sinh")
    assert not asks_follow_up("giay khai sinh")
