"""Symbols and notations of outgoing documents."""

import pytest

from tinhso.records.rules import agency_symbol, get_kind, notation_suffix


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("UBND tỉnh Bình Phước", "UBND"),
        ("Ủy ban nhân dân phường Tân Phú", "UBND"),
        ("Sở Tư pháp", "STP"),
        ("Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("Văn phòng UBND tỉnh", "VPUBND"),
    ],
)
def test_an_agency_has_a_symbol(name: str, symbol: str) -> None:
    assert agency_symbol(name) == symbol


def test_letters_name_the_drafting_unit_and_others_their_kind() -> None:
    assert notation_suffix(get_kind("QD"), "UBND", "KGVX") == "QĐ-UBND"
    assert notation_suffix(get_kind("CV"), "UBND", "KGVX") == "UBND-KGVX"
    assert notation_suffix(get_kind("CV"), "STP") == "STP"
