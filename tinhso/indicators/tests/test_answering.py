"""The metric query: over time and areas, derived numbers, small cells, sight, the past."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.indicators.gateways import NoSuchEngine, answer, answering, choosing
from tinhso.indicators.gateways.engines import Engine
from tinhso.indicators.models import Fact
from tinhso.indicators.operations.files import remove_old_files, write_stale_files
from tinhso.indicators.queries import NumberOf, facts_behind
from tinhso.indicators.rules import AreaLevel, Standing, Sums, is_small, periods
from tinhso.indicators.rules.metrics import (
    Answer,
    Capability,
    Cell,
    CellState,
    MetricQuery,
    SumRow,
)
from tinhso.indicators.tests.factories import AT, LATER, Land

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Land:
    return Land()


def asked(*codes: str, on: str | tuple[str, ...] = "C2026Q1", actor: Actor = SYSTEM,
          level: AreaLevel = AreaLevel.PROVINCE, **more: Any) -> Answer:  # fmt: skip
    wanted = (on,) if isinstance(on, str) else on
    ids = tuple(periods.from_code(code).id for code in wanted)
    with acting_as(actor):
        return answer(MetricQuery(codes, ids, level=level, **more), actor)


def cell(*codes: str, **more: Any) -> Cell:
    (found,) = asked(*codes, **more).cells
    return found


def fill(land: Land, code: str = "X.A", **changes: Any) -> None:
    """Two communes, three months: 1 2 3 and 10 20 30, each over 100."""
    indicator = land.indicator(code, **changes)
    land.record(
        *(
            land.fact(indicator, f"C2026M{month}", number, 100, area=area)
            for area, numbers in zip(land.communes, ((1, 2, 3), (10, 20, 30)), strict=True)
            for month, number in enumerate(numbers, start=1)
        )
    )


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({}, "66"),
        ({"over_time": "LAST"}, "33"),
        ({"over_time": "MEAN"}, "22"),
        ({"over_areas": "MEAN"}, "33"),
        ({"over_time": "MEAN", "over_areas": "MEAN"}, "11"),
        ({"over_time": "LAST", "over_areas": "MEAN", "decimals": 1}, "16.5"),
        ({"denominator": "mẫu", "factor": Decimal(100), "decimals": 1}, "11.0"),
        ({"denominator": "mẫu", "over_time": "LAST", "factor": Decimal(100)}, "17"),
    ],
)
def test_numbers_add_up_over_time_and_areas_by_their_rules(
    land: Land, changes: dict[str, Any], value: str
) -> None:
    fill(land, **changes)

    assert str(cell("X.A").value) == value


@pytest.mark.parametrize(
    ("changes", "on", "level"),
    [
        ({"over_time": "NONE"}, "C2026Q1", AreaLevel.PROVINCE),
        ({"over_areas": "NONE"}, "C2026M1", AreaLevel.PROVINCE),
        ({}, "A2026M1", AreaLevel.PROVINCE),
        ({}, "W202603", AreaLevel.PROVINCE),
    ],
)
def test_what_cannot_be_added_up_is_not_available(
    land: Land, changes: dict[str, Any], on: str, level: AreaLevel
) -> None:
    fill(land, **changes)

    assert cell("X.A", on=on, level=level).state is CellState.NOT_AVAILABLE


def test_areas_keep_their_own_numbers(land: Land) -> None:
    fill(land)

    found = asked("X.A", level=AreaLevel.COMMUNE)

    assert {one.area_id: str(one.value) for one in found.cells} == {
        land.communes[0].pk: "6", land.communes[1].pk: "60",
    }  # fmt: skip
    assert found.engines == ("sums",)
    assert Capability.PAST_MOMENTS not in found.capabilities


def test_a_month_without_facts_is_missing(land: Land) -> None:
    fill(land)

    assert cell("X.A", on="C2025M1").state is CellState.MISSING


def test_a_derived_number_is_made_of_those_it_names(land: Land) -> None:
    fill(land, "X.A")
    fill(land, "X.B", over_time="LAST")
    land.indicator(
        "X.AB", kind="DERIVED", denominator="b", decimals=2,
        expression={"numerator": [["X.A", "100"]], "denominator": [["X.B", "1"]]},
    )  # fmt: skip

    assert str(cell("X.AB").value) == "200.00"
    assert cell("X.AB", on="C2025Q1").state is CellState.MISSING


def test_thresholds_are_told(land: Land) -> None:
    fill(land, direction="LOWER", warning=Decimal(50), alarm=Decimal(60))

    assert cell("X.A").standing is Standing.ALARM


def test_small_cells_are_hidden_with_one_more(land: Land) -> None:
    fill(land, smallest_count=5)

    found = asked("X.A", on="C2026M1", level=AreaLevel.COMMUNE)

    assert {one.state for one in found.cells} == {CellState.HIDDEN}
    assert all(one.value is None and one.sums.numerator is None for one in found.cells)
    assert str(cell("X.A").value) == "66"


@pytest.mark.parametrize("engine", ["", "facts", "duckdb"])
def test_no_small_group_leaves_an_engine(
    land: Land, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(land, "X.SUM", smallest_count=5)
    fill(land, "X.LAST", smallest_count=5, over_time="LAST")
    write_stale_files(at=LATER)
    rows: list[SumRow] = []

    def add_up(*given: Any) -> tuple[Engine, list[SumRow]]:
        used, found = choosing.add_up(*given)
        rows.extend(found)
        return used, found

    monkeypatch.setattr(answering, "add_up", add_up)
    found = asked(
        "X.SUM", "X.LAST", on=("C2026M1", "C2026Q1"), level=AreaLevel.COMMUNE, engine=engine
    )

    assert {row.sums for row in rows if row.is_small} == {Sums()}
    assert all(not is_small(row.sums, is_ratio=False, smallest=5) for row in rows)
    assert sum(row.is_small for row in rows) > 2
    assert {one.state for one in found.cells} == {CellState.HIDDEN, CellState.OK}


def test_what_is_made_of_a_small_number_is_still_right(land: Land) -> None:
    fill(land, "X.A", smallest_count=5)
    land.indicator(
        "X.HUNDRED", kind="DERIVED", expression={"numerator": [["X.A", "100"]], "denominator": []}
    )

    found = asked("X.A", "X.HUNDRED", on="C2026M1", level=AreaLevel.COMMUNE)

    assert {str(one.value) for one in found.cells if one.indicator == "X.HUNDRED"} == {
        "100",
        "1000",
    }
    assert {one.state for one in found.cells if one.indicator == "X.A"} == {CellState.HIDDEN}


class TestSight:
    def test_restricted_numbers_are_of_the_own_agency_only(self, land: Land) -> None:
        indicator = land.indicator("X.R", sensitivity="RESTRICTED")
        land.record(
            land.fact(indicator, "C2026M1", 7, agency=land.other),
            land.fact(indicator, "C2026M1", 100, area=land.communes[1]),
        )
        clerk = land.officer("CLERK", land.other)

        assert str(cell("X.R", actor=land.officer("CLERK")).value) == "107"
        assert cell("X.R", actor=PUBLIC).value is None
        for engine in ("", "facts", "duckdb"):
            write_stale_files(at=LATER)
            assert str(cell("X.R", actor=clerk, engine=engine).value) == "7"

    def test_internal_numbers_are_for_officers(self, land: Land) -> None:
        fill(land, sensitivity="INTERNAL")

        assert cell("X.A", actor=PUBLIC).value is None
        assert cell("X.A", actor=land.officer("CLERK", land.other)).value == Decimal(66)


class TestThePast:
    def test_a_past_moment_is_told_as_it_was_known(self, land: Land) -> None:
        fill(land)
        indicator = land.indicator("X.Z")
        land.record(land.fact(indicator, "C2026M1", 5))
        land.record(land.fact(indicator, "C2026M1", 9), at=LATER)

        assert str(cell("X.Z", as_of=AT).value) == "5"
        assert str(cell("X.Z", as_of=LATER).value) == "9"
        assert str(cell("X.Z").value) == "9"

    def test_files_answer_while_they_are_true(self, land: Land) -> None:
        fill(land)
        write_stale_files(at=LATER)

        assert asked("X.A", as_of=AT).engines == ("duckdb",)
        land.record(land.fact(land.indicator("X.Z"), "C2026M2", 5))
        assert asked("X.A", as_of=AT).engines == ("facts",)
        assert write_stale_files(at=LATER) == 1
        assert asked("X.A", as_of=AT).engines == ("duckdb",)
        assert remove_old_files() >= 1

    def test_an_unknown_engine_is_refused(self, land: Land) -> None:
        fill(land)

        with pytest.raises(NoSuchEngine):
            asked("X.A", engine="abacus")


def test_a_number_leads_back_to_its_facts(land: Land) -> None:
    fill(land)
    number = NumberOf("X.A", land.province.pk, periods.from_code("C2026Q1").id, AreaLevel.PROVINCE)

    facts = facts_behind(number, SYSTEM)

    assert sum((fact.numerator or 0 for fact in facts), Decimal(0)) == cell("X.A").value
    assert facts.count() == Fact.objects.count() == 6


def test_a_question_costs_a_few_queries_however_many_cells(
    land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(land, "X.A")
    fill(land, "X.B")
    asked("X.A", level=AreaLevel.COMMUNE)
    many = tuple(f"C2026M{number}" for number in range(1, 13))

    with django_assert_max_num_queries(9):
        found = asked("X.A", "X.B", on=many, level=AreaLevel.COMMUNE)

    assert len(found.cells) == 2 * 12 * 2
