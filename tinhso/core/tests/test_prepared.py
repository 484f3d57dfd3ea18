"""Planned statements do what the ORM does: the same rows, the same models, the same errors."""

import select
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django import db
from django.db import IntegrityError, transaction

from tinhso.core.models import IdempotencyKey, OutboxMessage
from tinhso.core.prepared import (
    Reading,
    Statement,
    insert,
    insert_if_new,
    insert_unread,
    update,
)

#: The stubs do not know the backend's own names.
connection: Any = db.connection
AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
BY_TOPIC = Reading(
    lambda topic, until: OutboxMessage.objects.filter(
        topic=topic, created_at__lt=until, state="PENDING"
    ).order_by("-id"),
    topic=str,
    until=datetime,
)


def message(key: str, **changes: Any) -> OutboxMessage:
    fields: dict[str, Any] = {
        "destination": "email",
        "topic": "told",
        "ordering_key": "",
        "idempotency_key": key,
        "payload": {"số": [1, {"a": None}]},
        "next_attempt_at": AT,
        "created_at": AT,
    }
    return OutboxMessage(**{**fields, **changes})


def columns(model: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(model).items() if name != "_state"}


@pytest.mark.django_db
def test_a_reading_gives_what_its_queryset_gives() -> None:
    for number in range(3):
        message(f"k{number}").save()
    message("other", topic="100%").save()
    message("sent", state="DEAD").save()

    found = BY_TOPIC.all(topic="told", until=AT + timedelta(days=1))

    plain = OutboxMessage.objects.filter(topic="told", state="PENDING").order_by("-id")
    assert [columns(one) for one in found] == [columns(one) for one in plain]
    assert BY_TOPIC.first(topic="100%", until=AT + timedelta(days=1)) is not None
    assert BY_TOPIC.first(topic="told", until=AT) is None


@pytest.mark.django_db
def test_a_model_that_was_read_can_be_saved() -> None:
    message("k").save()
    found = BY_TOPIC.first(topic="told", until=AT + timedelta(days=1))
    assert found is not None

    found.attempts = 3
    found.save()

    assert OutboxMessage.objects.get().attempts == 3


@pytest.mark.django_db
def test_a_value_like_a_statement_is_a_value() -> None:
    topic = "'; drop table core_outboxmessage; -- %s {} \\"
    message("k", topic=topic).save()

    assert BY_TOPIC.first(topic=topic, until=AT + timedelta(days=1)) is not None


@pytest.mark.django_db
def test_an_inserted_row_is_the_row_the_orm_writes() -> None:
    planned, plain = message("planned"), message("plain")

    insert(planned)
    plain.save()

    stored = [columns(OutboxMessage.objects.get(pk=one.pk)) for one in (planned, plain)]
    for one in stored:
        del one["id"], one["idempotency_key"]
    assert stored[0] == stored[1]
    assert not planned._state.adding


@pytest.mark.django_db
def test_a_row_nobody_may_read_back_is_written_once() -> None:
    assert [insert_unread(message("k")), insert_unread(message("k"))] == [True, False]


@pytest.mark.django_db
def test_a_row_a_unique_column_has_already_is_left_alone() -> None:
    first, second = message("k"), message("k", topic="other")

    assert [insert_if_new(first), insert_if_new(second)] == [True, False]
    assert first.pk == OutboxMessage.objects.get().pk
    assert second.pk is None


@pytest.mark.django_db
def test_only_the_named_columns_are_written() -> None:
    row = message("k")
    insert(row)
    row.attempts, row.topic = 5, "changed"

    update(row, "attempts")

    row.refresh_from_db()
    assert (row.attempts, row.topic) == (5, "told")


@pytest.mark.django_db
def test_a_refused_row_raises_the_error_django_raises() -> None:
    insert(message("k"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(message("k"))

    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_watched_statements_are_counted(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        insert(message("k"))
        BY_TOPIC.all(topic="told", until=AT)
        Statement("select %s::text").row("x")


@pytest.mark.django_db
def test_lists_and_bytes_travel_beside_the_statement() -> None:
    insert(
        IdempotencyKey(
            actor_reference="officer:1",
            key="k",
            operation="x",
            request_hash=b"\x00\xff",
            created_at=AT,
        )
    )

    row = Statement(
        "select key, request_hash from core_idempotencykey where key = any(%s::text[])"
    ).row(["k", "l"])

    assert row == ("k", b"\x00\xff")


@pytest.mark.django_db(transaction=True)
def test_a_connection_the_server_closed_is_replaced() -> None:
    ask = Statement("select pg_backend_pid()")
    first = ask.row()
    assert first is not None
    secret = connection.settings_dict["PASSWORD"]
    with psycopg.connect(connection.connection.info.dsn, password=secret) as killer:
        killer.execute("select pg_terminate_backend(%s)", [first[0]])
    hung_up, _, _ = select.select([connection.connection.fileno()], [], [], 20)
    assert hung_up
    connection.health_check_enabled, connection.health_check_done = True, False

    try:
        second = ask.row()
    finally:
        connection.close()

    assert second is not None
    assert second != first


@pytest.mark.django_db
def test_a_quiet_connection_is_usable_without_asking() -> None:
    connection.ensure_connection()
    before = connection.connection.info.transaction_status

    assert connection.is_usable()
    assert connection.connection.info.transaction_status == before
