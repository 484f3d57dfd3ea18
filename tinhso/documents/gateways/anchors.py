"""What signatures are checked against: roots, other authorities, revocations, moments."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_BYTES = ("roots", "others", "revocation_lists", "ocsp_responses")


@dataclass(frozen=True, slots=True)
class Anchors:
    """Certificates and revocation data (all DER), now, and when it was signed if on record."""

    roots: tuple[bytes, ...]
    others: tuple[bytes, ...]
    revocation_lists: tuple[bytes, ...]
    at: datetime
    ocsp_responses: tuple[bytes, ...] = ()
    signed_at: datetime | None = None


def anchors_as_json(anchors: Anchors) -> dict[str, Any]:
    """Give anchors as a JSON object."""
    found: dict[str, Any] = {
        name: [base64.b64encode(der).decode() for der in getattr(anchors, name)] for name in _BYTES
    }
    found["at"] = anchors.at.isoformat()
    found["signed_at"] = anchors.signed_at.isoformat() if anchors.signed_at else None
    return found


def anchors_from_json(found: dict[str, Any]) -> Anchors:
    """Read what ``anchors_as_json`` gave."""
    held = {name: tuple(base64.b64decode(text) for text in found[name]) for name in _BYTES}
    signed_at = found["signed_at"]
    return Anchors(
        **held,
        at=datetime.fromisoformat(found["at"]),
        signed_at=datetime.fromisoformat(signed_at) if signed_at else None,
    )
