"""Writes wanted rows in bulk: new ones created, different ones changed, equal ones left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models

Columns = dict[str, object]
RowT = TypeVar("RowT", bound=models.Model)


@dataclass(slots=True)
class TableCount:
    """How many rows of a table were created, changed and kept."""

    created: int = 0
    changed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Upsert(Generic[RowT]):
    """The result of an upsert: the rows in the order wanted, and the counts."""

    rows: list[RowT]
    count: TableCount


def upsert(model: type[RowT], wanted: Iterable[Columns], *, key: tuple[str, ...]) -> Upsert[RowT]:
    """Bring the rows of a table, found by the key's columns, to the wanted columns.

    Costs one read, one insert and one update per five hundred rows, however many rows there are.
    """
    present = {_key_of(row, key): row for row in model._default_manager.all()}
    count = TableCount()
    rows: list[RowT] = []
    created: list[RowT] = []
    changed: list[RowT] = []
    columns: set[str] = set()
    for values in wanted:
        candidate = model(**values)
        row = present.get(_key_of(candidate, key))
        if row is None:
            row = candidate
            created.append(row)
        elif _differs(row, candidate, values):
            _copy(row, values)
            changed.append(row)
        else:
            count.kept += 1
        rows.append(row)
        columns.update(values)
    model._default_manager.bulk_create(created, batch_size=500)
    if changed:
        model._default_manager.bulk_update(changed, sorted(columns - set(key)), batch_size=500)
    count.created, count.changed = len(created), len(changed)
    return Upsert(rows, count)


def _key_of(row: models.Model, key: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row.serializable_value(column) for column in key)


def _differs(row: models.Model, candidate: models.Model, values: Columns) -> bool:
    return any(
        row.serializable_value(column) != candidate.serializable_value(column) for column in values
    )


def _copy(row: models.Model, values: Columns) -> None:
    for column, value in values.items():
        setattr(row, column, value)
