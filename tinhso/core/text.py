"""Vietnamese text: one Unicode form, search without accents, dictionary order, names."""

import unicodedata
from collections.abc import Iterator, Mapping

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}


def nfc(text: str) -> str:
    """Give the composed form, the only one the platform stores."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Give the lower-case text without accents, as ``tinhso_fold`` does in the database.

    >>> fold("Giấy phép Đồng Xoài")
    'giay phep dong xoai'
    """
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", nfc(text).lower())
        if not unicodedata.combining(letter)
    )
    return nfc(bare.replace("đ", "d"))


def squeeze(text: str) -> str:
    """Give the composed text without surrounding or doubled spaces."""
    return " ".join(nfc(text).split())


def texts_within(value: object) -> Iterator[str]:
    """Give every text inside a value as JSON has them: answers of a form, content of a draft."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_within(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_within(inner)


def sort_key(text: str) -> str:
    """Give a key whose byte order is the order of a Vietnamese dictionary.

    Syllable by syllable: letters first (a ă â b c d đ e ê … o ô ơ … u ư), then the tone (level,
    huyền, hỏi, ngã, sắc, nặng). The database has no Vietnamese collation, so the key is stored.
    """
    return " ".join(_syllable_key(syllable) for syllable in squeeze(text).lower().split(" "))


def _syllable_key(syllable: str) -> str:
    tone = "0"
    letters: list[str] = []
    for mark in unicodedata.normalize("NFD", syllable):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark in _SHAPES and letters:
            letters[-1] = letters[-1][0] + _SHAPES[mark]
        elif mark == "đ":
            letters.append("d1")
        elif not unicodedata.combining(mark):
            letters.append(f"{mark}0")
    return "".join(letters) + tone


def given_name(full_name: str) -> str:
    """Give the name a person is called by (tên): the last word of the full name."""
    words = squeeze(full_name).split(" ")
    return words[-1]


def name_sort_key(full_name: str) -> str:
    """Give the order of a Vietnamese list of people: by given name, then family and middle name."""
    name = squeeze(full_name)
    return f"{sort_key(given_name(name))}  {sort_key(name)}"
