"""Codes people and systems write: look-up tokens, agency, procedure and case codes."""

import re
import secrets
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError

LOOK_UP_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_LENGTH = 26
_EVENLY = 256 // len(LOOK_UP_LETTERS) * len(LOOK_UP_LETTERS)
_TOO_HIGH = bytes(range(_EVENLY, 256))
_LETTER_OF_BYTE = bytes(ord(LOOK_UP_LETTERS[n % len(LOOK_UP_LETTERS)]) for n in range(256))
_MOST_AGENCY_CODE = 35

_AGENCY = re.compile(r"^[A-Z]\d{2}(\.\d{1,3})*$")
_AGENCY_OLD_ORDER = re.compile(r"^(?:\d{1,3}\.)+[A-Z]\d{2}$")
_PROCEDURE = re.compile(r"^[123]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|\.[A-Z]\d{2})?$")
_CASE = re.compile(r"^(?P<agency>[A-Z]\d{2}(?:\.\d{1,3})*)-(?P<day>\d{6})-(?P<number>\d{4,})$")


class NotACode(DomainError):
    """The text is not a code of the expected form."""

    code = "not_a_code"
    text = gettext_lazy("Mã không đúng dạng. Hãy kiểm tra lại từng ký tự.")


@dataclass(frozen=True, slots=True)
class CaseCode:
    """The parts of a case code (mã hồ sơ) ``H10.14-240823-0001``."""

    agency_code: str
    day: date
    number: int

    def __str__(self) -> str:
        return format_case_code(self.agency_code, self.day, self.number)


def new_token() -> str:
    """Give an unguessable look-up token: 128 bits, no letters that look alike, safe in a URL."""
    token = ""
    while len(token) < TOKEN_LENGTH:
        # Bytes from 248 up are thrown away: 31 letters go into the rest eight times each.
        letters = secrets.token_bytes(2 * TOKEN_LENGTH).translate(_LETTER_OF_BYTE, _TOO_HIGH)
        token += letters.decode("ascii")
    return token[:TOKEN_LENGTH]


def is_token(text: str) -> bool:
    """Tell whether a text has the form of a look-up token, before any database is asked."""
    return len(text) == TOKEN_LENGTH and all(letter in LOOK_UP_LETTERS for letter in text)


def parse_agency_code(text: str) -> str:
    """Give the agency code (mã định danh) in today's order: ``000.00.14.H10`` is ``H10.14``.

    Decision 20/2020/QĐ-TTg article 4: at most 35 characters, groups divided by dots.

    :raises NotACode: the text is in neither order.
    """
    code = text.strip().upper()
    if len(code) > _MOST_AGENCY_CODE:
        raise NotACode
    if _AGENCY_OLD_ORDER.match(code):
        groups = reversed(code.split("."))
        code = ".".join(group for group in groups if group.strip("0"))
    if not _AGENCY.match(code):
        raise NotACode
    return code


def parse_procedure_code(text: str) -> str:
    """Give a procedure code (mã thủ tục) such as ``1.001193`` or ``1.014466.H12``; never a number.

    :raises NotACode: the text is not a procedure code.
    """
    code = text.strip().upper()
    if not _PROCEDURE.match(code):
        raise NotACode
    return code


def format_case_code(agency_code: str, day: date, number: int) -> str:
    """Write a case code: at least four digits, more when a day has more than 9,999 cases."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def parse_case_code(text: str) -> CaseCode:
    """Read a case code.

    :raises NotACode: the text is not a case code, or its day does not exist.
    """
    match = _CASE.match(text.strip().upper())
    if not match:
        raise NotACode
    year, month, day = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
    try:
        return CaseCode(match["agency"], date(2000 + year, month, day), int(match["number"]))
    except ValueError as error:
        raise NotACode from error
