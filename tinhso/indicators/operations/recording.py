"""Recording facts: each change a new version, the sums kept exact in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from functools import cache

from tinhso.core.actors import Actor
from tinhso.core.events import publish
from tinhso.core.prepared import Statement
from tinhso.indicators.events import FactsRecorded
from tinhso.indicators.models import Batch, Fact, FactFile, Source
from tinhso.indicators.rules import ValueKind, periods
from tinhso.indicators.rules.periods import Calendar, PeriodKind

FACTS_AT_ONCE = 2_000
#: Two writers of one indicator wait for each other; always taken in ascending order.
_LOCK = Statement(
    "select pg_advisory_xact_lock(hashtextextended('indicators.facts', id))"
    " from (select unnest(%s::bigint[]) as id order by 1) as wanted"
)
_CURRENT = Statement("""
    select f.id, f.indicator_id, f.area_id, f.agency_id, f.period_id, f.breakdown, f.subject,
        f.numerator, f.denominator, f.version
    from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::text[],
            %s::date[]) as given (indicator_id, area_id, agency_id, period_id, breakdown, subject,
            day)
        join indicators_fact f using
            (indicator_id, area_id, agency_id, period_id, breakdown, subject, day)
    where f.superseded_at is null
""")
_SUPERSEDE = Statement(
    "update indicators_fact set superseded_at = %s where id = any (%s::bigint[])"
    " and day = any (%s::date[]) and superseded_at is null"
)
_ADDED = """do update set
        numerator = s.numerator + excluded.numerator,
        denominator = s.denominator + excluded.denominator,
        fact_count = s.fact_count + excluded.fact_count,
        numerator_count = s.numerator_count + excluded.numerator_count,
        denominator_count = s.denominator_count + excluded.denominator_count"""
_ADD = Statement(f"""
    with given as materialized (
        select * from unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::text[],
            %s::numeric[], %s::numeric[], %s::bigint[], %s::bigint[], %s::bigint[])
            as given (indicator_id, area_id, agency_id, period_id, breakdown, numerator,
                denominator, fact_count, numerator_count, denominator_count)
    ), totals as (
        insert into indicators_facttotal as s (indicator_id, area_id, agency_id, period_id,
            numerator, denominator, fact_count, numerator_count, denominator_count)
        select indicator_id, area_id, agency_id, period_id, sum(numerator), sum(denominator),
            sum(fact_count), sum(numerator_count), sum(denominator_count)
        from given group by 1, 2, 3, 4
        on conflict (indicator_id, period_id, area_id, agency_id) {_ADDED}
    )
    insert into indicators_factsum as s (indicator_id, area_id, agency_id, period_id, breakdown,
        numerator, denominator, fact_count, numerator_count, denominator_count)
    select * from given
    on conflict (indicator_id, period_id, area_id, agency_id, breakdown) {_ADDED}
""")  # noqa: S608 - nothing from outside

Key = tuple[int, int, int, int, str, str]
#: Sums have up to 38 digits; the usual context would round them.
_EXACT = Context(prec=60)
_SumKey = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class NewFact:
    """A number to record; keys are of indicator, area (of its day) and the agency that gave it.

    Without numerator the number is reported as missing.
    """

    indicator_id: int
    area_id: int
    agency_id: int
    period_id: int
    numerator: Decimal | None
    denominator: Decimal | None = None
    breakdown: str = ""
    subject: str = ""

    @property
    def key(self) -> Key:
        """Give what the number is about; one current fact each."""
        return (
            self.indicator_id, self.area_id, self.agency_id, self.period_id, self.breakdown,
            self.subject,
        )  # fmt: skip

    @property
    def day(self) -> date:
        """Give the last day of its period."""
        return last_day(self.period_id)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where recorded facts came from and why."""

    source: Source
    kind: ValueKind = ValueKind.REPORTED
    batch: Batch | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many facts were new, changed a former one, or said what was known already."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def plus(self, other: "Recorded") -> "Recorded":
        """Give both together."""
        return Recorded(self.new + other.new, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True, slots=True)
class _Former:
    id: int
    day: date
    key: Key
    numerator: Decimal | None
    denominator: Decimal | None
    version: int


def record_facts(
    *, facts: Sequence[NewFact], origin: Origin, actor: Actor, at: datetime
) -> Recorded:
    """Record facts; what is known already changes nothing, what differs becomes a new version.

    Of several facts about the same thing the last one counts. Run twice, the second does nothing.
    """
    wanted = list({fact.key: fact for fact in facts}.values())
    found = Recorded()
    if wanted:
        _LOCK.rows(sorted({fact.indicator_id for fact in wanted}))
    for start in range(0, len(wanted), FACTS_AT_ONCE):
        part = wanted[start : start + FACTS_AT_ONCE]
        found = found.plus(_record_some(part, origin, actor, at))
    return found


