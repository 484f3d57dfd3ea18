"""Inside the platform: writes facts, times the metric query, makes a board. See ``facts``."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from tinhso.core.actors import SYSTEM, ActorKind  # noqa: E402
from tinhso.core.clock import now  # noqa: E402
from tinhso.core.rls import acting_as  # noqa: E402
from tinhso.dashboards.models import Board  # noqa: E402
from tinhso.dashboards.operations.boards import checked, save_version  # noqa: E402
from tinhso.identity.models import OfficerAccount  # noqa: E402
from tinhso.indicators.api import (  # noqa: E402
    AreaLevel,
    Calendar,
    Indicator,
    MetricQuery,
    PeriodKind,
    Source,
    answer,
    periods,
)
from tinhso.indicators.operations.files import write_stale_files  # noqa: E402
from tinhso.orgs.api import get_agency, organisation_date  # noqa: E402

FIRST, DAYS, INDICATORS = date(2024, 1, 1), 731, 20
#: How often a question is asked; those at a past moment read every fact and take seconds.
TIMES, PAST_TIMES = 15, 3
KNOWN = datetime(2026, 1, 10, tzinfo=UTC)
OWNER = "H10.13"
_KINDS = (
    *("NUMBER", "NUMBER", "NUMBER", "GAUGE", "TREND", "TREND", "BAR", "BAR"),
    *("TABLE", "RANKING", "MAP", "NUMBER"),
)
_OF_SEVERAL = ("TREND", "TABLE")
_FACTS = """
insert into indicators_fact (day, indicator_id, area_id, agency_id, period_id, breakdown, subject,
    version, kind, numerator, denominator, source_id, reason, recorded_by, recorded_at)
select d.day, i.id, a.id, i.owner_id,
    400000000 + to_char(d.day, 'YYYYMMDD')::int, 'b' || (n / 2220 %% 12), 'case:' || n, 1,
    'DERIVED', (n * 7919 %% 1000), 1000, %s, '', 'benchmark', '2026-01-05'
from generate_series(%s::bigint, %s::bigint) n
    join (select date '2024-01-01' + g as day, g from generate_series(0, %s) g) d
        on d.g = n * %s / %s
    join (select id, owner_id, row_number() over (order by id) - 1 as at
          from indicators_indicator where id = any (%s)) i on i.at = n %% %s
    join (select id, row_number() over (order by id) - 1 as at from orgs_area
          where kind in ('WARD', 'TOWNSHIP', 'COMMUNE') and valid_from <= '2021-06-01'
            and (valid_to is null or valid_to > '2021-06-01')) a on a.at = n / 20 %% 111
"""
_SUMS = """
insert into indicators_factsum (indicator_id, area_id, agency_id, period_id, breakdown, numerator,
    denominator, fact_count, numerator_count, denominator_count)
select indicator_id, area_id, agency_id,
    10000000 + to_char(day, 'YYYY')::int * 1000 + 100 + to_char(day, 'MM')::int, breakdown,
    sum(numerator), sum(denominator), count(*), count(numerator), count(denominator)
from indicators_fact group by 1, 2, 3, 4, 5
"""
_TOTALS = """
insert into indicators_facttotal (indicator_id, area_id, agency_id, period_id, numerator,
    denominator, fact_count, numerator_count, denominator_count)
select indicator_id, area_id, agency_id, period_id, sum(numerator), sum(denominator),
    sum(fact_count), sum(numerator_count), sum(denominator_count)
