"""Masking of telephone, identity and plate numbers and of addresses of mail, everywhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "•••"

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+")
#: 51A-123.45, 93 B1 – 12345, 93-H1 2345: letters after a province's two digits, then four or five.
_PLATE = re.compile(
    r"(?<![\w])\d{2}\s?[-.–]?\s?[A-Za-zĐđ]{1,2}\d?\s?[-.–\s]?\s?(?:\d{3}[.\s]?\d{2}|\d{4,5})(?![\d])"
)
#: Nine to thirteen digits however grouped, with +84 or without: telephone, identity, tax, account.
_DIGITS = re.compile(r"(?<![\d])(?:\+\s?)?\d(?:[\s.\-–()]{0,2}\d){8,15}(?![\d])")
_DATE = re.compile(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}$")
_KINDS = (("EMAIL", _MAIL), ("PLATE", _PLATE), ("NUMBER", _DIGITS))


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that must not be public: what it looks like and where it is."""

    kind: str
    start: int
    end: int


def find_personal(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Give every stretch that looks like personal data, in order, none overlapping.

    ``names`` are words known to be the reporter's, such as their full name.
    """
    found: list[Found] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            if kind == "NUMBER" and _DATE.match(match.group()):
                continue
            found.append(Found(kind, match.start(), match.end()))
    for name in names:
        if len(name.strip()) >= 4:
            pattern = re.compile(re.escape(name.strip()), re.IGNORECASE)
            found += [Found("NAME", match.start(), match.end()) for match in pattern.finditer(text)]
    return _apart(found)


def mask_personal(text: str, names: Iterable[str] = ()) -> str:
    """Give the text with every such stretch hidden."""
    return "".join(MASK if hidden else piece for piece, hidden in cut_up(text, names))


def cut_up(text: str, names: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """Give the text in pieces, each with whether it is hidden: for a preview that shows both."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for one in find_personal(text, names):
        if one.start > at:
            pieces.append((text[at : one.start], False))
        pieces.append((text[one.start : one.end], True))
        at = one.end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def _apart(found: list[Found]) -> list[Found]:
    """Make overlapping stretches one."""
    apart: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if apart and one.start < apart[-1].end:
            last = apart[-1]
            apart[-1] = Found(last.kind, last.start, max(last.end, one.end))
        else:
            apart.append(one)
    return apart
