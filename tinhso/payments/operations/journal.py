"""Posting to the journal: once a key, always in balance (the database refuses anything else)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from tinhso.core.actors import Actor
from tinhso.payments.models import JournalLine, PaymentIntent
from tinhso.payments.rules.bookings import Kind, Sides


@dataclass(frozen=True, slots=True)
class Entry:
    """What is posted: its key (posted once), kind, and whose books it is in."""

    key: str
    kind: Kind
    agency_id: int
    reader_agency_ids: Sequence[int] = field(default_factory=tuple)
    intent_id: int | None = None


def entry_for(intent: PaymentIntent, kind: Kind, key: str) -> Entry:
    """Give an entry about a claim, in the books of its agency."""
    return Entry(key, kind, intent.agency_id, intent.reader_agency_ids, intent.pk)


_INSERT = """
insert into payments_journalentry
    (key, kind, agency_id, reader_agency_ids, intent_id, actor_reference, at)
values (%s, %s, %s, %s, %s, %s, %s) on conflict (key) do nothing returning id
"""


def post(*, entry: Entry, sides: Sides, actor: Actor, at: datetime) -> bool:
    """Post an entry; tell whether it is new. Runs as the platform.

    The same key posts once, however often and from wherever it is asked.
    """
    row: list[Any] = [
        entry.key,
        str(entry.kind),
        entry.agency_id,
        list(entry.reader_agency_ids),
        entry.intent_id,
        actor.reference,
        at,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        inserted = cursor.fetchone()
    if inserted is None:
        return False
    JournalLine.objects.bulk_create(
        JournalLine(
            entry_id=inserted[0],
            account=str(side.account),
            holder=side.holder,
            amount_vnd=side.amount_vnd,
        )
        for side in sides
    )
    return True
