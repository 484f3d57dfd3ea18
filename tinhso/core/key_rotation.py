"""Sealing stored data anew after the key changed: in small steps, again and again until done.

The order of a change of keys: put the new key first in ``FIELD_KEYS`` and restart; run
``rotate_field_keys`` until it finds nothing; take the old key away. A value already sealed with
the new key is left alone, so a run that was killed is simply run again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.sealed import SealBroken, SealedTextField, current_prefix, seal, unseal


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column whose values are sealed; ``key`` is the table's primary key."""

    table: str
    key: str
    column: str

    @property
    def context(self) -> str:
        """Give what its values are authenticated with."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one batch did: values sealed anew, values no key opens, the last key looked at."""

    resealed: int
    broken: int
    last: int | str | UUID | None


@dataclass(frozen=True, slots=True)
class SealedElsewhere:
    """Sealed values outside columns, such as files.

    ``reseal`` seals with the first key what is not yet, and gives how many, and how many no key
    opens; killed, it is run again. ``count_of_other_keys`` counts what is left to do.
    """

    context: str
    reseal: Callable[[], tuple[int, int]]
    count_of_other_keys: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Resealed:
    """What sealing one column, or one thing elsewhere, did."""

    context: str
    resealed: int
    broken: int


#: Asked before anything is sealed anew; a slice above says who must have released it.
_releases: list[Callable[[], None]] = []
_elsewhere: dict[str, SealedElsewhere] = {}


def register_sealed_elsewhere(values: SealedElsewhere) -> None:
    """Let a slice's sealed files take part in a change of keys."""
    _elsewhere[values.context] = values


def register_release(check: Callable[[], None]) -> None:
    """Have a check made before a change of keys; it raises when the change is not released."""
    _releases.append(check)


def seal_everything(*, batch_size: int = 500) -> Iterator[Resealed]:
    """Seal all there is with the first key, once it is released; killed, it is run again."""
    for check in _releases:
        check()
    for column in sealed_columns():
        turns = list(reseal(column, batch_size=batch_size))
        resealed, broken = sum(one.resealed for one in turns), sum(one.broken for one in turns)
        yield Resealed(column.context, resealed, broken)
    for values in sealed_elsewhere():
        yield Resealed(values.context, *values.reseal())


def count_left() -> dict[str, int]:
    """Count, by context, what the first key has not sealed; nothing left is left out."""
    left = {column.context: count_of_other_keys(column) for column in sealed_columns()}
    left |= {values.context: values.count_of_other_keys() for values in sealed_elsewhere()}
    return {context: count for context, count in left.items() if count}


def sealed_elsewhere() -> list[SealedElsewhere]:
    """List what is sealed outside columns, by context."""
    return [_elsewhere[context] for context in sorted(_elsewhere)]


def sealed_columns() -> list[SealedColumn]:
    """List every sealed column of every model, by table."""
    found = [
        SealedColumn(model._meta.db_table, _key_of(model), str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedTextField)
    ]
    return sorted(found, key=lambda column: (column.table, column.column))


def _key_of(model: type[models.Model]) -> str:
    key = model._meta.pk
    assert key is not None and key.column  # noqa: S101, PT018 - a concrete model has one
    return key.column


def reseal(column: SealedColumn, *, batch_size: int) -> Iterator[Turn]:
    """Seal a column's values with the first key, a batch a transaction; gives each batch."""
    last: int | str | UUID | None = None
    while True:
        turn = _reseal_batch(column, last, batch_size)
        if turn.last is None:
            return
        yield turn
        last = turn.last


def _reseal_batch(column: SealedColumn, last: int | str | UUID | None, batch_size: int) -> Turn:
    quote = connection.ops.quote_name
    table, key, name = quote(column.table), quote(column.key), quote(column.column)
    with acting_as(SYSTEM), transaction.atomic(), connection.cursor() as cursor:
        after = "" if last is None else f" and {key} > %s"
        cursor.execute(
            f"select {key}, {name} from {table}"  # noqa: S608 - names of our own models
            f" where {name} <> '' and not starts_with({name}, %s){after}"
            f" order by {key} limit %s for update",
            [current_prefix(), *([] if last is None else [last]), batch_size],
        )
        rows = cursor.fetchall()
        opened = [(_open(value, column.context), row_key) for row_key, value in rows]
        changes = [
            (seal(plain, column.context), row_key) for plain, row_key in opened if plain is not None
        ]
        cursor.executemany(
            f"update {table} set {name} = %s where {key} = %s",  # noqa: S608 - as above
            changes,
        )
    return Turn(len(changes), len(rows) - len(changes), rows[-1][0] if rows else None)


def _open(value: str, context: str) -> str | None:
    try:
        return unseal(value, context)
    except SealBroken:
        return None


def count_of_other_keys(column: SealedColumn) -> int:
    """Count the values of a column that the first key did not seal."""
    quote = connection.ops.quote_name
    name = quote(column.column)
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {quote(column.table)}"  # noqa: S608 - names of our own models
            f" where {name} <> '' and not starts_with({name}, %s)",
            [current_prefix()],
        )
        return int(cursor.fetchone()[0])
