"""Rows that several agencies may read carry their ids; here another agency is added."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, QuerySet, Value

_IDS: "ArrayField[list[int], list[int]]" = ArrayField(BigIntegerField())


def add_readers(rows: QuerySet[Any], agency_ids: Iterable[int]) -> int:
    """Let agencies read rows, in one statement; give how many rows that changed.

    The rows' column is ``reader_agency_ids``; rows that all of the agencies may read already are
    left alone, so asking twice changes nothing.
    """
    wanted = sorted(set(agency_ids))
    added = Func(
        F("reader_agency_ids"),
        Value(wanted, output_field=_IDS),
        template="array(select distinct unnest(array_cat(%(expressions)s)) order by 1)",
        output_field=_IDS,
    )
    return rows.exclude(reader_agency_ids__contains=wanted).update(reader_agency_ids=added)
