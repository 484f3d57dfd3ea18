"""Generated facts and questions for every engine, and the plain answer they must all give.

Nulls, ties, empty groups, negative and huge numbers, corrections, withdrawals, facts of days and
guarded indicators: all from one seed, so a difference found can be looked at again.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Context, Decimal, localcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from shutil import which

from django.conf import settings

from tinhso.indicators.gateways.choosing import COLUMNAR
from tinhso.indicators.gateways.clickhouse import ChDbEngine, ClickHouseEngine
from tinhso.indicators.gateways.columnar import DuckDbEngine, SparkEngine
from tinhso.indicators.gateways.engines import Engine, FactsEngine, SumsEngine
from tinhso.indicators.models import Fact, FactFile, Indicator
from tinhso.indicators.operations import NewFact, withdraw_facts
from tinhso.indicators.operations.files import write_stale_files
from tinhso.indicators.rules import Sums, is_small, periods
from tinhso.indicators.rules.metrics import SmallestGroup, SumRequest, SumRow
from tinhso.indicators.rules.planning import by_days
from tinhso.indicators.tests.factories import AT, LATER, Land
from tinhso.orgs.models import AreaKind
from tinhso.orgs.tests.factories import make_area

#: Where ``make conformance`` keeps engines that are not among the project's own packages.
EXTRA_PACKAGES = os.environ.get("TINHSO_CONFORMANCE_PACKAGES", "")
if EXTRA_PACKAGES:
    sys.path.append(EXTRA_PACKAGES)
SEED = 4_2026
HUGE = Decimal("99999999999999999999999.999999")
NUMBERS = (
    None, Decimal(0), Decimal(7), Decimal(7), Decimal(7), Decimal("-3.5"), Decimal("0.000001"),
    Decimal("123456.789"), HUGE, -HUGE,
)  # fmt: skip
MONTHS = tuple(f"C2026M{number}" for number in range(1, 7))
DAYS = tuple(f"D2026{month:02d}{day:02d}" for month in range(1, 5) for day in (1, 14, 15, 28))
#: What each needs here: the peer of a ClickHouse server runs on chDB.
_MODULES = {
    "duckdb": ("duckdb",), "clickhouse": ("clickhouse_connect", "chdb"), "chdb": ("chdb",),
    "spark": ("pyspark",),
}  # fmt: skip
_SPARK = {
    "spark.sql.shuffle.partitions": 2, "spark.ui.enabled": False,
    "spark.driver.memory": "1g", "spark.sql.adaptive.enabled": False,
}  # fmt: skip
_EXACT = Context(prec=60)
_CLASSES: dict[str, Callable[[list[Path]], Engine]] = {
    "duckdb": DuckDbEngine,
    "clickhouse": ClickHouseEngine,
    "chdb": ChDbEngine,
    "spark": SparkEngine,
}


@dataclass
class World:
    """A small province full of awkward numbers, in PostgreSQL and in files."""

    land: Land = field(default_factory=Land)
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311
    monthly: list[Indicator] = field(default_factory=list)
    daily: Indicator = field(init=False)

    def __post_init__(self) -> None:
        self.areas = [
            *self.land.communes,
            make_area("25200", name="Xã xa", kind=AreaKind.COMMUNE, parent=self.land.district),
            make_area("25210", name="Xã không số liệu", kind=AreaKind.COMMUNE),
        ]
        self.monthly = [
            self.land.indicator(f"X.{number}", smallest_count=8 if number == 3 else 1)
            for number in range(4)
        ]
        self.daily = self.land.indicator("X.DAY", frequency="DAY")
        self.land.record(*self._facts(), at=AT)
        self.land.record(*self._facts(share=0.3), at=LATER)
        gone = list(Fact.objects.filter(superseded_at__isnull=True).order_by("id")[::17])
        withdraw_facts(facts=gone, at=LATER + timedelta(hours=1))
        write_stale_files(at=LATER)

    def _facts(self, share: float = 0.8) -> Iterator[NewFact]:
        for indicator in (*self.monthly, self.daily):
            is_daily = indicator == self.daily
            for code in DAYS if is_daily else MONTHS:
                for area in self.areas[:3]:
                    for breakdown in ("", "a", "b"):
                        if self.chance.random() < share:
                            yield self.land.fact(
                                indicator, code, self._number(), self._number() or 1,
                                area=area, breakdown=breakdown,
                                agency=self.chance.choice([self.land.department, self.land.other]),
                                subject=f"case:{code}{area.pk}{breakdown}" if is_daily else "",
                            )  # fmt: skip

    def _number(self) -> Decimal | None:
        return self.chance.choice(NUMBERS)

    def files(self) -> list[Path]:
        """Give the files written."""
        rows = FactFile.objects.filter(is_stale=False, row_count__gt=0)
        return [Path(settings.FACTS_DIR) / row.name for row in rows]

    def requests(self, count: int) -> list[SumRequest]:
        """Give so many requests of all sorts, the last one about nothing that is there."""
        empty = SumRequest((self.monthly[0].pk,), ((self.areas[3].pk, 1),), self._pairs(MONTHS))
        return [*(self._request() for _ in range(count - 1)), empty]

    def _request(self) -> SumRequest:
        is_daily = self.chance.random() < 0.25
        indicators = [self.daily] if is_daily else self.chance.sample(self.monthly, 2)
        pairs = self._pairs(DAYS if is_daily else MONTHS)
        ids = tuple(indicator.pk for indicator in indicators)
        return SumRequest(
            indicator_ids=ids,
            areas=tuple((area.pk, self.chance.choice([1, 2])) for area in self.areas),
            periods=pairs,
            guarded=frozenset(ids[:1]) if self.chance.random() < 0.3 else frozenset(),
            own_agencies=(self.land.other.pk,) if self.chance.random() < 0.5 else (),
            agencies=(self.land.department.pk,) if self.chance.random() < 0.3 else (),
            breakdowns=("a", "") if self.chance.random() < 0.3 else (),
            by_breakdown=self.chance.random() < 0.5,
            counts_areas=self.chance.random() < 0.5,
            as_of=self.chance.choice([None, AT, LATER, LATER + timedelta(days=1)]),
            limits=self._limits(ids) if self.chance.random() < 0.5 else (),
        )

    def _limits(self, ids: tuple[int, ...]) -> tuple[SmallestGroup, ...]:
        """Limits around the numbers there are: below, on and above 7, and above 123456.789."""
        return tuple(
            SmallestGroup(each, self.chance.choice([5, 7, 8, 200_000]), self.chance.random() < 0.5)
            for each in ids[: self.chance.choice([1, 2])]
        )

    def _pairs(self, codes: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        ids = [periods.from_code(code).id for code in codes]
        whole = periods.from_code("C2026Y1").id
        slots = self.chance.random() < 0.5
        return tuple((each, each if slots else whole) for each in ids)


def plain_answer(request: SumRequest, facts: Iterable[Fact]) -> list[SumRow]:
    """Add up in plain Python over the rows themselves."""
    areas, slots = dict(request.areas), dict(request.periods)
    groups: defaultdict[tuple[int, int, int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        is_asked = fact.indicator_id in request.indicator_ids and fact.area_id in areas
        if is_asked and fact.period_id in slots and _counts(fact, request):
            shown = fact.breakdown if request.by_breakdown else ""
            key = (fact.indicator_id, areas[fact.area_id], slots[fact.period_id], shown)
            groups[key].append(fact)
    rows = [SumRow(*key, *_added(found, request)) for key, found in groups.items()]
    limits = {limit.indicator_id: limit for limit in request.limits}
    return [_told(row, limits.get(row.indicator_id)) for row in rows]


def _told(row: SumRow, limit: SmallestGroup | None) -> SumRow:
    """Give a row as it may leave an engine."""
    if limit and is_small(row.sums, is_ratio=limit.is_ratio, smallest=limit.smallest):
        return SumRow(
            row.indicator_id, row.target_id, row.slot_id, row.breakdown, Sums(), is_small=True
        )
    return row


def _counts(fact: Fact, request: SumRequest) -> bool:
    is_own = fact.agency_id in request.own_agencies
    if fact.indicator_id in request.guarded and not is_own:
        return False
    if request.agencies and fact.agency_id not in request.agencies:
        return False
    if request.breakdowns and fact.breakdown not in request.breakdowns:
        return False
    return _is_known(fact, request.as_of)


def _is_known(fact: Fact, as_of: datetime | None) -> bool:
    if as_of is None:
        return fact.superseded_at is None
    ended = fact.superseded_at
    return fact.recorded_at <= as_of and (ended is None or ended > as_of)


def _added(facts: list[Fact], request: SumRequest) -> tuple[Sums, int]:
    numerators = [fact.numerator for fact in facts if fact.numerator is not None]
    denominators = [fact.denominator for fact in facts if fact.denominator is not None]
    areas = {fact.area_id for fact in facts if fact.numerator is not None}
    with localcontext(_EXACT):
        sums = Sums(
            sum(numerators, Decimal(0)) if numerators else None,
            sum(denominators, Decimal(0)) if denominators else None,
            len(facts),
        )
    return sums, len(areas) if request.counts_areas else 0


def engine_names() -> list[str]:
    """List the engines that can run here, PostgreSQL's first."""
    found = [name for name in COLUMNAR if all(find_spec(each) for each in _MODULES[name])]
    if which("java") is None:
        found = [name for name in found if name != "spark"]
    return ["sums", "facts", *found]


def engine_named(name: str, world: World) -> Engine:
    """Give an engine over a world."""
    if name == "spark":
        _start_local_spark()
    if name in _CLASSES:
        return _CLASSES[name](world.files())
    return SumsEngine() if name == "sums" else FactsEngine()


def _start_local_spark() -> None:
    """Start the session of the process as one machine wants it: few partitions, no pages."""
    session = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    for setting, value in _SPARK.items():
        session = session.config(setting, value)
    session.getOrCreate().sparkContext.setLogLevel("ERROR")


def in_sums(request: SumRequest, world: World) -> bool:
    """Tell whether the sums can answer: the present, by months."""
    return request.as_of is None and world.daily.pk not in request.indicator_ids


__all__ = ["World", "by_days", "engine_named", "engine_names", "in_sums", "plain_answer"]
