"""Numbers, thresholds, small cells and made-up series, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.indicators.rules import (
    Standing,
    Sums,
    is_small,
    read_expression,
    standing,
    suppressed,
    total,
    value_of,
)
from tinhso.indicators.rules.demonstration import Shape, series, weights
from tinhso.indicators.rules.periods import Calendar, PeriodKind, following, make

NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**18), max_value=10**18
)


@pytest.mark.parametrize(
    ("sums", "is_ratio", "factor", "decimals", "value"),
    [
        (Sums(Decimal(5), None, 1), False, 1, 0, "5"),
        (Sums(Decimal("2.5"), None, 1), False, 1, 0, "3"),
        (Sums(Decimal("-2.5"), None, 1), False, 1, 0, "-3"),
        (Sums(Decimal("-0.4"), None, 1), False, 1, 0, "0"),
        (Sums(Decimal(1), Decimal(3), 1), True, 100, 2, "33.33"),
        (Sums(Decimal(2), Decimal(3), 1), True, 100, 1, "66.7"),
        (Sums(Decimal("1e18"), Decimal("1e-6"), 1), True, 1, 0, "1000000000000000000000000"),
    ],
)
def test_values_are_exact_and_rounded_away_from_zero(
    sums: Sums, is_ratio: bool, factor: int, decimals: int, value: str
) -> None:
    found = value_of(sums, is_ratio=is_ratio, factor=Decimal(factor), decimals=decimals)

    assert str(found) == value


@pytest.mark.parametrize(
    "sums",
    [Sums(), Sums(None, Decimal(3), 1), Sums(Decimal(3), None, 1), Sums(Decimal(1), Decimal(0), 1)],
)
def test_no_ratio_without_both_parts(sums: Sums) -> None:
    assert value_of(sums, is_ratio=True, factor=Decimal(1), decimals=2) is None


@given(parts=st.lists(st.one_of(st.none(), NUMBERS), max_size=8), cut=st.integers(0, 8))
def test_sums_do_not_depend_on_how_they_are_grouped(parts: list[Decimal | None], cut: int) -> None:
    groups = [Sums(part, None, 1) for part in parts]

    assert total([total(groups[:cut]), total(groups[cut:])]) == total(groups)
    assert total(reversed(groups)) == total(groups)


@pytest.mark.parametrize(
    ("value", "direction", "verdict"),
    [
        ("96", "HIGHER", Standing.GOOD),
        ("95", "HIGHER", Standing.GOOD),
        ("94.9", "HIGHER", Standing.WARNING),
        ("90", "HIGHER", Standing.WARNING),
        ("89.9", "HIGHER", Standing.ALARM),
        ("94", "NEUTRAL", Standing.NONE),
    ],
)
def test_thresholds_where_higher_is_better(value: str, direction: str, verdict: Standing) -> None:
    found = standing(Decimal(value), direction=direction, warning=Decimal(95), alarm=Decimal(90))

    assert found is verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("2", Standing.GOOD),
        ("2.1", Standing.WARNING),
        ("3", Standing.WARNING),
        ("4", Standing.ALARM),
    ],
)
def test_thresholds_where_lower_is_better(value: str, verdict: Standing) -> None:
    found = standing(Decimal(value), direction="LOWER", warning=Decimal(2), alarm=Decimal(3))

    assert found is verdict


def test_without_value_or_threshold_nothing_is_said() -> None:
    assert standing(None, direction="LOWER", warning=Decimal(2), alarm=None) is Standing.NONE
    assert standing(Decimal(1), direction="LOWER", warning=None, alarm=None) is Standing.NONE


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_ratio", "is_hidden"),
    [(0, None, False, False), (1, None, False, True), (4, None, False, True),
     (5, None, False, False), (0, 3, True, True), (40, 60, True, False), (2, 60, True, True)],
)  # fmt: skip
def test_few_people_make_a_small_cell(
    numerator: int, denominator: int | None, is_ratio: bool, is_hidden: bool
) -> None:
    sums = Sums(Decimal(numerator), None if denominator is None else Decimal(denominator), 1)

    assert is_small(sums, is_ratio=is_ratio, smallest=5) is is_hidden


def test_a_lone_small_cell_takes_the_next_smallest_with_it() -> None:
    cells = {
        name: ("province", Sums(Decimal(count), None, 1))
        for name, count in {"a": 2, "b": 9, "c": 7, "d": 0}.items()
    }

    assert suppressed(cells, is_ratio=False, smallest=5) == {"a", "c"}


def test_two_small_cells_protect_each_other() -> None:
    cells = {
        name: ("province", Sums(Decimal(count), None, 1))
        for name, count in {"a": 2, "b": 3, "c": 7}.items()
    }

    assert suppressed(cells, is_ratio=False, smallest=5) == {"a", "b"}


def test_expressions_are_read_with_their_terms() -> None:
    found = read_expression({"numerator": [["A", "100"], ["B", "-1"]], "denominator": [["C", 1]]})

    assert found is not None
    assert found.codes == ("A", "B", "C")
    assert found.numerator[1].times == -1
    assert read_expression({}) is None


def test_made_up_numbers_are_the_same_at_every_load_and_sum_to_the_base() -> None:
    first = make(Calendar.CALENDAR, PeriodKind.MONTH, 2026, 1)
    spans = [following(first, steps) for steps in range(12)]
    shares = weights([(str(number), 1.0) for number in range(111)])
    shape = Shape(code="A", base=10_000, growth=0, season=0)
    once, again = (
        [list(series(shape, str(n), share, spans)) for n, share in enumerate(shares)]
        for _ in range(2)
    )

    assert once == again
    assert sum(shares) == pytest.approx(1)
    for month in range(12):
        assert sum(row[month][0] for row in once) == pytest.approx(10_000, rel=0.1)


def test_made_up_shares_stay_under_their_whole() -> None:
    first = make(Calendar.CALENDAR, PeriodKind.MONTH, 2021, 1)
    spans = [following(first, steps) for steps in range(60)]
    shape = Shape(code="B", base=500, growth=0.2, season=0.3, ratio=0.9)

    for numerator, denominator in series(shape, "x", 0.02, spans):
        assert denominator is not None
        assert 0 <= numerator <= denominator