from indicators_factsum group by 1, 2, 3, 4
"""


def main() -> None:
    """Do what the first word says: write facts from a number to another, sum, file, or measure."""
    step, *words = sys.argv[1:]
    with acting_as(SYSTEM):
        if step == "write":
            write(int(words[0]), int(words[1]), int(words[2]))
        elif step == "sum":
            sum_up()
        elif step == "files":
            write_files()
        else:
            measure(tuple(indicator.code for indicator in _daily()))
            Path(words[0]).write_text(json.dumps(make_board()), encoding="utf-8")


def _daily() -> list[Indicator]:
    return list(Indicator.objects.order_by("id")[:INDICATORS])


def write(first: int, last: int, count: int) -> None:
    """Write the facts from one number to another, of all that come: day after day, as they do."""
    source = Source.objects.get(code="DEMO")
    ids = [indicator.pk for indicator in _daily()]
    with connection.cursor() as cursor:
        days = [DAYS - 1, DAYS, count + 1]
        cursor.execute(_FACTS, [source.pk, first, last, *days, ids, INDICATORS])


def sum_up() -> None:
    """Make the indicators daily ones, write their facts' sums."""
    for indicator in _daily():
        version = indicator.version
        if version is not None:
            type(version).objects.filter(pk=version.pk).update(
                frequency="DAY", over_time="SUM", over_areas="SUM", expression={}
            )
    with connection.cursor() as cursor:
        cursor.execute(_SUMS)
        print(f"{cursor.rowcount:,} sums", flush=True)
        cursor.execute(_TOTALS)


def write_files() -> None:
    """Write the monthly files."""
    begun = time.perf_counter()
    print(f"{write_stale_files(at=now())} files in {time.perf_counter() - begun:.0f} s", flush=True)


def make_board() -> dict[str, str]:
    """Put a board of twelve tiles in force and sign a leader in; give its address and session."""
    from benchmarks.prepare import sign_in

    codes = [indicator.code for indicator in _daily()]
    places = [(column, row) for row in (0, 2, 4) for column in (0, 3, 6, 9)]
    tiles = [
        {
            "id": f"tile-{number}", "kind": kind, "at": [*places[number], 3, 2],
            "indicators": codes[number : number + (3 if kind in _OF_SEVERAL else 1)],
            "title": {"vi": f"Ô {number + 1}", "en": f"Tile {number + 1}"},
        }
        for number, kind in enumerate(_KINDS)
    ]  # fmt: skip
    board = Board.objects.create(
        slug="do-toc-do", name="Đo tốc độ", name_en="Timing", scope_code="70",
        owner=get_agency(OWNER, organisation_date()), audience="OFFICERS",
    )  # fmt: skip
    save_version(board=board, tiles=checked({"tiles": tiles}), note="", actor=SYSTEM, at=now())
    officer = OfficerAccount.objects.get(username="leader.tanphu")
    path = f"/can-bo/dieu-hanh/{board.slug}/?den=C2025M12"
    return {"path": path, "session": sign_in(ActorKind.OFFICER, officer.pk, "")}


def measure(codes: tuple[str, ...]) -> None:
    """Time each question, and print medians and the slowest in milliseconds."""
    months = tuple(
        periods.make(Calendar.CALENDAR, PeriodKind.MONTH, year, month).id
        for year in (2024, 2025)
        for month in range(1, 13)
    )
    tile = MetricQuery(codes[:1], months, AreaLevel.PROVINCE)
    by_district = MetricQuery(codes, months[-1:], AreaLevel.DISTRICT)
    everything = MetricQuery(codes, months, AreaLevel.COMMUNE)
    questions = {
        "tile: 1 indicator, 24 months, province (sums)": tile,
        "20 indicators x district, 1 month (sums)": by_district,
        "all x all x 24 months (sums)": everything,
        "all x all x 24 months, past moment (duckdb)": _past(everything, "duckdb"),
        "20 x district, 1 month, past moment (duckdb)": _past(by_district, "duckdb"),
        "20 x district, 1 month, past moment (facts)": _past(by_district, "facts"),
    }
    for name, question in questions.items():
        times = TIMES if question.as_of is None else PAST_TIMES
        show(name, partial(answer, question, SYSTEM), times)


def _past(question: MetricQuery, engine: str) -> MetricQuery:
    return MetricQuery(
        question.indicators, question.periods, question.level, as_of=KNOWN, engine=engine
    )


def show(name: str, ask: Callable[[], object], times: int) -> None:
    """Ask again and again and print how long it took."""
    ask()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{name:52} median {statistics.median(took):8.1f} ms   max {max(took):8.1f} ms")


if __name__ == "__main__":
    main()
