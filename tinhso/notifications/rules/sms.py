"""How long a text message is and costs: the GSM 03.38 alphabet, parts, text without accents."""

import unicodedata
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_PLAIN = str.maketrans(
    {
        "đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...",
        "•": "-", "·": "-", "\u00a0": " ", "₫": "d",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Length:
    """What a text is on the air: units of its alphabet, and parts that are each paid for."""

    units: int
    segments: int
    is_gsm: bool
    room: int


def measure(text: str) -> Length:
    """Measure a message (3GPP TS 23.038 and 23.040).

    One part holds 160 septets of the GSM alphabet, or 70 UTF-16 units as soon as one letter is
    outside it; parts of a longer message hold 153 or 67, and no letter is cut in two. ``room`` is
    how many units the last part has left.
    """
    is_gsm = all(letter in _BASIC or letter in _EXTENDED for letter in text)
    sizes = [_size(letter, is_gsm) for letter in text]
    single, joined = (160, 153) if is_gsm else (70, 67)
    units = sum(sizes)
    if units <= single:
        return Length(units, 1, is_gsm, single - units)
    segments, room = 1, joined
    for size in sizes:
        if size > room:
            segments, room = segments + 1, joined
        room -= size
    return Length(units, segments, is_gsm, room)


def _size(letter: str, is_gsm: bool) -> int:
    if is_gsm:
        return 2 if letter in _EXTENDED else 1
    return 2 if ord(letter) > 0xFFFF else 1


def without_accents(text: str) -> str:
    """Give a text in the GSM alphabet: Vietnamese without marks, other strange letters as ``?``.

    >>> without_accents("Hồ sơ “Đăng ký khai sinh” đã nhận…")
    'Ho so "Dang ky khai sinh" da nhan...'
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_PLAIN))
    bare = (letter for letter in plain if not unicodedata.combining(letter))
    return "".join(letter if letter in _BASIC or letter in _EXTENDED else "?" for letter in bare)


def shorten(text: str, most_segments: int) -> str:
    """Cut a text to a number of parts, ending in dots; the whole text when it fits."""
    if measure(text).segments <= most_segments:
        return text
    dots = "..." if measure(text).is_gsm else "…"
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + dots).segments <= most_segments:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + dots


def mobile_number(phone: str) -> str:
    """Give a Vietnamese mobile number as ``84`` and nine digits, or ``""`` when it is none.

    >>> mobile_number("0900 000 101"), mobile_number("+84900000101"), mobile_number("1022")
    ('84900000101', '84900000101', '')
    """
    digits = "".join(letter for letter in phone if letter.isascii() and letter.isdigit())
    if digits.startswith("0"):
        digits = f"84{digits[1:]}"
    return digits if len(digits) == 11 and digits.startswith("84") and digits[2] in "35789" else ""
