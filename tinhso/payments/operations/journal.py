"""Posting to the journal: once a key, always in balance (the database refuses anything else)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tinhso.core.actors import Actor
from tinhso.core.prepared import Statement
from tinhso.payments.models import PaymentIntent
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


_ENTRY = Statement(
    """
insert into payments_journalentry
    (key, kind, agency_id, reader_agency_ids, intent_id, actor_reference, at)
values (%s, %s, %s, %s::bigint[], %s, %s, %s) on conflict (key) do nothing returning id
"""
)
_LINES = Statement(
    """
insert into payments_journalline (entry_id, account, holder, amount_vnd)
select %s, side.account, side.holder, side.amount_vnd
from unnest(%s::varchar[], %s::varchar[], %s::bigint[]) side(account, holder, amount_vnd)
"""
)


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
    inserted = _ENTRY.row(*row)
    if inserted is None:
        return False
    _LINES.run(
        inserted[0],
        [str(side.account) for side in sides],
        [side.holder for side in sides],
        [side.amount_vnd for side in sides],
    )
    return True
