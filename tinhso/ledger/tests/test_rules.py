"""Canonical bytes, commitments and signed notes."""

import base64
import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ledger.rules import notes, records

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes_raw()
CHECKPOINT = notes.Checkpoint("tinhso.example/test", 7, bytes(32))
AT = datetime(2021, 6, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def details(**changes: Any) -> records.Json:
    parts: dict[str, Any] = {
        "kind": "CASE_ACCEPTED",
        "subject": "case:1",
        "actor": "officer:2",
        "recorded_at": AT,
        "payload": {"b": 1, "a": "Bù Đăng"},
    }
    return records.details(**parts | changes)


def test_commitment_is_reproducible_by_hand() -> None:
    expected = (
        b'{"actor":"officer:2","kind":"CASE_ACCEPTED","payload":{"a":"B\xc3\xb9 \xc4\x90\xc4\x83ng"'
        b',"b":1},"recorded_at":"2021-06-01T01:00:00.000000+00:00","subject":"case:1"}'
    )

    assert records.canonical(details()) == expected
    assert records.commit(bytes(32), details()).hex() == (
        hashlib.sha256(bytes(32) + expected).hexdigest()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "CASE_REFUSED"},
        {"subject": "case:2"},
        {"actor": "officer:3"},
        {"recorded_at": AT.replace(microsecond=1)},
        {"payload": {"b": 2, "a": "Bù Đăng"}},
    ],
)
def test_every_detail_changes_the_commitment(change: dict[str, Any]) -> None:
    assert records.commit(bytes(32), details()) != records.commit(bytes(32), details(**change))


def test_salt_changes_the_commitment_and_has_its_length() -> None:
    assert records.commit(bytes(32), details()) != records.commit(b"1" * 32, details())
    with pytest.raises(ValueError, match="32"):
        records.commit(b"short", details())


def test_payload_values_get_one_written_form() -> None:
    payload = {
        "at": AT,
        "on": date(2021, 6, 1),
        "fee": Decimal("8000"),
        "id": UUID(int=1),
        "many": ("b", "a"),
        "set": {"b", "a"},
        "none": None,
        "yes": True,
    }

    assert records.plain(payload) == {
        "at": "2021-06-01T01:00:00.000000+00:00",
        "on": "2021-06-01",
        "fee": "8000",
        "id": "00000000-0000-0000-0000-000000000001",
        "many": ["b", "a"],
        "set": ["a", "b"],
        "none": None,
        "yes": True,
    }


@pytest.mark.parametrize("value", [1.5, object(), b"x", {"a": 1.0}, [float("nan")], "a\0b", {1: 2}])
def test_values_without_one_form_are_refused(value: object) -> None:
    with pytest.raises(records.NotRecordable):
        records.plain(value)


def test_signed_note_opens_with_its_key() -> None:
    note = notes.sign(CHECKPOINT, KEY)

    assert notes.open_note(note, origin=CHECKPOINT.origin, public_key=PUBLIC_KEY) == CHECKPOINT
    assert note.split("\n")[:2] == ["tinhso.example/test", "7"]


def test_verifier_key_has_the_published_form() -> None:
    name, key_hash, body = notes.verifier_key("tinhso.example/test", PUBLIC_KEY).split("+", 2)

    assert (name, len(key_hash)) == ("tinhso.example/test", 8)
    assert base64.b64decode(body) == b"\x01" + PUBLIC_KEY


def altered_notes() -> list[str]:
    note = notes.sign(CHECKPOINT, KEY)
    other_root = base64.b64encode(b"1" * 32).decode()
    stranger = notes.sign(CHECKPOINT, Ed25519PrivateKey.generate())
    return [
        "",
        note.replace("\n7\n", "\n8\n"),
        note.replace("\n7\n", "\n07\n"),
        note.replace(base64.b64encode(bytes(32)).decode(), other_root),
        note.replace("\n\n", "\nextra\n\n"),
        note.replace("\n\n", "\n"),
        note.replace("—", "-"),
        note[:-12] + "AAAAAAAAAA=\n",
        stranger,
        notes.sign(notes.Checkpoint(CHECKPOINT.origin, 0, bytes(32)), KEY),
        notes.sign(notes.Checkpoint(CHECKPOINT.origin, 7, bytes(31)), KEY),
        notes.sign(notes.Checkpoint("other.example/log", 7, bytes(32)), KEY),
    ]


@pytest.mark.parametrize("note", altered_notes())
def test_altered_or_foreign_note_does_not_open(note: str) -> None:
    with pytest.raises(notes.BadNote):
        notes.open_note(note, origin=CHECKPOINT.origin, public_key=PUBLIC_KEY)


@given(st.text())
def test_any_text_is_a_bad_note_and_nothing_worse(text: str) -> None:
    with pytest.raises(notes.BadNote):
        notes.open_note(text, origin=CHECKPOINT.origin, public_key=PUBLIC_KEY)


def test_moment_is_written_in_utc() -> None:
    assert records.moment_text(AT) == records.moment_text(AT.astimezone(UTC))
