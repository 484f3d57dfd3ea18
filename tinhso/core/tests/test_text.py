"""Vietnamese text: search form, dictionary order, names, and agreement with the database."""

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.text import fold, name_sort_key, nfc, sort_key, squeeze

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)
DICTIONARY = ["ba", "ba ba", "bà", "bà ba", "bả", "bã", "bá", "bạ", "ban", "băn", "bân", "đa", "e"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Giấy phép XÂY dựng", "giay phep xay dung"),
        ("Đồng Xoài", "dong xoai"),
        ("Bu\u0300 \u0110a\u0306ng", "bu dang"),
        ("", ""),
    ],
)
def test_fold_drops_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.django_db
def test_database_folds_as_python_does() -> None:
    text = LETTERS + LETTERS.upper() + " Phường Tân Phú, Chơn Thành 1.000-A"

    with connection.cursor() as cursor:
        cursor.execute("select tinhso_fold(%s)", [text])
        folded = cursor.fetchone()[0]

    assert folded == fold(text)


def test_sort_key_gives_dictionary_order() -> None:
    shuffled = random.Random(4).sample(DICTIONARY, len(DICTIONARY))  # noqa: S311

    assert sorted(shuffled, key=sort_key) == DICTIONARY


def test_decomposed_text_sorts_like_composed() -> None:
    assert sort_key("Bu\u0300 \u0110a\u0306ng") == sort_key("Bù Đăng")


def test_names_sort_by_given_name_first() -> None:
    names = ["Trần Văn Ánh", "Lê Thị Bình", "Nguyễn Văn An", "Nguyễn Thị An"]

    assert sorted(names, key=name_sort_key) == [
        "Nguyễn Thị An",
        "Nguyễn Văn An",
        "Trần Văn Ánh",
        "Lê Thị Bình",
    ]


def test_squeeze_gives_one_space_and_composed_letters() -> None:
    assert squeeze("  Nguyễn \t Thi\u0323  ") == nfc("Nguyễn Thị")
