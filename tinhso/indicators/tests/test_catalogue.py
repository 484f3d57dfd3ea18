"""The province pack's catalogue and its demonstration numbers; definitions in versions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.models import Fact, FactSum, FactTotal, Indicator, IndicatorVersion, Period
from tinhso.indicators.operations import (
    changed_definition,
    define_indicator,
    definition_of,
    load_catalogue,
    load_demo_facts,
    load_periods,
)
from tinhso.indicators.operations.demo import YEARS
from tinhso.indicators.permissions import NotYourNumbers
from tinhso.indicators.queries import latest_periods
from tinhso.indicators.rules import periods, read_expression
from tinhso.indicators.tests.factories import LATER, PLAIN, Land
from tinhso.orgs.tests.factories import load_pack

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.PROVINCE_PACK) / "indicators"
AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
PRIORITY_FIELDS = {
    "POPULATION", "RESOURCES", "EDUCATION", "HEALTH", "FINANCE", "AGRICULTURE", "TRANSPORT",
    "ENERGY", "INDUSTRY", "GOVERNMENT",
}  # fmt: skip


@pytest.fixture
def _catalogue() -> None:
    load_pack()
    load_catalogue(folder=FOLDER, actor=SYSTEM, at=AT)


@pytest.mark.usefixtures("_catalogue")
class TestCatalogue:
    def test_at_least_120_indicators_over_all_fields(self) -> None:
        fields = list(Indicator.objects.values_list("field", flat=True))

        assert len(fields) >= 120
        assert set(fields) == PRIORITY_FIELDS
        assert min(fields.count(field) for field in PRIORITY_FIELDS) >= 10

    def test_each_has_a_meaning_in_both_languages(self) -> None:
        for version in IndicatorVersion.objects.all():
            for text in (version.meaning, version.meaning_en):
                assert len(text) >= 20, version
                assert text.endswith("."), version
            assert version.meaning != version.meaning_en

    def test_expressions_name_indicators_there_are(self) -> None:
        codes = set(Indicator.objects.values_list("code", flat=True))

        for version in IndicatorVersion.objects.exclude(expression={}):
            expression = read_expression(version.expression)
            assert expression is not None
            assert set(expression.codes) <= codes
            assert bool(expression.denominator) is version.is_ratio

    def test_loaded_again_nothing_gets_a_new_version(self) -> None:
        load_catalogue(folder=FOLDER, actor=SYSTEM, at=AT + timedelta(days=3))

        assert not IndicatorVersion.objects.filter(number__gt=1).exists()


def test_the_period_table_has_both_families_and_due_days() -> None:
    first = load_periods()

    assert load_periods() == first == Period.objects.count()
    month = Period.objects.get(code="A2026M11")
    assert (month.starts_on.isoformat(), month.ends_on.isoformat()) == ("2026-10-15", "2026-11-15")
    assert month.due_on.isoformat() == "2026-11-17"


def test_a_steward_defines_anew_and_the_former_meaning_stays() -> None:
    land = Land()
    indicator, steward = land.indicator(), land.officer()
    changed = changed_definition(PLAIN, {"meaning": "Nghĩa mới của chỉ tiêu này."})

    with acting_as(steward):
        define_indicator(
            indicator=indicator, definition=changed, reason="Luật mới", actor=steward, at=LATER
        )

    former, present = indicator.versions.order_by("number")
    assert former.valid_to == present.valid_from == LATER.date()
    assert (definition_of(former), definition_of(present)) == (PLAIN, changed)
    assert Indicator.objects.get().version == present


def test_others_do_not_define() -> None:
    land = Land()
    indicator, clerk = land.indicator(), land.officer("CLERK")

    with acting_as(clerk), pytest.raises(NotYourNumbers):
        define_indicator(
            indicator=indicator, definition=changed_definition(PLAIN, {"unit": "em"}), reason="x",
            actor=clerk, at=LATER,
        )  # fmt: skip


@pytest.mark.usefixtures("_catalogue")
def test_demonstration_numbers_fill_every_district_and_commune() -> None:
    with acting_as(SYSTEM):
        count = load_demo_facts(folder=FOLDER, actor=SYSTEM, at=AT, years=1)
        again = load_demo_facts(folder=FOLDER, actor=SYSTEM, at=AT, years=1)

    births = Indicator.objects.get(code="POP.BIRTHS")
    accidents = Indicator.objects.get(code="TRA.ACCIDENTS")
    assert again == 0
    assert YEARS == 5
    assert count > 40_000
    assert Fact.objects.filter(indicator=births, superseded_at__isnull=True).count() == 111 * 12
    districts = Fact.objects.filter(indicator=accidents).values("area").distinct()
    assert districts.count() == 11
    assert Fact.objects.filter(version=2).count() >= 20
    assert set(Fact.objects.values_list("source__is_demo", flat=True)) <= {True, False}
    _sums_are_those_of_the_facts(births)


def _sums_are_those_of_the_facts(indicator: Indicator) -> None:
    facts = Fact.objects.filter(indicator=indicator, superseded_at__isnull=True)
    expected = sum((fact.numerator or Decimal(0) for fact in facts), Decimal(0))
    for kept in (FactSum, FactTotal):
        sums = kept.objects.filter(indicator=indicator)
        assert sum((row.numerator for row in sums), Decimal(0)) == expected


def test_demonstration_numbers_are_refused_outside_the_demonstration(
    settings: Settings,
) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_indicators")


def test_boards_begin_at_the_newest_period_with_a_number() -> None:
    land = Land()
    births = land.indicator()
    daily = land.indicator("GOV.CASES", frequency="DAY")
    land.indicator(
        "POP.BOTH", kind="DERIVED",
        expression={"numerator": [["POP.BIRTHS", "1"]], "denominator": [["GOV.CASES", "1"]]},
    )  # fmt: skip
    land.indicator("POP.NOTHING")
    land.record(
        land.fact(births, "C2026M1", 12), land.fact(births, "C2026M2", None),
        land.fact(daily, "D20260315", 1),
    )  # fmt: skip

    with acting_as(land.officer()):
        found = latest_periods(["POP.BIRTHS", "GOV.CASES", "POP.BOTH", "POP.NOTHING", "NONE"])

    assert {code: periods.from_id(period).code for code, period in found.items()} == {
        "POP.BIRTHS": "C2026M1", "GOV.CASES": "C2026M3", "POP.BOTH": "C2026M1",
    }  # fmt: skip
