"""Facts in versions: new, changed, same, withdrawn; sums exact; corrections; the doors for work."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.indicators.models import Fact, FactSum, FactTotal, Indicator
from tinhso.indicators.operations import (
    NotCorrectable,
    NothingChanged,
    ReasonMissing,
    Recorded,
    SubjectFact,
    correct_fact,
    tell_subjects,
)
from tinhso.indicators.operations.recording import withdraw_facts
from tinhso.indicators.permissions import NotYourNumbers, access_fact, access_indicator
from tinhso.indicators.rules import periods
from tinhso.indicators.tests.factories import AT, LATER, Land

pytestmark = pytest.mark.django_db
_SUMS = ("numerator", "denominator", "fact_count", "numerator_count", "denominator_count")


@pytest.fixture
def land() -> Land:
    return Land()


@pytest.fixture
def births(land: Land) -> Indicator:
    return land.indicator()


def sums_of(indicator: Indicator) -> dict[str, tuple[Decimal, int]]:
    rows = FactSum.objects.filter(indicator=indicator)
    return {
        periods.from_id(row.period_id).code: (row.numerator, row.fact_count)
        for row in rows
        if row.fact_count
    }


def assert_totals_are_the_sums(indicator: Indicator) -> None:
    """Totals are the sums over breakdowns, cell by cell."""
    added: defaultdict[tuple[int, int, int], list[Decimal | int]] = defaultdict(lambda: [0] * 5)
    for row in FactSum.objects.filter(indicator=indicator):
        cell = added[row.area_id, row.agency_id, row.period_id]
        for at, name in enumerate(_SUMS):
            cell[at] += getattr(row, name)
    kept = {
        (row.area_id, row.agency_id, row.period_id): [getattr(row, name) for name in _SUMS]
        for row in FactTotal.objects.filter(indicator=indicator)
    }
    assert kept == dict(added)


def counts_of(indicator: Indicator) -> FactSum:
    return FactSum.objects.get(indicator=indicator)


def test_a_fact_told_twice_is_recorded_once(land: Land, births: Indicator) -> None:
    fact = land.fact(births, "C2026M1", 12)

    assert land.record(fact) == Recorded(new=1)
    assert land.record(fact, at=LATER) == Recorded(same=1)
    assert sums_of(births) == {"C2026M1": (Decimal(12), 1)}


def test_a_changed_fact_becomes_its_next_version(land: Land, births: Indicator) -> None:
    land.record(land.fact(births, "C2026M1", 12))

    assert land.record(land.fact(births, "C2026M1", 15), at=LATER) == Recorded(changed=1)

    former, present = Fact.objects.order_by("version")
    assert (former.version, former.superseded_at) == (1, LATER)
    assert (present.version, present.superseded_at) == (2, None)
    assert [former.numerator, present.numerator] == [Decimal(12), Decimal(15)]
    assert sums_of(births) == {"C2026M1": (Decimal(15), 1)}


def test_the_last_of_two_facts_about_the_same_counts(land: Land, births: Indicator) -> None:
    land.record(land.fact(births, "C2026M1", 12), land.fact(births, "C2026M1", 13))

    assert [fact.numerator for fact in Fact.objects.all()] == [13]


def test_missing_numbers_are_counted_but_not_summed(land: Land, births: Indicator) -> None:
    land.record(land.fact(births, "C2026M1", None), land.fact(births, "C2026M1", 4, breakdown="F"))

    rows = {row.breakdown: row for row in FactSum.objects.all()}
    assert (rows[""].fact_count, rows[""].numerator_count) == (1, 0)
    assert (rows["F"].fact_count, rows["F"].numerator_count) == (1, 1)


def test_facts_of_days_are_summed_by_the_months_of_both_calendars(land: Land) -> None:
    cases = land.indicator("GOV.CASES", frequency="DAY")
    land.record(
        land.fact(cases, "D20260114", 1, subject="case:1"),
        land.fact(cases, "D20260115", 1, subject="case:2"),
    )

    assert sums_of(cases) == {
        "C2026M1": (Decimal(2), 2),
        "A2026M1": (Decimal(1), 1),
        "A2026M2": (Decimal(1), 1),
    }


def test_huge_and_negative_numbers_stay_exact(land: Land, births: Indicator) -> None:
    big = "99999999999999999999999.999999"
    land.record(
        land.fact(births, "C2026M1", big), land.fact(births, "C2026M1", f"-{big}", breakdown="x")
    )
    land.record(land.fact(births, "C2026M1", "-0.000001"))

    assert {row.numerator for row in FactSum.objects.all()} == {
        Decimal("-0.000001"), Decimal(f"-{big}"),
    }  # fmt: skip


class TestCorrecting:
    def test_a_steward_corrects_with_a_reason(self, land: Land, births: Indicator) -> None:
        land.record(land.fact(births, "C2026M1", 12))

        self._correct(land, land.officer(), 14, "Nhập nhầm")

        present = Fact.objects.get(superseded_at__isnull=True)
        assert present.numerator == Decimal(14)
        assert (present.version, present.reason) == (2, "Nhập nhầm")
        assert sums_of(births) == {"C2026M1": (Decimal(14), 1)}

    @pytest.mark.parametrize("role", ["CLERK", "LEADER", "ADMINISTRATOR"])
    def test_other_roles_are_refused(self, land: Land, births: Indicator, role: str) -> None:
        land.record(land.fact(births, "C2026M1", 12))

        with pytest.raises(NotYourNumbers):
            self._correct(land, land.officer(role), 14, "Nhập nhầm")

    def test_a_steward_of_another_agency_is_refused(self, land: Land, births: Indicator) -> None:
        land.record(land.fact(births, "C2026M1", 12))
        stranger = land.officer(agency=land.other)

        with pytest.raises(NotYourNumbers):
            self._correct(land, stranger, 14, "Nhập nhầm")
        with acting_as(stranger), pytest.raises(Http404):
            access_fact(stranger, Fact.objects.get().pk)

    def test_a_reason_is_needed(self, land: Land, births: Indicator) -> None:
        land.record(land.fact(births, "C2026M1", 12))

        with pytest.raises(ReasonMissing):
            self._correct(land, land.officer(), 14, "  ")

    def test_the_same_number_is_no_correction(self, land: Land, births: Indicator) -> None:
        land.record(land.fact(births, "C2026M1", 12))

        with pytest.raises(NothingChanged):
            self._correct(land, land.officer(), 12, "Nhập nhầm")

    def test_numbers_made_by_work_are_corrected_there(self, land: Land, births: Indicator) -> None:
        land.record(land.fact(births, "D20260110", 1, subject="case:1"))

        with pytest.raises(NotCorrectable):
            self._correct(land, land.officer(), 14, "Nhập nhầm")

    def _correct(self, land: Land, actor: Actor, numerator: int, reason: str) -> None:
        with acting_as(SYSTEM):
            fact = Fact.objects.get(superseded_at__isnull=True)
        with acting_as(actor):
            correct_fact(
                fact=fact, numerator=Decimal(numerator), denominator=None, reason=reason,
                actor=actor, at=LATER,
            )  # fmt: skip


class TestTelling:
    def _tell(self, land: Land, *facts: SubjectFact) -> Recorded:
        with acting_as(SYSTEM):
            return tell_subjects(
                source_code="FILE.REPORTS", subjects={"case:1": facts}, actor=SYSTEM, at=LATER
            )

    def _said(self, land: Land, indicator: str, numerator: int = 1) -> SubjectFact:
        return SubjectFact(
            indicator, date(2026, 1, 10), land.department.pk, land.communes[0].pk, numerator, 1
        )

    def test_told_twice_nothing_changes(self, land: Land, births: Indicator) -> None:
        said = self._said(land, births.code)

        assert self._tell(land, said) == Recorded(new=1)
        assert self._tell(land, said) == Recorded(same=1)

    def test_what_is_no_longer_said_is_withdrawn(self, land: Land, births: Indicator) -> None:
        land.indicator("GOV.OTHER")
        self._tell(land, self._said(land, births.code), self._said(land, "GOV.OTHER"))

        self._tell(land, self._said(land, births.code))

        assert sums_of(Indicator.objects.get(code="GOV.OTHER")) == {}
        assert Fact.objects.filter(superseded_at__isnull=True).count() == 1

    def test_a_changed_subject_becomes_a_new_version(self, land: Land, births: Indicator) -> None:
        self._tell(land, self._said(land, births.code))
        self._tell(land, self._said(land, births.code, 0))

        assert Fact.objects.get(superseded_at__isnull=True).version == 2

    def test_indicators_the_catalogue_lacks_are_left_out(self, land: Land) -> None:
        assert self._tell(land, self._said(land, "GOV.UNKNOWN")) == Recorded()

    def test_without_a_catalogue_nothing_is_recorded(self, land: Land) -> None:
        with acting_as(SYSTEM):
            found = tell_subjects(source_code="NONE", subjects={"case:1": []}, actor=SYSTEM, at=AT)

        assert found == Recorded()


def test_totals_follow_every_breakdown_corrections_and_withdrawals_included(
    land: Land, births: Indicator
) -> None:
    facts = [
        land.fact(births, period, value, breakdown=breakdown)
        for period, value, breakdown in (
            ("C2026M1", 12, ""), ("C2026M1", 5, "male"), ("C2026M1", 7, "female"),
            ("C2026M2", 3, ""),
        )
    ]  # fmt: skip
    land.record(*facts)
    assert_totals_are_the_sums(births)

    land.record(land.fact(births, "C2026M1", 9, breakdown="male"), at=LATER)
    assert_totals_are_the_sums(births)

    with acting_as(SYSTEM):
        withdraw_facts(facts=Fact.objects.filter(breakdown="female"), at=LATER)
    assert_totals_are_the_sums(births)
    assert FactTotal.objects.filter(indicator=births).count() == 2


class TestReading:
    def _seen(self, actor: Actor) -> set[str]:
        with acting_as(actor):
            facts = set(Fact.objects.values_list("indicator_id", flat=True))
            sums = set(FactSum.objects.values_list("indicator_id", flat=True))
            totals = set(FactTotal.objects.values_list("indicator_id", flat=True))
        assert facts == sums == totals
        return {each.sensitivity for each in Indicator.objects.filter(pk__in=facts)}

    def test_the_database_shows_numbers_by_sensitivity(self, land: Land) -> None:
        for sensitivity in ("PUBLIC", "INTERNAL", "RESTRICTED"):
            indicator = land.indicator(f"X.{sensitivity}", sensitivity=sensitivity)
            land.record(land.fact(indicator, "C2026M1", 9))

        everything = {"PUBLIC", "INTERNAL", "RESTRICTED"}
        assert self._seen(PUBLIC) == {"PUBLIC"}
        assert self._seen(land.officer("CLERK", land.other)) == {"PUBLIC", "INTERNAL"}
        assert self._seen(land.officer("CLERK")) == everything
        assert self._seen(SYSTEM) == everything

    def test_an_agency_reads_the_restricted_numbers_it_gave(self, land: Land) -> None:
        indicator = land.indicator(sensitivity="RESTRICTED")
        land.record(land.fact(indicator, "C2026M1", 9, agency=land.other))

        assert self._seen(land.officer("CLERK", land.other)) == {"RESTRICTED"}

    def test_citizens_do_not_find_internal_definitions(self, land: Land) -> None:
        indicator = land.indicator(sensitivity="INTERNAL")

        with pytest.raises(Http404):
            access_indicator(PUBLIC, indicator.code)
        assert access_indicator(land.officer("CLERK", land.other), indicator.code) == indicator

    def test_partitions_are_closed_to_whoever_goes_round_the_table(
        self, land: Land, births: Indicator
    ) -> None:
        from django.db import connection

        land.record(land.fact(births, "C2026M1", 9))
        with acting_as(SYSTEM), connection.cursor() as cursor:
            cursor.execute("select count(*) from indicators_fact_2026")

            assert cursor.fetchone() == (0,)
