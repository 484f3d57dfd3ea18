"""Rows that several agencies may read carry their ids; here another agency is added."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Model

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
