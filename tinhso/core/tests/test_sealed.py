"""Sealed fields: what the database sees, changed keys, moved values, blind indexes."""

import base64
from typing import Any, ClassVar

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps

from tinhso.core import sealed

OLD = base64.b64encode(b"o" * 32).decode()
NEW = base64.b64encode(b"n" * 32).decode()


def test_sealed_text_opens_again_and_never_repeats() -> None:
    first, second = (sealed.seal("079185000123", "t.c") for _ in range(2))

    assert first != second
    assert "079185000123" not in first
    assert sealed.unseal(first, "t.c") == "079185000123"


def test_value_moved_to_another_column_does_not_open() -> None:
    value = sealed.seal("079185000123", "person.phone")

    with pytest.raises(sealed.SealBroken):
        sealed.unseal(value, "person.identity_number")


@pytest.mark.parametrize("broken", ["", "plain", "s1.abc", "s1.00000000.AAAA", "s1.x.%%%"])
def test_what_was_never_sealed_does_not_open(broken: str) -> None:
    with pytest.raises(sealed.SealBroken):
        sealed.unseal(broken, "t.c")


def test_changed_letter_does_not_open() -> None:
    value = sealed.seal("0912345678", "t.c")
    at = len(value) // 2
    changed = value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]

    with pytest.raises(sealed.SealBroken):
        sealed.unseal(changed, "t.c")


def test_old_key_still_opens_and_new_key_seals(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    before = sealed.seal("0912345678", "t.c")

    settings.FIELD_KEYS = [NEW, OLD]
    after = sealed.seal("0912345678", "t.c")

    assert sealed.unseal(before, "t.c") == "0912345678"
    assert not sealed.is_sealed_with_current_key(before)
    assert sealed.is_sealed_with_current_key(after)


def test_removed_key_no_longer_opens(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    value = sealed.seal("0912345678", "t.c")
    settings.FIELD_KEYS = [NEW]

    with pytest.raises(sealed.SealBroken):
        sealed.unseal(value, "t.c")


@pytest.mark.parametrize("keys", [[], ["not base64!"], [base64.b64encode(b"short").decode()]])
def test_unusable_keys_are_refused(settings: Any, keys: list[str]) -> None:
    settings.FIELD_KEYS = keys

    with pytest.raises(ImproperlyConfigured):
        sealed.seal("x", "t.c")


def test_blind_index_is_equal_for_equal_text_only(settings: Any) -> None:
    index = sealed.blind_index(" 079185000123 ")

    assert index == sealed.blind_index("079185000123")
    assert index != sealed.blind_index("079185000124")
    assert len(index) == 32
    settings.BLIND_INDEX_KEY = NEW
    assert index != sealed.blind_index("079185000123")


@pytest.mark.parametrize(
    ("text", "masked"), [("079185000123", "079…123"), ("12345", "…"), ("", "")]
)
def test_mask_shows_the_ends_only(text: str, masked: str) -> None:
    assert sealed.mask(text) == masked


@pytest.mark.django_db
@isolate_apps("tinhso.core")
def test_database_sees_only_the_seal() -> None:
    class Secretive(models.Model):
        phone = sealed.SealedTextField(blank=True)
        objects: ClassVar[models.Manager[Any]] = models.Manager()

        class Meta:
            app_label = "core"

    with connection.schema_editor() as editor:
        editor.create_model(Secretive)
    row = Secretive.objects.create(phone="0912345678")
    empty = Secretive.objects.create(phone="")

    with connection.cursor() as cursor:
        cursor.execute("select phone from core_secretive order by id")
        stored = [found[0] for found in cursor.fetchall()]
    row.refresh_from_db()
    empty.refresh_from_db()

    assert stored[0].startswith("s1.")
    assert stored[1] == ""
    assert (row.phone, empty.phone) == ("0912345678", "")
    with pytest.raises(FieldError):
        Secretive.objects.get(phone="0912345678")
    assert Secretive.objects.filter(phone__isnull=False).count() == 2
