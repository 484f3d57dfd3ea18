"""Fills the ledger for tests."""

from datetime import UTC, datetime, timedelta

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.ledger.models import LedgerEntry
from tinhso.ledger.operations import record, sequence_waiting

AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
OFFICER = Actor(ActorKind.OFFICER, account_id=12, agency_ids=(3,))


def record_many(count: int, *, actor: Actor = OFFICER, first: int = 0) -> list[LedgerEntry]:
    """Record acts about the cases ``case:0``, ``case:1`` …"""
    with acting_as(actor):
        return [
            record(
                kind="CASE_ACCEPTED",
                subject=f"case:{number}",
                payload={"number": number, "name": "Nguyễn Văn An"},
                actor=actor,
                at=AT + timedelta(seconds=number),
            )
            for number in range(first, first + count)
        ]


def sequence(*, batch_size: int = 1000) -> int:
    """Give everything that waits its place; gives how many entries."""
    total = 0
    with acting_as(SYSTEM):
        while count := sequence_waiting(at=AT, batch_size=batch_size):
            total += count
    return total
