"""Pure rules of identity: lock-out, assurance levels, what a provider may vouch for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tinhso.core.text import squeeze

ALLOWED_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
#: An account nobody used so long is disabled (level 3 of TCVN 14423; secondary source).
IDLE_DAYS = 45
_IDENTITY_NUMBER = re.compile(r"\d{12}", re.ASCII)
_TAX_CODE = re.compile(r"\d{10}(-\d{3})?", re.ASCII)
_AREA_CODE = re.compile(r"\d{1,10}", re.ASCII)
_SEXES = {"male": "MALE", "female": "FEMALE"}


def lock_after_failure(failed_count: int, at: datetime) -> datetime | None:
    """Give until when an account locks after this many failures in a row, or ``None``."""
    return at + LOCKED_FOR if failed_count >= ALLOWED_FAILURES else None


def is_locked(locked_until: datetime | None, at: datetime) -> bool:
    """Tell whether an account may not be tried now."""
    return locked_until is not None and at < locked_until


def is_assured(given: str, required: str) -> bool:
    """Tell whether a sign-in's assurance level (mức định danh, 1 or 2) reaches the required one.

    An unknown level reaches nothing but the empty requirement.
    """
    if not required:
        return True
    return given.isdigit() and required.isdigit() and int(given) >= int(required)


def is_tax_code(text: str) -> bool:
    """Tell whether a text is written like a tax code: ten digits, a branch has three more.

    Source: the form of tax codes in use (to be confirmed with the register).
    """
    return _TAX_CODE.fullmatch(text) is not None


class ClaimsUnusable(ValueError):
    """The provider's user data do not say who somebody is."""


@dataclass(frozen=True, slots=True)
class CitizenClaims:
    """What the provider vouches for: who signed in, how surely, and their data."""

    issuer: str
    subject: str
    assurance: str
    full_name: str
    identity_number: str
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    area_code: str = ""


def read_claims(*, issuer: str, assurance: str, userinfo: Mapping[str, Any]) -> CitizenClaims:
    """Turn the provider's user data into claims, every text composed, trimmed and short enough.

    :raises ClaimsUnusable: name or identity number is missing or malformed.
    """
    identity_number = _text(userinfo, "identity_number", 20)
    full_name = _text(userinfo, "name", 120)
    if not _IDENTITY_NUMBER.fullmatch(identity_number):
        raise ClaimsUnusable("the identity number is not 12 digits")
    if not full_name:
        raise ClaimsUnusable("the name is missing")
    area_code = _text(userinfo, "area_code", 10)
    return CitizenClaims(
        issuer=issuer,
        subject=str(userinfo["sub"]),
        assurance=assurance,
        full_name=full_name,
        identity_number=identity_number,
        birth_date=_day(_text(userinfo, "birthdate", 10)),
        sex=_SEXES.get(_text(userinfo, "gender", 10), ""),
        phone=_text(userinfo, "phone_number", 20),
        email=_text(userinfo, "email", 200),
        address=_address(userinfo.get("address")),
        area_code=area_code if _AREA_CODE.fullmatch(area_code) else "",
    )


def _text(userinfo: Mapping[str, Any], name: str, longest: int) -> str:
    value = userinfo.get(name)
    return squeeze(value)[:longest] if isinstance(value, str) else ""


def _address(value: object) -> str:
    return _text(value, "formatted", 300) if isinstance(value, Mapping) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def may_stand_in(*, kind: str, from_role: str, to_role: str) -> bool:
    """Tell whether an officer of one role may act for one of another.

    A substitute does the same work; a leader lets a deputy or a head of unit sign (Decree 30/2020
    art. 13).
    """
    if kind == "SUBSTITUTION":
        return from_role == to_role
    return from_role == "LEADER" and to_role in {"LEADER", "HEAD_OF_UNIT"}


def signing_authority(to_role: str) -> str:
    """Give what stands before a delegated signature: a deputy signs ``KT.``, others ``TUQ.``"""
    return "KT." if to_role == "LEADER" else "TUQ."