def withdraw_facts(*, facts: Iterable[Fact], at: datetime) -> int:
    """Let facts end without a successor: what they said no longer holds. Gives how many."""
    former = [
        _Former(
            fact.pk,
            fact.day,
            (
                fact.indicator_id, fact.area_id, fact.agency_id, fact.period_id, fact.breakdown,
                fact.subject,
            ),
            fact.numerator,
            fact.denominator,
            fact.version,
        )
        for fact in facts
    ]  # fmt: skip
    if former:
        _LOCK.rows(sorted({fact.key[0] for fact in former}))
        _supersede(former, at)
        _add_to_sums([(fact.key, fact.numerator, fact.denominator, -1) for fact in former])
        _tell({fact.key for fact in former}, {fact.day for fact in former})
    return len(former)


def _record_some(facts: list[NewFact], origin: Origin, actor: Actor, at: datetime) -> Recorded:
    known = {former.key: former for former in _current(facts)}
    news = [fact for fact in facts if not _is_known(fact, known.get(fact.key))]
    former = [known[fact.key] for fact in news if fact.key in known]
    if not news:
        return Recorded(same=len(facts))
    _supersede(former, at)
    _insert(news, known, origin, actor, at)
    _add_to_sums(
        [
            *((fact.key, fact.numerator, fact.denominator, 1) for fact in news),
            *((fact.key, fact.numerator, fact.denominator, -1) for fact in former),
        ]
    )
    _tell({fact.key for fact in news}, {fact.day for fact in news})
    return Recorded(len(news) - len(former), len(former), len(facts) - len(news))


def _current(facts: list[NewFact]) -> Iterator[_Former]:
    columns = [list(column) for column in zip(*(fact.key for fact in facts), strict=True)]
    for row in _CURRENT.rows(*columns, [fact.day for fact in facts]):
        id_, *key, numerator, denominator, version = row
        day = last_day(key[3])
        yield _Former(id_, day, tuple(key), numerator, denominator, version)


def _is_known(fact: NewFact, former: _Former | None) -> bool:
    if former is None:
        return False
    return (fact.numerator, fact.denominator) == (former.numerator, former.denominator)


def _supersede(former: list[_Former], at: datetime) -> None:
    if former:
        _SUPERSEDE.run(at, [fact.id for fact in former], list({fact.day for fact in former}))


def _insert(
    news: list[NewFact], known: dict[Key, _Former], origin: Origin, actor: Actor, at: datetime
) -> None:
    Fact.objects.bulk_create(
        [
            Fact(
                day=fact.day,
                indicator_id=fact.indicator_id,
                area_id=fact.area_id,
                agency_id=fact.agency_id,
                period_id=fact.period_id,
                breakdown=fact.breakdown,
                subject=fact.subject,
                version=known[fact.key].version + 1 if fact.key in known else 1,
                kind=origin.kind,
                numerator=fact.numerator,
                denominator=fact.denominator,
                source=origin.source,
                batch=origin.batch,
                reason=origin.reason,
                recorded_by=actor.name or actor.reference,
                recorded_at=at,
            )
            for fact in news
        ],
        batch_size=500,
    )


def _add_to_sums(
    changes: Iterable[tuple[Key, Decimal | None, Decimal | None, int]],
) -> None:
    added: defaultdict[_SumKey, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 5)
    with localcontext(_EXACT):
        for key, numerator, denominator, sign in changes:
            for period_id in sum_periods(key[3]):
                cell = added[(key[0], key[1], key[2], period_id, key[4])]
                cell[0] += sign * (numerator or 0)
                cell[1] += sign * (denominator or 0)
                cell[2] += sign
                cell[3] += sign * (numerator is not None)
                cell[4] += sign * (denominator is not None)
    if added:
        rows = [(*key, *cell[:2], *map(int, cell[2:])) for key, cell in sorted(added.items())]
        _ADD.run(*(list(column) for column in zip(*rows, strict=True)))


@cache
def last_day(period_id: int) -> date:
    """Give the last day of a period, which decides the partition of its facts."""
    return periods.from_id(period_id).last_day


@cache
def sum_periods(period_id: int) -> tuple[int, ...]:
    """Give the periods a fact is summed by: days by the months of both calendars."""
    span = periods.from_id(period_id)
    if span.kind is not PeriodKind.DAY:
        return (period_id,)
    families = (Calendar.CALENDAR, Calendar.ADMINISTRATIVE)
    return tuple(
        periods.period_of(span.starts_on, family, PeriodKind.MONTH).id for family in families
    )


def _tell(keys: Iterable[Key], days: set[date]) -> None:
    FactFile.objects.filter(month__in={day.replace(day=1) for day in days}).update(is_stale=True)
    indicator_ids = tuple(sorted({key[0] for key in keys}))
    publish(FactsRecorded(indicator_ids, tuple(sorted({key[3] for key in keys}))))
