"""Doors of the line for tests of slices above it."""

import pytest

from tinhso.contact.operations.chatting import Said, hear_message
from tinhso.contact.operations.corresponding import take_letter
from tinhso.contact.operations.filing import make_key
from tinhso.contact.tests.factories import AT
from tinhso.contact.views import sending
from tinhso.core.tasks import as_system


def form_of_a_person(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Give the fields of a report that was typed by a person, however quickly a test sends it."""
    monkeypatch.setattr(sending, "_LEAST_SECONDS", 0)
    return {
        "category": "duong-hu-hong",
        "text": "Ổ gà rất sâu trước cổng trường",
        "area": "25195",
        "challenge": sending.new_challenge(),
    }


def letter_arrives(content: bytes) -> None:
    """Take a letter as the task does that fetches them."""
    as_system(take_letter)(content=content, uid="1", at=AT)


def open_key(key: str) -> None:
    """Let a program file reports with a key."""
    make_key(name="Ứng dụng thử", key=key, at=AT)


def message_arrives(text: str) -> None:
    """Take one chat message as its webhook does; said again it is the same one."""
    as_system(hear_message)(said=Said("m1", "u1", "Lan", text), at=AT)
