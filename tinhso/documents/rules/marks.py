"""Marks of secrecy (MẬT, TỐI MẬT, TUYỆT MẬT): found where they stand as marks, not in words.

Papers with such a mark may not be on networked machines (Law 117/2025/QH15, secondary source): the
platform refuses them. A mark stands alone on its line, in brackets, after a label such as
``Độ mật:``, or beside a degree of urgency; ``bí mật``, ``mật khẩu`` or ``bảo mật`` are ordinary
words. Better one too many than one too few: a person can open again what was not secret.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from tinhso.core.text import fold, nfc


class SecrecyLevel(StrEnum):
    """Degrees of secrecy (độ mật), lowest first."""

    MAT = "MAT"
    TOI_MAT = "TOI_MAT"
    TUYET_MAT = "TUYET_MAT"


#: How the marks are written: what was typed with other accents is another word (TÔI MẤT: I lost).
WRITTEN = {
    SecrecyLevel.MAT: "mật",
    SecrecyLevel.TOI_MAT: "tối mật",
    SecrecyLevel.TUYET_MAT: "tuyệt mật",
}
_RANK = list(SecrecyLevel)
_FOLDED = {
    "mat": SecrecyLevel.MAT,
    "toimat": SecrecyLevel.TOI_MAT,
    "tuyetmat": SecrecyLevel.TUYET_MAT,
}
_URGENCIES = {"khan", "thuongkhan", "hoatoc", "hoatochengio"}
# Words whose letters differ from the mark in accents only: eye, cool, lost, face.
_OTHER_WORDS = {"mắt", "mát", "mất", "mặt", "mạt"}
_READ_WRONGLY = {"mặt", "mạt"}
_BEFORE = {
    "bi", "bao", "co", "an", "tham", "ong", "duong", "tui", "soi", "than", "nghiem", "kin", "tri",
    "ngot", "nuoc", "trao", "noi", "giu", "hoat", "do", "muc",
}  # fmt: skip
_AFTER = {
    "khau", "ma", "do", "ong", "thiet", "vu", "thu", "danh", "lenh", "hieu", "mia", "nghi", "phong",
    "bao", "tham", "dam",
}  # fmt: skip
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТІаеорсті", "ABEKMHOPCTIaeopcti")
_UNSEEN = {"Cf", "Cc", "Mn"}


class _Seen(dict[int, int | None]):
    """What each letter is read as; a letter is looked up once, nobody sees it when it is none."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        is_seen = letter in "\n\r\t" or unicodedata.category(letter) not in _UNSEEN
        self[code] = code if is_seen else None
        return self[code]


