"""Telephone numbers as exchanges and people write them, in one form: E.164 for Vietnam.

Numbers of eleven digits became ten in 2018 and area codes changed in 2017; both older forms are
still in address books. Service numbers such as 1022 or 18001234 have no E.164 form and stay bare.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

COUNTRY = "84"
LONGEST_INPUT = 200
_FORMER_MOBILE = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36",
    "167": "37", "168": "38", "169": "39", "186": "56", "188": "58", "199": "59",
}  # fmt: skip
_HIDDEN = frozenset(
    {"", "anonymous", "private", "restricted", "unknown", "unavailable", "withheld", "asserted"}
)
_MOBILE = re.compile(r"[35789]\d{8}")
_LANDLINE = re.compile(r"2\d{9}")
_SERVICE = re.compile(r"1(0|1)\d{1,2}|1[89]00\d{4,6}")
_FOREIGN = re.compile(r"[1-9]\d{6,14}")
_SHAPE = re.compile(r"\+?[\d\s().\-/]+")


class NumberKind(StrEnum):
    """What sort of number called."""

    MOBILE = "MOBILE"
    LANDLINE = "LANDLINE"
    SERVICE = "SERVICE"
    FOREIGN = "FOREIGN"
    HIDDEN = "HIDDEN"
    ODD = "ODD"


@dataclass(frozen=True, slots=True)
class TelephoneNumber:
    """A number: ``e164`` such as ``+84901234567``; bare digits of a service number or extension.

    Empty when the caller hides the number.
    """

    e164: str
    kind: NumberKind

    @property
    def can_be_called_back(self) -> bool:
        """Tell whether somebody can be reached there."""
        return self.kind in {NumberKind.MOBILE, NumberKind.LANDLINE, NumberKind.FOREIGN}


def read_number(written: str) -> TelephoneNumber:
    """Read a number as an exchange, a form or a person writes it; never fails.

    Takes ``0901 234 567``, ``+84 (0)901…``, ``0084…``, ``tel:`` and ``sip:`` addresses. What is no
    number at all (an extension's name) is ODD and keeps at most 40 characters.
    """
    bare = _bare(written[:LONGEST_INPUT])
    if bare.lower() in _HIDDEN:
        return TelephoneNumber("", NumberKind.HIDDEN)
    if not _SHAPE.fullmatch(bare):
        return TelephoneNumber(bare[:40], NumberKind.ODD)
    digits = re.sub(r"\D", "", bare)
    if bare.startswith("+"):
        return _international(digits)
    if digits.startswith("00"):
        return _international(digits[2:])
    if _SERVICE.fullmatch(digits):
        return TelephoneNumber(digits, NumberKind.SERVICE)
    if digits.startswith("0"):
        return _national(digits[1:])
    return _without_prefix(digits)


def shown_number(e164: str) -> str:
    """Give a number as people in Vietnam read it: ``0901 234 567``, ``0271 3888 999``."""
    national = f"0{e164[3:]}" if e164.startswith(f"+{COUNTRY}") else e164
    if not national.startswith("0"):
        return national
    if len(national) == 10:
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    return f"{national[:4]} {national[4:8]} {national[8:]}" if len(national) == 11 else national


def _bare(written: str) -> str:
    text = written.strip().strip("<>\"'")
    text = re.sub(r"^(sips?|tel):", "", text, flags=re.IGNORECASE)
    return re.split(r"[@;?]", text, maxsplit=1)[0].strip()


def _international(digits: str) -> TelephoneNumber:
    if digits.startswith(COUNTRY):
        return _national(digits[len(COUNTRY) :].removeprefix("0"))
    if _FOREIGN.fullmatch(digits):
        return TelephoneNumber(f"+{digits}", NumberKind.FOREIGN)
    return TelephoneNumber(digits[:40], NumberKind.ODD)


def _national(significant: str) -> TelephoneNumber:
    former = _FORMER_MOBILE.get(significant[:3]) if len(significant) == 10 else None
    if former:
        significant = former + significant[3:]
    if _MOBILE.fullmatch(significant):
        return TelephoneNumber(f"+{COUNTRY}{significant}", NumberKind.MOBILE)
    if _LANDLINE.fullmatch(significant):
        return TelephoneNumber(f"+{COUNTRY}{significant}", NumberKind.LANDLINE)
    return TelephoneNumber(f"0{significant}"[:40], NumberKind.ODD)


def _without_prefix(digits: str) -> TelephoneNumber:
    """Read digits an exchange sent without 0 or +: the country's number, a national one, or odd."""
    if digits.startswith(COUNTRY) and len(digits) in {11, 12}:
        read = _national(digits[len(COUNTRY) :])
        if read.kind is not NumberKind.ODD:
            return read
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return _national(digits)
    return TelephoneNumber(digits[:40], NumberKind.ODD)


def national_number(e164: str) -> str:
    """Give a number as it is dialled in Vietnam, ``0901234567``; others stay as they are."""
    return f"0{e164[3:]}" if e164.startswith(f"+{COUNTRY}") else e164
