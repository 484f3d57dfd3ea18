"""Who PostgreSQL believes to act: nested actors, refused transactions, nothing left behind."""

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.core.actors import PUBLIC, SYSTEM, Actor, ActorKind
from tinhso.core.models import CalendarDay, IdempotencyKey
from tinhso.core.rls import acting_as, current_actor

OFFICER = Actor(ActorKind.OFFICER, account_id=12, agency_ids=(3, 4))


def told() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('app.actor', true), current_setting('app.agencies', true),"
            " current_setting('app.person', true), current_setting('app.reference', true)"
        )
        return tuple(value or "" for value in cursor.fetchone())


@pytest.mark.django_db(transaction=True)
def test_database_forgets_the_actor_with_the_transaction() -> None:
    with acting_as(OFFICER):
        inside = told()

    assert inside == ("officer", "{3,4}", "", "officer:12")
    assert told() == ("", "", "", "")
    assert current_actor() == PUBLIC


@pytest.mark.django_db(transaction=True)
def test_outer_actor_is_back_after_an_inner_one() -> None:
    with acting_as(OFFICER):
        with acting_as(SYSTEM):
            assert (told()[0], current_actor()) == ("system", SYSTEM)

        assert (told()[0], current_actor()) == ("officer", OFFICER)


@pytest.mark.django_db(transaction=True)
def test_outer_actor_is_back_after_an_inner_failure() -> None:
    day = CalendarDay(date="2021-01-01", kind="HOLIDAY")

    with acting_as(OFFICER):
        with pytest.raises(IntegrityError), acting_as(SYSTEM):
            CalendarDay.objects.bulk_create([day, day])

        assert (told()[0], current_actor()) == ("officer", OFFICER)


@pytest.mark.django_db(transaction=True)
def test_without_an_actor_locked_tables_are_empty() -> None:
    with acting_as(OFFICER):
        IdempotencyKey.objects.create(
            actor_reference=OFFICER.reference,
            key="k",
            operation="o",
            request_hash=b"",
            created_at="2021-06-01T00:00Z",
        )

    with transaction.atomic():
        assert not IdempotencyKey.objects.exists()
    with acting_as(OFFICER):
        assert IdempotencyKey.objects.count() == 1