_SEEN = _Seen(_LOOK_ALIKES)
_NAMES = r"(tuy[eệêẹ]t\s*m[aậâạ]t|t[oốôó]i\s*m[aậâạ]t|m[aậâạ]t)"
_LABELLED = re.compile(
    rf"(?:(?:mức\s*)?độ|dấu(?:\s*chỉ)?(?:\s*(?:mức\s*)?độ)?|tài\s*liệu)\s*mật\s*[:：=–-]\s*{_NAMES}"
    r"(?!\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"[(\[{{*<«“\"|]\s*{_NAMES}\s*[)\]}}*>»”\"|]", re.IGNORECASE)
_TWICE = re.compile(r"(\w)\1+")  # Tesseract reads one letter twice: TUYẾỆT
_SPLIT = re.compile(r"\s{2,}|\t|[-–—,;/|·•]")


def find_mark(text: str, *, is_scan: bool = False) -> SecrecyLevel | None:
    """Give the highest mark of secrecy that stands in a text, or ``None``.

    :param is_scan: the text was read from a picture, in which letters are mistaken.
    """
    found = list(_marks(plain(text), is_scan=is_scan))
    return max(found, key=_RANK.index, default=None)


def has_only_accents_of(letters: str, level: SecrecyLevel) -> bool:
    """Tell whether letters, without gaps, carry no accent the mark itself does not have."""
    wanted = unicodedata.normalize("NFD", WRITTEN[level].replace(" ", ""))
    given = unicodedata.normalize("NFD", letters.lower())
    rest = iter(wanted)
    return all(letter in rest for letter in given)


def plain(text: str) -> str:
    """Give the composed text without letters nobody sees and with look-alikes made Latin."""
    return nfc(text).translate(_SEEN)


def _marks(text: str, *, is_scan: bool) -> Iterator[SecrecyLevel]:
    for pattern in (_LABELLED, _BRACKETED):
        for match in pattern.finditer(text):
            yield _FOLDED[_letters(match.group(1))]
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else ""
        level = _mark_of_line(line, is_scan=is_scan)
        if level is SecrecyLevel.MAT:
            level = _beside(line, before, after)
        if level is not None:
            yield level


def _mark_of_line(line: str, *, is_scan: bool) -> SecrecyLevel | None:
    whole = _mark_alone(line, is_scan=is_scan)
    if whole is not None:
        return whole
    parts = [part for part in _SPLIT.split(line) if _letters(part)]
    levels = [_mark_alone(part, is_scan=is_scan) for part in parts]
    rest = [part for part, level in zip(parts, levels, strict=True) if level is None]
    marks = [level for level in levels if level is not None]
    is_stamp = all(_letters(part) in _URGENCIES for part in rest)
    is_column = "  " in line or "\t" in line
    if marks and (is_stamp or is_column):
        return max(marks, key=_RANK.index)
    return _mark_at_edge(line.split())


def _mark_at_edge(words: list[str]) -> SecrecyLevel | None:
    """Give a mark in capitals at an edge of a line whose other words are written otherwise.

    Text read from a page joins what stands beside each other: ``MẬT Số: 12/BC-UBND``.
    """
    for size in (2, 1):
        if len(words) <= size:
            continue
        first, last = " ".join(words[:size]), " ".join(words[-size:])
        after, before = words[size], words[-size - 1]
        is_beside_text = not after.isupper() or fold(" ".join(words[size:])).startswith("cong hoa")
        if first.isupper() and is_beside_text and _letters(after) not in _AFTER:
            level = _mark_alone(first, is_scan=False)
            if level is not None:
                return level
        is_after_text = not before.isupper() or any(letter.isdigit() for letter in before)
        if last.isupper() and is_after_text and _letters(before) not in _BEFORE:
            level = _mark_alone(last, is_scan=False)
            if level is not None:
                return level
    return None


def _mark_alone(part: str, *, is_scan: bool) -> SecrecyLevel | None:
    """Give the mark that a part consists of; one small word is a word, not a stamp."""
    letters = "".join(c for c in part if c.isalpha())
    if not letters or any(c.isdigit() for c in part):
        return None
    bare = fold(letters)
    level = _FOLDED.get(_TWICE.sub(r"\1", bare) if is_scan else bare)
    if level is None or letters.islower():
        return None
    if level is not SecrecyLevel.MAT:
        return level if is_scan or has_only_accents_of(letters, level) else None
    others = _OTHER_WORDS - _READ_WRONGLY if is_scan else _OTHER_WORDS
    return None if letters.lower() in others else level


def _beside(line: str, before: str, after: str) -> SecrecyLevel | None:
    """Judge a lone MẬT with its neighbours: a broken-up word is no mark, a broken-up mark is."""
    if len(before.split()) == 1 and _letters(before) in {"toi", "tuyet"}:
        return _FOLDED[_letters(before) + "mat"]
    if _letters(line) != "mat":
        return SecrecyLevel.MAT
    last, first = _words(before)[-1:], _words(after)[:1]
    if last and last[0] in _BEFORE and len(_words(before)) <= 3:
        return None
    if first and first[0] in _AFTER and len(_words(after)) <= 2:
        return None
    return SecrecyLevel.MAT


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())


def _words(text: str) -> list[str]:
    return [word for word in (_letters(part) for part in text.split()) if word]
