"""Statements PostgreSQL plans once a connection, for the few hot paths (docs/adr/0011).

Building a query in the ORM costs ten times what running a planned one does. Here the ORM builds
it once, and afterwards only the values travel:

- ``Reading`` compiles a queryset with placeholders and gives models as the queryset would;
- ``insert`` writes a new model row, all of its columns, and sets its key; ``update`` some columns;
- ``Statement`` is SQL written by hand.

Transactions, row security, errors and counted queries are those of Django's connection.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Generic, TypeVar

from django import db
from django.db.models import CharField, Field, ForeignKey, Model, QuerySet, TextField
from django.db.models.query import get_related_populators

from tinhso.core.postgres.line import Line, Row

M = TypeVar("M", bound=Model)


class Statement:
    """SQL with ``%s`` for values, given in order; a list needs a cast such as ``%s::bigint[]``."""

    __slots__ = ("_sql",)

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def run(self, *values: Any) -> int:
        """Run it and give how many rows it touched."""
        return int(_execute(self._sql, values).rowcount)

    def row(self, *values: Any) -> Row | None:
        """Run it and give its first row, if any."""
        found: Row | None = _execute(self._sql, values).fetchone()
        return found

    def rows(self, *values: Any) -> list[Row]:
        """Run it and give all rows."""
        found: list[Row] = _execute(self._sql, values).fetchall()
        return found


class Reading(Generic[M]):
    """A queryset compiled once; its values are named and typed when it is declared.

    ``Reading(lambda token: Case.objects.filter(token=token), token=str)`` and then
    ``.first(token="abc")``. The shape must not depend on the values: no ``__in``, no slices, no
    condition left out. Values must have the type of the column (``str``, ``int``, ``datetime``).
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **types: type) -> None:
        self._build = build
        self._types = types
        self._plan: _Plan | None = None

    def all(self, **values: Any) -> list[M]:
        """Give every row as the queryset would."""
        plan = self._ready()
        return list(plan.models(_execute(plan.sql, plan.fill(values)).fetchall()))

    def first(self, **values: Any) -> M | None:
        """Give the first row as the queryset would, or ``None``."""
        plan = self._ready()
        found = _execute(plan.sql, plan.fill(values)).fetchone()
        return next(plan.models([found])) if found else None

    def _ready(self) -> "_Plan":
        if self._plan is None:
            samples = {name: _sample(kind, n) for n, (name, kind) in enumerate(self._types.items())}
            self._plan = _Plan(self._build(**samples), samples)
        return self._plan


def _sample(kind: type, number: int) -> object:
    """Give a value no query holds by itself, to find its place again in the compiled one."""
    if kind is int:
        return 8_070_450_532_247_928_832 + number
    if kind is date:
        return date(1, 2, 3 + number)
    if kind is datetime:
        return datetime(1, 1, 2, 3, 4, number, tzinfo=UTC)
    return f"\x01value-{number}\x01"


class _Plan:
    """The SQL of a queryset, where its values go, and how its rows become models."""

    def __init__(self, rows: QuerySet[Any], samples: dict[str, object]) -> None:
        self._compiler = rows.query.get_compiler(using=rows.db)
        self.sql, found = self._compiler.as_sql()
        names = {sample: name for name, sample in samples.items()}
        self._places = [(names.get(value), value) for value in map(_hashable, found)]
        read = [column[0] for column in self._compiler.select]
        self._converters = self._compiler.get_converters(read)
        info = self._compiler.klass_info
        chosen = info["select_fields"]
        self._own = slice(chosen[0], chosen[-1] + 1)
        self._model: type[Model] = info["model"]
        self._names = [column.target.attname for column in read[self._own]]
        populators: Any = get_related_populators
        self._related = populators(info, self._compiler.select, rows.db)

    def fill(self, values: dict[str, Any]) -> list[Any]:
        """Put the values where their samples stood."""
        return [value if name is None else values[name] for name, value in self._places]

    def models(self, rows: Sequence[Row]) -> Iterator[Any]:
        """Make models of rows, with what ``select_related`` brought."""
        if self._converters:
            rows = list(self._compiler.apply_converters(rows, self._converters))
        for row in rows:
            model = self._model.from_db(db.DEFAULT_DB_ALIAS, self._names, row[self._own])
            for populator in self._related:
                populator.populate(row, model)
            yield model


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def insert(model: Model) -> None:
    """Write a new row with all its columns and set its key; signals are not sent."""
    sql, fields, returned = _insertion(type(model))
    row = _execute(sql, _values(model, fields, adding=True)).fetchone()
    _written(model, returned, row)


