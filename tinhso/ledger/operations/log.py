"""The log itself: record an act, give waiting entries their place, erase details."""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.prepared import Statement
from tinhso.core.rls import acting_as
from tinhso.ledger import queries
from tinhso.ledger.gateways import key_files
from tinhso.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerSecret
from tinhso.ledger.queries.verification import DETAILS_ERASED
from tinhso.ledger.rules import notes, records, tree

SEQUENCER_LOCK = 7_413_001
BATCH_SIZE = 1000


class BadKind(DomainError):
    """A kind must be an upper-case code of at most 80 letters, such as ``CASE_ACCEPTED``."""

    code = "bad_ledger_kind"


# One statement for both rows: this runs inside every operation with legal weight.
_RECORD = Statement(
    """
with entry as (
    insert into ledger_ledgerentry (id, kind, recorded_at, commitment) values (%s, %s, %s, %s))
insert into ledger_ledgersecret (entry_id, salt, subject, actor, agency_id, payload)
values (%s, %s, %s, %s, %s, %s)
"""
)


def record(
    *, kind: str, subject: str, payload: Mapping[str, Any], actor: Actor, at: datetime
) -> LedgerEntry:
    """Record an act with legal weight in the caller's transaction.

    ``kind`` is public (``CASE_ACCEPTED``); ``subject`` (``case:12``), ``payload`` and the actor
    stay secret behind a salted commitment. The entry gets its place about a second later.

    :raises BadKind: the kind is not an upper-case code.
    :raises NotRecordable: the payload holds a value without a single written form (a float).
    """
    if not (kind.isupper() and kind.isidentifier() and kind.isascii() and len(kind) <= 80):
        raise BadKind(kind)
    entry_id, salt = uuid4(), os.urandom(records.SALT_BYTES)
    plain = records.plain(payload)
    commitment = records.commit(
        salt,
        records.details(
            kind=kind, subject=subject, actor=actor.reference, recorded_at=at, payload=plain
        ),
    )
    entry: list[Any] = [entry_id, kind, at, commitment]
    secret: list[Any] = [entry_id, salt, subject, actor.reference, actor.agency_id, Jsonb(plain)]
    _RECORD.run(*entry, *secret)
    recorded = LedgerEntry(id=entry_id, kind=kind, recorded_at=at, commitment=commitment)
    recorded._state.adding = False
    return recorded


def sequence_waiting(*, at: datetime, batch_size: int = BATCH_SIZE) -> int:
    """Give waiting entries their place and sign a checkpoint; gives how many entries.

    One sequencer works at a time (advisory lock): another one finds nothing to do. Places, tree
    and checkpoint change in one transaction, so a killed sequencer leaves the log as it was.
    """
    with acting_as(SYSTEM):
        if not _is_only_sequencer():
            return 0
        waiting = list(LedgerEntry.objects.filter(index=None).order_by("position")[:batch_size])
        if not waiting:
            return 0
        size = queries.sequenced_count()
        _assign_places(waiting, size)
        _grow_tree(waiting, size)
        note = _sign_checkpoint(size + len(waiting), at)
    key_files.keep_witness(note)
    return len(waiting)


def _is_only_sequencer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        return bool(cursor.fetchone()[0])


def _assign_places(waiting: list[LedgerEntry], size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledger_ledgerentry entry set index = %s + place.number - 1"
            " from unnest(%s::uuid[]) with ordinality as place (id, number)"
            " where entry.id = place.id",
            [size, [entry.id for entry in waiting]],
        )


def _grow_tree(waiting: list[LedgerEntry], size: int) -> None:
    leaves = [tree.leaf_hash(queries.leaf_of(entry)) for entry in waiting]
    tiles = tree.grow_tiles(size=size, leaves=leaves, read_tile=queries.find_tile)
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into ledger_ledgertile (level, number, hashes) values (%s, %s, %s)"
            " on conflict (level, number) do update set hashes = excluded.hashes",
            [(level, number, hashes) for (level, number), hashes in tiles.items()],
        )


def _sign_checkpoint(size: int, at: datetime) -> str:
    is_first = not LedgerCheckpoint.objects.exists()
    key = key_files.load_or_create_key(may_create=is_first)
    root = queries.tree_of_size(size).root()
    note = notes.sign(notes.Checkpoint(settings.LEDGER_ORIGIN, size, root), key)
    LedgerCheckpoint.objects.create(size=size, root=root, note=note, signed_at=at)
    return note


@transaction.atomic
def erase_details(*, subject: str, reason: str, actor: Actor, at: datetime) -> int:
    """Destroy what every entry about a subject commits to; gives how many entries.

    The entries and their proofs stay; nobody can ever learn or guess what they were about. The
    erasure itself is recorded, with the entries' identifiers and the reason (no personal data).
    """
    with acting_as(SYSTEM):
        secrets = LedgerSecret.objects.filter(subject=subject)
        entry_ids: list[UUID] = sorted(secrets.values_list("pk", flat=True))
        if entry_ids:
            payload = {"entries": entry_ids, "reason": reason}
            record(kind=DETAILS_ERASED, subject="ledger", payload=payload, actor=actor, at=at)
            secrets.filter(pk__in=entry_ids).delete()
    return len(entry_ids)
