"""Facts by the hundred thousand: copied in one stream, their sums made in one statement.

For first loads only: nothing is compared with what is there, so the indicators must have no facts
in these periods yet.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from tinhso.indicators.models import FactFile, Source
from tinhso.indicators.operations.recording import NewFact
from tinhso.indicators.rules import ValueKind

_STAGE = """
create temp table indicators_given (
    day date, indicator_id bigint, area_id bigint, agency_id bigint, period_id int,
    breakdown varchar(40), subject varchar(80), numerator numeric(30, 6), denominator numeric(30, 6)
) on commit drop
"""
_COPY = """copy indicators_given
    (day, indicator_id, area_id, agency_id, period_id, breakdown, subject, numerator, denominator)
    from stdin"""
_FACTS = """
insert into indicators_fact (day, indicator_id, area_id, agency_id, period_id, breakdown, subject,
    version, kind, numerator, denominator, source_id, reason, recorded_by, recorded_at)
select day, indicator_id, area_id, agency_id, period_id, breakdown, subject, 1, %s, numerator,
    denominator, %s, '', %s, %s
from indicators_given
"""
_SUMS = """
insert into indicators_factsum (indicator_id, area_id, agency_id, period_id, breakdown, numerator,
    denominator, fact_count, numerator_count, denominator_count)
select indicator_id, area_id, agency_id, base.id, breakdown, coalesce(sum(numerator), 0),
    coalesce(sum(denominator), 0), count(*), count(numerator), count(denominator)
from indicators_given, lateral (
    select period_id as id where period_id < 400000000
    union all
    select family * 10000000 + extract(year from first)::int * 1000 + 100
        + extract(month from first)::int
    from (values (1, day), (2, (day + interval '1 month' - interval '14 days')::date))
        as month (family, first)
    where period_id >= 400000000
) as base
group by 1, 2, 3, 4, 5
"""
_TOTALS = """
insert into indicators_facttotal (indicator_id, area_id, agency_id, period_id, numerator,
    denominator, fact_count, numerator_count, denominator_count)
select indicator_id, area_id, agency_id, period_id, sum(numerator), sum(denominator),
    sum(fact_count), sum(numerator_count), sum(denominator_count)
from indicators_factsum where indicator_id in (select indicator_id from indicators_given)
group by 1, 2, 3, 4
on conflict (indicator_id, period_id, area_id, agency_id) do update set
    numerator = excluded.numerator, denominator = excluded.denominator,
    fact_count = excluded.fact_count, numerator_count = excluded.numerator_count,
    denominator_count = excluded.denominator_count
"""


def copy_facts(*, facts: Iterable[NewFact], source: Source, recorded_by: str, at: datetime) -> int:
    """Copy facts in, sums included (of days by the months of both calendars); gives how many."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy(_COPY) as stream:
            for fact in facts:
                count += 1
                stream.write_row(
                    (
                        fact.day, fact.indicator_id, fact.area_id, fact.agency_id, fact.period_id,
                        fact.breakdown, fact.subject, fact.numerator, fact.denominator,
                    )
                )  # fmt: skip
        cursor.execute(_FACTS, [ValueKind.REPORTED, source.pk, recorded_by, at])
        cursor.execute(_SUMS)
        cursor.execute(_TOTALS)
    FactFile.objects.update(is_stale=True)
    return count