def _written(model: Model, returned: Sequence[Any], row: Row) -> None:
    for field, value in zip(returned, row, strict=True):
        setattr(model, field.attname, value)
    model._state.adding, model._state.db = False, db.DEFAULT_DB_ALIAS


def insert_if_new(model: Model) -> bool:
    """Write a new row unless a unique column has its value already; give whether it was written."""
    sql, fields, returned = _insertion(type(model))
    before, _, back = sql.rpartition(" returning ")
    row = _execute(
        f"{before} on conflict do nothing returning {back}", _values(model, fields, adding=True)
    ).fetchone()
    if row is None:
        return False
    _written(model, returned, row)
    return True


def insert_unread(model: Model) -> bool:
    """Write a row its writer may not read back; give whether it is new (a conflict leaves it)."""
    sql, fields, _returned = _insertion(type(model), reads_back=False)
    return bool(_execute(sql, _values(model, fields, adding=True)).rowcount)


def update(model: Model, *names: str) -> None:
    """Write some columns of a row; names are those of fields."""
    sql, fields = _change(type(model), names)
    _execute(sql, [*_values(model, fields, adding=False), model.pk])


def _values(model: Model, fields: Sequence[Any], *, adding: bool) -> list[Any]:
    here = _connection()
    values = []
    for field in fields:
        wanted, wrap = _way_of(field)
        value = getattr(model, field.attname) if wanted else None
        if value is None or type(value) is not wanted:
            value = field.get_db_prep_save(field.pre_save(model, adding), here)
        elif wrap is not None:
            value = wrap(value)
        values.append(value)
    return values


@cache
def _way_of(field: Any) -> tuple[type | None, Callable[[Any], Any] | None]:
    """Give the type of value a field sends as it is, and what marks an integer's width.

    No type is given for fields that make or change their values; they are asked each time.
    """
    if type(field).pre_save is not Field.pre_save:
        return None, None
    target = field.target_field if isinstance(field, ForeignKey) else field
    if type(target) in {CharField, TextField}:
        return str, None
    width = _connection().ops.integerfield_type_map.get(target.get_internal_type())
    is_plain = type(target).get_db_prep_value is Field.get_db_prep_value
    return (int, width) if width and is_plain else (None, None)


@cache
def _insertion(
    model: type[Model], *, reads_back: bool = True
) -> tuple[str, list[Any], Sequence[Any]]:
    meta: Any = model._meta
    fields = [field for field in meta.local_concrete_fields if _is_written(field)]
    quote = _connection().ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    returned = meta.db_returning_fields
    back = "returning " + ", ".join(quote(field.column) for field in returned)
    ending = back if reads_back else "on conflict do nothing"
    sql = f"insert into {quote(meta.db_table)} ({columns}) values ({places}) {ending}"  # noqa: S608
    return sql, fields, returned


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    meta: Any = model._meta
    quote = _connection().ops.quote_name
    fields = [meta.get_field(name) for name in names]
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = quote(meta.pk.column)
    return f"update {quote(meta.db_table)} set {sets} where {key} = %s", fields  # noqa: S608


def _is_written(field: Any) -> bool:
    return not field.generated and field.get_internal_type() not in {"AutoField", "BigAutoField"}


def open_transaction(words: str, *values: str) -> bool:
    """Begin a transaction and say something with texts for ``%s`` in the same breath.

    Gives false, and does nothing, when one is open already or statements are watched.
    """
    here = _connection()
    if not here.in_atomic_block or here.queries_logged or here.execute_wrappers:
        return False
    _look_at(here)
    line: Line = here.line
    if line.raw.autocommit or not line.is_idle:
        return False
    with here.wrap_database_errors:
        line.say(b"BEGIN;" + words.encode() % tuple(map(line.quoted, values)))
    return True


def _execute(sql: str, values: Sequence[Any]) -> Any:
    """Run on the connection's own line; watched statements go the plain way, to be counted."""
    here = _connection()
    if here.queries_logged or here.execute_wrappers:
        watched = here.cursor()
        watched.execute(sql, values)
        return watched
    _look_at(here)
    if here.needs_rollback:
        here.validate_no_broken_transaction()
    with here.wrap_database_errors:
        return here.line.run(sql, values)


def _connection() -> Any:
    """Give this thread's connection itself; its stand-in in Django looks it up for every name."""
    return db.connections[db.DEFAULT_DB_ALIAS]


def _look_at(here: Any) -> None:
    """Open the connection where none is, or where the server hung up since the last request."""
    if here.health_check_enabled and not here.health_check_done:
        here.close_if_health_check_failed()
    if here.connection is None:
        here.ensure_connection()
