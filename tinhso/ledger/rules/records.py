"""What an entry commits to, byte for byte, so that anyone can compute it again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
SALT_BYTES = 32
_LEAF_VERSION = 1


class NotRecordable(TypeError):
    """A payload holds a value that has no single written form, such as a float."""


def plain(value: object) -> Json:
    """Turn a payload into JSON values with one written form each.

    Dates, decimals and UUIDs become text; floats are refused: they print differently elsewhere.

    :raises NotRecordable: the value, or one inside it, is of another type.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {_plain_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    raise NotRecordable(f"{type(value).__name__} has no single written form")


def _plain_text(text: object) -> str:
    if not isinstance(text, str) or "\0" in text:
        raise NotRecordable("a key or text of a payload must be text without NUL")
    return str(text)


def moment_text(moment: datetime) -> str:
    """Write a moment the one way the log does: UTC, microseconds.

    >>> moment_text(datetime(2021, 6, 1, 8, tzinfo=UTC))
    '2021-06-01T08:00:00.000000+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: Json) -> bytes:
    """Give the bytes of a JSON value: keys sorted by code point, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def canonical_payload(payload: Mapping[str, object]) -> bytes:
    """Give the one written form of a payload, to hash several acts into one entry.

    :raises NotRecordable: a value in it has no single written form.
    """
    return canonical(plain(payload))


def details(*, kind: str, subject: str, actor: str, recorded_at: datetime, payload: Json) -> Json:
    """Give everything an entry commits to, as one JSON value."""
    return {
        "actor": actor,
        "kind": kind,
        "payload": payload,
        "recorded_at": moment_text(recorded_at),
        "subject": subject,
    }


def commit(salt: bytes, details: Json) -> bytes:
    """Give the commitment: SHA-256 of the 32-byte salt and the canonical details."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    return hashlib.sha256(salt + canonical(details)).digest()


def leaf(*, entry_id: UUID, kind: str, recorded_at: datetime, commitment: bytes) -> bytes:
    """Give the public bytes of an entry, the leaf of the tree."""
    return canonical(
        {
            "commitment": bytes(commitment).hex(),
            "id": str(entry_id),
            "kind": kind,
            "recorded_at": moment_text(recorded_at),
            "version": _LEAF_VERSION,
        }
    )
