"""Marks of secrecy in what people type into forms and messages.

Whoever types a secret text copies its stamp: in capitals on a line of its own, in front of a number
or a heading, in brackets, or after a label (``Độ mật: Tối mật``). Everything else is an ordinary
word. Here accents are as they were typed and sentences are short, so the rules are narrower than
for pages: ``Mật`` alone may be honey, ``TÔI MẤT`` is somebody who lost something, and what is typed
without accents has a second meaning. Law 117/2025/QH15 (secondary source).
"""

import re
from collections.abc import Iterator

from tinhso.core.text import fold
from tinhso.documents.rules.marks import (
    WRITTEN,
    SecrecyLevel,
    has_only_accents_of,
    plain,
)

_RANK = list(SecrecyLevel)
_LEVELS = {"".join(word.split()): level for level, word in WRITTEN.items()}
_NAME = r"(tuyệt\s+mật|tối\s+mật|mật)"
_MAY_HOLD_ONE = re.compile(r"m\W*[aạâậ][\u0323\u0302]*\W*t", re.IGNORECASE)
_LABELLED = re.compile(
    rf"(?:(?:mức\s+)?độ|dấu(?:\s+chỉ)?(?:\s+(?:mức\s+)?độ)?)\s+mật\s*[:：=]\s*[\"“(\[]?\s*{_NAME}"
    r"(?!\w)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"[(\[{{*<«“\"|]\s*{_NAME}\s*[)\]}}*>»”\"|]", re.IGNORECASE)
_URGENCY = r"(?:KHẨN|THƯỢNG\s+KHẨN|HỎA\s+TỐC|HOẢ\s+TỐC)"
_STAMP = r"(?P<level>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)"
_BESIDE_URGENCY = re.compile(
    rf"^(?:{_URGENCY}\s*[-–,;/|·]?\s*{_STAMP}|{_STAMP.replace('level', 'first')}\s*[-–,;/|·]\s*"
    rf"{_URGENCY})$"
)
#: In front of a number or of words that are no capitals: ``TỐI MẬT Phương án``, ``MẬT Số: 12``.
_IN_FRONT = re.compile(r"^(?:(?P<level>TUYỆT\s+MẬT|TỐI\s+MẬT)\s+\w|(?P<lone>MẬT)\s+Số\s*:)")
_AT_THE_END = re.compile(r"(?:^|\s)\S*\d\S*\s+(?P<level>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)$")


def find_typed_mark(text: str) -> SecrecyLevel | None:
    """Give the highest mark of secrecy that stands in a typed text, or ``None``.

    >>> find_typed_mark("Độ mật: Tối mật") is SecrecyLevel.TOI_MAT
    True
    >>> find_typed_mark("Tôi mất căn cước, xin giữ bí mật giúp tôi.") is None
    True
    """
    composed = plain(text)
    if _MAY_HOLD_ONE.search(composed) is None:
        return None
    return max(_marks(composed), key=_RANK.index, default=None)


def _marks(text: str) -> Iterator[SecrecyLevel]:
    for match in _LABELLED.finditer(text):
        yield _level(match.group(1))
    for match in _BRACKETED.finditer(text):
        if not match.group(1).islower():
            yield _level(match.group(1))
    for line in text.splitlines():
        found = _of_line(" ".join(line.split()))
        if found is not None:
            yield found


def _of_line(line: str) -> SecrecyLevel | None:
    alone = _alone(line)
    if alone is not None:
        return alone
    for pattern in (_BESIDE_URGENCY, _IN_FRONT, _AT_THE_END):
        match = pattern.search(line)
        if match is not None and not (pattern is _IN_FRONT and _is_heading_in_capitals(line)):
            return _level(next(word for word in match.groups() if word))
    return None


def _is_heading_in_capitals(line: str) -> bool:
    """Tell a sentence shouted in capitals, whose words prove nothing, from a stamp before one."""
    return line.isupper() and not any(letter.isdigit() for letter in line)


def _alone(line: str) -> SecrecyLevel | None:
    """Give the mark a line consists of: in capitals with its accents, or with a longer name."""
    letters = "".join(letter for letter in line if letter.isalpha())
    if any(letter.isdigit() for letter in line):
        return None
    level = _LEVELS.get(letters.lower())
    if level is None:
        return _without_accents(letters)
    is_stamp = letters.isupper() or (level is not SecrecyLevel.MAT and not letters.islower())
    return level if is_stamp else None


def _without_accents(letters: str) -> SecrecyLevel | None:
    level = SecrecyLevel.TUYET_MAT
    is_it = letters.isupper() and fold(letters) == "tuyetmat"
    return level if is_it and has_only_accents_of(letters, level) else None


def _level(words: str) -> SecrecyLevel:
    return _LEVELS["".join(words.lower().split())]
