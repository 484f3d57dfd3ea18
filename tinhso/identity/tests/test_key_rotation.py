"""A change of keys: every sealed value moves to the new key, in steps that may be interrupted."""

import base64
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tinhso.core import key_rotation
from tinhso.core.key_rotation import count_of_other_keys, reseal, sealed_columns
from tinhso.core.sealed import current_prefix
from tinhso.identity.models import Person
from tinhso.identity.tests.factories import make_person

pytestmark = pytest.mark.django_db
NEW_KEY = base64.b64encode(b"another-test-only-key-0123456789"[:32]).decode()


@pytest.fixture(autouse=True)
def _released(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_rotation, "_releases", [])


@pytest.fixture
def people(settings: Any) -> list[Person]:
    made = [make_person(phone=f"090000{number:04d}") for number in range(7)]
    settings.FIELD_KEYS = [NEW_KEY, *settings.FIELD_KEYS]
    return made


def phones() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select phone from identity_person where phone <> '' order by id")
        return [row[0] for row in cursor.fetchall()]


def run(*words: str) -> str:
    out = StringIO()
    call_command("rotate_field_keys", *words, stdout=out)
    return out.getvalue()


def test_every_value_moves_and_the_old_key_may_go(people: list[Person], settings: Any) -> None:
    with pytest.raises(CommandError, match="identity_person.phone"):
        run("--check")

    assert "identity_person.phone: 7 sealed anew, 0 broken" in run("--batch-size", "3")

    settings.FIELD_KEYS = [NEW_KEY]
    assert all(value.startswith(current_prefix()) for value in phones())
    assert Person.objects.get(pk=people[3].pk).phone == "0900000003"
    assert "first key" in run("--check")


def test_an_interrupted_run_is_simply_run_again(people: list[Person]) -> None:
    column = next(one for one in sealed_columns() if one.context == "identity_person.phone")
    next(reseal(column, batch_size=2))
    done = phones()[:2]
    assert count_of_other_keys(column) == 5

    run()

    assert phones()[:2] == done
    assert count_of_other_keys(column) == 0


def test_a_value_no_key_opens_is_told_and_left(people: list[Person]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update identity_person set phone = 's1.00000000.AAAA' where id = %s", [people[0].pk]
        )

    with pytest.raises(CommandError, match="'identity_person.phone': 1"):
        run()

    assert phones()[0] == "s1.00000000.AAAA"
    assert Person.objects.get(pk=people[1].pk).phone == "0900000001"


def test_what_has_the_new_key_is_left_alone(people: list[Person]) -> None:
    run()
    before = phones()

    assert "sealed anew" not in run()
    assert phones() == before


def test_every_sealed_column_of_every_slice_takes_part() -> None:
    found = {column.context for column in sealed_columns()}

    assert {
        "identity_person.identity_number",
        "identity_secondfactor.secret",
        "vault_vaultpaper.facts",
        "notifications_providertoken.refresh_token",
    } <= found
