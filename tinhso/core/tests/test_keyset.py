"""Pages by key: every row once, forwards and back, nulls and ties included, cursors signed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tinhso.core.keyset import BadCursor, KeysetPage, page_by_keyset
from tinhso.core.models import OutboxMessage

pytestmark = pytest.mark.django_db
AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
MESSAGES = OutboxMessage.objects.all()


def create(minutes: list[int | None]) -> None:
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            destination="partner",
            topic="t",
            idempotency_key=str(number),
            payload={},
            attempts=number % 3,
            next_attempt_at=AT,
            created_at=AT,
            state="PENDING" if minute is None else "SENT",
            sent_at=None if minute is None else AT + timedelta(minutes=minute),
        )
        for number, minute in enumerate(minutes)
    )


def walk(queryset: QuerySet[OutboxMessage], order: tuple[str, ...], size: int) -> list[list[int]]:
    """Read all pages forwards, checking that each leads back to the one before."""
    pages: list[list[int]] = []
    cursor: str | None = None
    while True:
        page = page_by_keyset(queryset, order=order, cursor=cursor, size=size)
        if page.previous_cursor and pages:
            back = page_by_keyset(queryset, order=order, cursor=page.previous_cursor, size=size)
            assert ids(back) == pages[-1]
        pages.append(ids(page))
        if page.next_cursor is None:
            return pages
        cursor = page.next_cursor


def ids(page: KeysetPage[OutboxMessage]) -> list[int]:
    return [message.pk for message in page.items]


@pytest.mark.parametrize(
    "order",
    [
        ("id",),
        ("-id",),
        ("attempts", "id"),
        ("-attempts", "id"),
        ("sent_at", "id"),
        ("-sent_at", "-id"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_pages_hold_every_row_once_in_order(order: tuple[str, ...], size: int) -> None:
    create([5, None, 3, 3, None, 1, 9, 3, None, 0])

    pages = walk(MESSAGES, order, size)

    expected = list(MESSAGES.order_by(*order).values_list("pk", flat=True))
    assert [pk for page in pages for pk in page] == expected


@hypothesis_settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.none() | st.integers(0, 4), max_size=12), st.integers(1, 5), st.booleans())
def test_any_rows_page_completely(minutes: list[int | None], size: int, descending: bool) -> None:
    MESSAGES.all().delete()
    create(minutes)
    order = ("-sent_at", "attempts", "id") if descending else ("sent_at", "-attempts", "id")

    pages = walk(MESSAGES, order, size)

    assert [pk for page in pages for pk in page] == list(
        MESSAGES.all().order_by(*order).values_list("pk", flat=True)
    )


def test_annotation_may_be_an_order() -> None:
    create([1, 2, 3, 4, 5])
    queryset = MESSAGES.annotate(rank=F("attempts") * -1)

    assert sum(len(page) for page in walk(queryset, ("rank", "id"), 2)) == 5


def test_row_inserted_between_pages_shifts_nothing() -> None:
    create([1, 2, 3, 4])
    first = page_by_keyset(MESSAGES, order=("id",), size=2)
    MESSAGES.filter(pk=first.items[0].pk).delete()

    second = page_by_keyset(MESSAGES, order=("id",), cursor=first.next_cursor, size=2)

    assert [message.idempotency_key for message in second.items] == ["2", "3"]


def test_page_costs_one_query_however_deep() -> None:
    create([1] * 30)
    cursor = None
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = page_by_keyset(MESSAGES, order=("sent_at", "id"), cursor=cursor, size=10)
        cursor = page.next_cursor
        assert len(queries) == 1


def test_empty_list_has_no_neighbours() -> None:
    assert page_by_keyset(MESSAGES, order=("id",)) == KeysetPage((), None, None)


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "a:b:c",
        signing.dumps(["n", 1], salt="other"),
        signing.dumps(["n"], salt="keyset:id"),
        signing.dumps(["n", "x"], salt="keyset:id"),
    ],
    # A signed cursor holds its second: without names two processes would not agree on the tests.
    ids=["no signature", "wrong signature", "another list's", "too short", "wrong type"],
)
def test_cursor_nobody_signed_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        page_by_keyset(MESSAGES, order=("id",), cursor=cursor)


def test_cursor_of_another_order_is_refused() -> None:
    create([1, 2, 3])
    cursor: Any = page_by_keyset(MESSAGES, order=("id",), size=1).next_cursor

    with pytest.raises(BadCursor):
        page_by_keyset(MESSAGES, order=("-id",), cursor=cursor, size=1)
