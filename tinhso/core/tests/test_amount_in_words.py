"""Amounts spelled out, as on receipts."""

import pytest

from tinhso.core.money import amount_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (16_000, "Mười sáu nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (8_000, "Tám nghìn đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (21_005, "Hai mươi mốt nghìn không trăm linh năm đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (2_000_000_010, "Hai tỷ không trăm mười đồng"),
        (55_111_444, "Năm mươi lăm triệu một trăm mười một nghìn bốn trăm bốn mươi bốn đồng"),
    ],
)
def test_amount_is_spelled_as_receipts_spell_it(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words
