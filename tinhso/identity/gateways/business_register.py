"""The business register (CSDL đăng ký kinh doanh): who an enterprise is and who represents it.

The real register's technical conditions are not public; this speaks a small signed JSON protocol,
declared in ``contracts/business-register.json``, which the stand-in in ``peers/business_register``
answers: to be replaced when the province gets its connection.
"""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core import clock
from tinhso.core.contracts import Contract
from tinhso.core.errors import DomainError
from tinhso.core.http import httpx
from tinhso.identity.rules import is_tax_code

CONTRACT = Contract(Path(__file__).parents[1] / "contracts" / "business-register.json")
_TIMEOUT_SECONDS = 5.0
_log = structlog.get_logger(__name__)


class BusinessRegisterAway(DomainError):
    """The register does not answer, or not in its own words."""

    code = "business_register_away"
    text = gettext_lazy(
        "Cơ sở dữ liệu đăng ký kinh doanh chưa trả lời. Hãy thử lại sau ít phút; chưa có gì được"
        " ghi nhận."
    )


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise as the register describes it; representatives by identity number."""

    tax_code: str
    name: str
    address: str
    area_code: str
    phone: str
    email: str
    is_active: bool
    representatives: tuple[str, ...]


def find_enterprise(tax_code: str) -> Enterprise | None:
    """Ask the register for an enterprise; ``None`` when it knows none.

    :raises BusinessRegisterAway: no answer, or one that cannot be read.
    """
    if not is_tax_code(tax_code):
        return None
    path = f"/enterprises/{tax_code}"
    at = str(int(clock.now().timestamp()))
    signed = signature(settings.BUSINESS_REGISTER_KEY, at, path)
    try:
        answer = httpx.get(
            settings.BUSINESS_REGISTER_URL + path,
            headers={"X-Time": at, "X-Signature": signed},
            timeout=_TIMEOUT_SECONDS,
        )
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        answer.raise_for_status()
        found = answer.json()
        CONTRACT.check_answer("find_enterprise", answer.status_code, found)
        return _read(found, tax_code)
    except (httpx.HTTPError, ValueError) as error:
        _log.warning("business register away", reason=str(error))
        raise BusinessRegisterAway from error


def signature(key: str, at: str, path: str) -> str:
    """Sign a request: HMAC-SHA256 over time (seconds) and path."""
    return hmac.new(key.encode(), f"{at}\n{path}".encode(), hashlib.sha256).hexdigest()


def _read(found: dict[str, Any], tax_code: str) -> Enterprise:
    if found["tax_code"] != tax_code:
        raise ValueError("the register answered about another enterprise")
    return Enterprise(
        tax_code=tax_code,
        name=found["name"][:120],
        address=found.get("address", "")[:300],
        area_code=found.get("area_code", ""),
        phone=found.get("phone", "")[:20],
        email=found.get("email", "")[:200],
        is_active=found["status"] == "ACTIVE",
        representatives=tuple(found["representatives"]),
    )
