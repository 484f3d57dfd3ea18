"""What every slice holds about a person: each registers how to gather it and what may be erased."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Row = dict[str, Any]
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class DataHolder:
    """One kind of a person's data (loại dữ liệu đang giữ).

    ``collect`` gives the rows of a person as the platform, JSON-ready. ``erase`` deletes what may
    go and gives how many; without it everything stays. ``kept_because`` says why what is left
    stays.
    """

    code: str
    label: object
    collect: Callable[[int], list[Row]]
    erase: Callable[[int, datetime], int] | None = None
    kept_because: object = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one kind."""

    code: str
    label: str
    rows: list[Row]


_holders: dict[str, DataHolder] = {}


def register_holder(holder: DataHolder) -> None:
    """Let a slice answer for a kind of data; a second of the same code replaces the first."""
    _holders[holder.code] = holder


def list_holders() -> list[DataHolder]:
    """Give all holders, by code."""
    return [_holders[code] for code in sorted(_holders)]


def gather(person_id: int) -> list[Holding]:
    """Give everything held about a person, as the platform; empty kinds too."""
    return [
        Holding(holder.code, str(holder.label), holder.collect(person_id))
        for holder in list_holders()
    ]


def plain_rows(rows: "QuerySet[M] | Iterable[M]", *columns: str) -> list[Row]:
    """Give models as JSON-ready rows with the columns named, ``a.b`` through a relation."""
    found = rows[:_MOST_ROWS] if isinstance(rows, QuerySet) else rows
    return [{name: _plain(_read(row, name)) for name in columns} for row in found]


def _read(row: object, name: str) -> object:
    for part in name.split("."):
        row = getattr(row, part, None)
    return row() if callable(row) else row


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
