"""Pages of a list by key, not by number: as quick on the last page as on the first.

One query a page whatever the depth. The cursor is signed and bound to the order it was made for,
so nobody can write their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError

M = TypeVar("M", bound=Model)
_NEXT, _PREVIOUS = "n", "p"


class BadCursor(DomainError):
    """The cursor was changed, or belongs to a list in another order."""

    code = "bad_cursor"
    text = gettext_lazy("Đường dẫn tới trang này không còn đúng. Hãy mở lại danh sách từ đầu.")


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[M]):
    """The rows of one page, and the cursors of its neighbours where there are any."""

    items: tuple[M, ...]
    next_cursor: str | None
    previous_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    is_descending: bool
    is_nullable: bool
    field: "Field[Any, Any]"

    def reversed(self) -> "_Column":
        return _Column(self.name, not self.is_descending, self.is_nullable, self.field)

    def order(self) -> str:
        return f"-{self.name}" if self.is_descending else self.name

    def is_equal(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def is_after(self, value: Any, *, or_equal: bool = False) -> Q | None:
        """Give the rows after a value, in PostgreSQL's order: an ascending list ends with nulls."""
        if value is None:
            if self.is_descending:
                return Q() if or_equal else Q(**{f"{self.name}__isnull": False})
            return self.is_equal(None) if or_equal else None
        comparison = ("lt" if self.is_descending else "gt") + ("e" if or_equal else "")
        after = Q(**{f"{self.name}__{comparison}": value})
        if self.is_nullable and not self.is_descending:
            after |= Q(**{f"{self.name}__isnull": True})
        return after


def page_by_keyset(
    queryset: QuerySet[M], *, order: Sequence[str], cursor: str | None = None, size: int = 20
) -> KeysetPage[M]:
    """Give one page of a queryset in an order whose columns together are unique.

    ``order`` names fields or annotations, ``-`` for descending, for example ``("due_at", "id")``.

    :raises BadCursor: the cursor was not made by this function for this order.
    """
    columns = [_column(queryset, name) for name in order]
    direction, values = _read_cursor(cursor, columns) if cursor else (_NEXT, None)
    walked = columns if direction == _NEXT else [column.reversed() for column in columns]
    if values is not None:
        queryset = queryset.filter(_after(walked, values))
    rows = list(queryset.order_by(*(column.order() for column in walked))[: size + 1])
    return _page(rows, columns, direction, is_first=cursor is None, size=size)


def first_page(
    rows: Sequence[M], *, model: type[M], order: Sequence[str], size: int = 20
) -> KeysetPage[M]:
    """Give the first page of rows a planned statement read in this order, one more than shown."""
    columns = [_column(model._default_manager.all(), name) for name in order]
    return _page(list(rows), columns, _NEXT, is_first=True, size=size)


def _page(
    rows: list[M], columns: list[_Column], direction: str, *, is_first: bool, size: int
) -> KeysetPage[M]:
    has_more, rows = len(rows) > size, rows[:size]
    if direction == _PREVIOUS:
        rows.reverse()
    has_next = has_more if direction == _NEXT else True
    has_previous = has_more if direction == _PREVIOUS else not is_first
    return KeysetPage(
        items=tuple(rows),
        next_cursor=_write_cursor(_NEXT, rows[-1:], columns) if has_next else None,
        previous_cursor=_write_cursor(_PREVIOUS, rows[:1], columns) if has_previous else None,
    )


def _column(queryset: QuerySet[M], ordered: str) -> _Column:
    name = ordered.lstrip("-")
    field: Field[Any, Any]
    if name in queryset.query.annotations:
        field = queryset.query.annotations[name].output_field
        return _Column(name, ordered.startswith("-"), is_nullable=True, field=field)
    model: Any = queryset.model
    is_nullable = False
    for part in name.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        is_nullable = is_nullable or field.null
        model = field.related_model
    return _Column(name, ordered.startswith("-"), is_nullable, field)


def _after(columns: list[_Column], values: list[Any]) -> Q:
    """Give the rows after the values; the first column's bound lets the index start there."""
    alternatives = []
    equal = Q()
    for column, value in zip(columns, values, strict=True):
        after = column.is_after(value)
        if after is not None:
            alternatives.append(equal & after)
        equal &= column.is_equal(value)
    bound = columns[0].is_after(values[0], or_equal=True) or Q()
    return bound & reduce(or_, alternatives)


def _salt(columns: list[_Column]) -> str:
    return "keyset:" + ",".join(column.order() for column in columns)


def _write_cursor(direction: str, edge: Sequence[Model], columns: list[_Column]) -> str | None:
    if not edge:
        return None
    row = edge[0]
    values = [attrgetter(column.name.replace("__", "."))(row) for column in columns]
    return signing.dumps([direction, *values], salt=_salt(columns), serializer=_Serializer)


def _read_cursor(cursor: str, columns: list[_Column]) -> tuple[str, list[Any]]:
    try:
        direction, *values = signing.loads(cursor, salt=_salt(columns), serializer=_Serializer)
        return direction, [
            None if value is None else column.field.to_python(value)
            for column, value in zip(columns, values, strict=True)
        ]
    except (signing.BadSignature, ValueError, ValidationError) as error:
        raise BadCursor from error


class _Serializer:
    def dumps(self, value: object) -> bytes:
        return DjangoJSONEncoder(separators=(",", ":")).encode(value).encode()

    def loads(self, data: bytes) -> Any:
        return signing.JSONSerializer().loads(data)
