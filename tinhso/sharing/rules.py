"""Rules of data sharing: states of an agreement, what its fields let through, signed webhooks."""

import base64
import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

TOKEN_LASTS = timedelta(minutes=10)
#: A client assertion may reach no further into the future (RFC 7523 section 3: short-lived).
ASSERTION_LASTS = timedelta(minutes=5)
#: A signed request is fresh for so long; clocks may differ by as much the other way.
SIGNATURE_LASTS = timedelta(minutes=2)
#: The former secret of a webhook stays valid beside the new one for so long.
FORMER_SECRET_LASTS = timedelta(days=7)
#: What a client looked up is watched for it for so long.
WATCH_LASTS = timedelta(days=90)
_SECRET_PREFIX = "whsec_"  # noqa: S105 - the standard's prefix, no secret


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came: method, whole address, headers."""

    method: str
    url: str
    headers: Mapping[str, str]


class Sensitivity(StrEnum):
    """How much care a data service asks for (mức nhạy cảm)."""

    OPEN = "OPEN"
    INTERNAL = "INTERNAL"
    PERSONAL = "PERSONAL"


class State(StrEnum):
    """Life of an agreement (thỏa thuận chia sẻ)."""

    PROPOSED = "PROPOSED"
    HALF_APPROVED = "HALF_APPROVED"
    ACTIVE = "ACTIVE"
    REFUSED = "REFUSED"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


class Step(StrEnum):
    """What the owner of the data does with an agreement."""

    APPROVE = "APPROVE"
    APPROVE_FIRST = "APPROVE_FIRST"
    REFUSE = "REFUSE"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    END = "END"


TRANSITIONS: Mapping[tuple[State, Step], State] = {
    (State.PROPOSED, Step.APPROVE): State.ACTIVE,
    (State.PROPOSED, Step.APPROVE_FIRST): State.HALF_APPROVED,
    (State.HALF_APPROVED, Step.APPROVE): State.ACTIVE,
    (State.PROPOSED, Step.REFUSE): State.REFUSED,
    (State.HALF_APPROVED, Step.REFUSE): State.REFUSED,
    (State.ACTIVE, Step.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Step.RESUME): State.ACTIVE,
    (State.ACTIVE, Step.END): State.ENDED,
    (State.SUSPENDED, Step.END): State.ENDED,
}
#: An agreement of which no other version of the same client and service may exist at once.
HOLDING = (State.ACTIVE, State.SUSPENDED)


def is_within(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Tell whether a day lies in a period; its end is exclusive, none is open."""
    return valid_from <= day and (valid_to is None or day < valid_to)


def agreed_only(values: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Give the values of the agreed fields; every other field is absent, not empty."""
    return {name: value for name, value in values.items() if name in fields}


def seconds_left(at: datetime, span: timedelta) -> int:
    """Give the whole seconds until the running span of time is over, at least one."""
    elapsed = (at - datetime.fromtimestamp(0, UTC)) % span
    return max(1, int((span - elapsed).total_seconds()) + 1)


def write_secret(raw: bytes) -> str:
    """Write a webhook's secret as Standard Webhooks does: ``whsec_`` and base64."""
    return _SECRET_PREFIX + base64.b64encode(raw).decode()


def webhook_signatures(
    secrets: Sequence[str], *, message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """Give the headers of a webhook, signed with every secret still valid.

    Source: Standard Webhooks 1.0.0, symmetric signatures (``v1``): HMAC-SHA256 over
    ``id.timestamp.body`` under the decoded secret, in base64, signatures divided by spaces.
    """
    stamp = str(int(at.timestamp()))
    said = f"{message_id}.{stamp}.".encode() + body
    signatures = [
        base64.b64encode(hmac.digest(_secret_bytes(secret), said, hashlib.sha256)).decode()
        for secret in secrets
    ]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _secret_bytes(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(_SECRET_PREFIX))
