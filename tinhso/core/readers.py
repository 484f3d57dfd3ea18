"""Rows that several agencies may read carry their ids; here another agency is added."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from tinhso.core.prepared import Statement

_ADD = """
update {table} set reader_agency_ids =
    array(select distinct unnest(array_cat(reader_agency_ids, %s::bigint[])) order by 1)
where id = any(%s::bigint[]) and not reader_agency_ids @> %s::bigint[]
"""
_OF_PERSON = " and person_id = %s"


def add_readers(
    model: type[Model],
    ids: Iterable[int],
    agency_ids: Iterable[int],
    *,
    of_person: int | None = None,
) -> int:
    """Let agencies read rows, in one statement; give how many rows that changed.

    The rows' column is ``reader_agency_ids``; rows that all of the agencies may read already are
    left alone, so asking twice changes nothing. ``of_person`` leaves other people's rows alone.
    """
    wanted, table = sorted(set(agency_ids)), model._meta.db_table
    if of_person is None:
        return _statement(table).run(wanted, list(ids), wanted)
    return _statement(table, _OF_PERSON).run(wanted, list(ids), wanted, of_person)


@cache
def _statement(table: str, condition: str = "") -> Statement:
    return Statement(_ADD.format(table=table) + condition)


def add_readers_by_key(
    model: type[Model], column: str, pairs: Iterable[tuple[str | int, int]]
) -> int:
    """Let each row's own agency read it, thousands of rows in one statement; give how many changed.

    :param column: the column that finds rows, such as ``id`` or ``subject``.
    :param pairs: value of that column and agency; a value may come with several agencies.
    """
    wanted = sorted(set(pairs), key=str)
    if not wanted:
        return 0
    quote = connection.ops.quote_name
    key: Field[Any, Any] = model._meta.get_field(column)  # type: ignore[assignment] # a column
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_BY_KEY.format(
                table=quote(model._meta.db_table),
                column=quote(column),
                key_type=key.cast_db_type(connection),
            ),
            [[value for value, _ in wanted], [agency_id for _, agency_id in wanted]],
        )
        return int(cursor.rowcount)


_ADD_BY_KEY = """
with fresh as (
    select key, array_agg(agency_id) as agency_ids
    from unnest(%s::{key_type}[], %s::bigint[]) as pair (key, agency_id) group by key
)
update {table} t set reader_agency_ids = array(
    select distinct unnest(t.reader_agency_ids || fresh.agency_ids) order by 1)
from fresh where t.{column} = fresh.key and not t.reader_agency_ids @> fresh.agency_ids
"""
