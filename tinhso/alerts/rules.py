"""Rules of the alerts slice: when a series of numbers rings, and when it has returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import mean, pstdev

from tinhso.core.state_machine import StateMachine, Transition

ACKNOWLEDGE, CLOSE = "ACKNOWLEDGE", "CLOSE"
OPEN_STATES = frozenset({"OPENED", "ACKNOWLEDGED"})
MACHINE = StateMachine(
    [
        Transition(ACKNOWLEDGE, frozenset({"OPENED"}), ("ACKNOWLEDGED",)),
        Transition(CLOSE, OPEN_STATES, ("CLOSED",)),
    ]
)
#: Fewer former years tell nothing about a season.
_LEAST_YEARS = 3
Series = Sequence[Decimal | None]


class RuleKind(StrEnum):
    """What a rule compares."""

    THRESHOLD = "THRESHOLD"
    TREND = "TREND"
    SEASONAL = "SEASONAL"
    NO_DATA = "NO_DATA"


@dataclass(frozen=True, slots=True)
class Condition:
    """What rings: ``lasts`` periods in a row (changes in a row, for a trend).

    ``is_lower_bad`` says which side is wrong. ``limit`` and ``clear_limit`` are of a threshold;
    ``percent`` is the least change of each step of a trend; ``times`` how many usual deviations
    from former years a season's number must lie off.
    """

    kind: RuleKind
    lasts: int = 1
    is_lower_bad: bool = False
    limit: Decimal = Decimal(0)
    clear_limit: Decimal | None = None
    percent: Decimal = Decimal(0)
    times: Decimal = Decimal(3)

    @property
    def periods_needed(self) -> int:
        """Give how many periods, the newest last, the condition looks at."""
        return self.lasts + (1 if self.kind is RuleKind.TREND else 0)


def rings(condition: Condition, series: Series, former_years: Series = ()) -> bool:
    """Tell whether a series (oldest first) breaks the rule.

    ``former_years`` are the numbers of the same period in the years before, for a season.
    """
    last = list(series)[-condition.periods_needed :]
    if condition.kind is RuleKind.NO_DATA:
        return bool(last) and all(value is None for value in last)
    if len(last) < condition.periods_needed or any(value is None for value in last):
        return False
    numbers = [value for value in last if value is not None]
    if condition.kind is RuleKind.THRESHOLD:
        return all(_is_beyond(value, condition.limit, condition) for value in numbers)
    if condition.kind is RuleKind.TREND:
        steps = zip(numbers, numbers[1:], strict=False)
        return all(_is_worse(one, other, condition) for one, other in steps)
    return _is_unusual(numbers[-1], former_years, condition)


def has_returned(condition: Condition, series: Series, former_years: Series = ()) -> bool:
    """Tell whether the newest number is right again; a threshold must pass its clear limit."""
    newest = series[-1] if series else None
    if newest is None:
        return False
    if condition.kind is RuleKind.THRESHOLD:
        limit = condition.limit if condition.clear_limit is None else condition.clear_limit
        return not _is_beyond(newest, limit, condition)
    return not rings(condition, series, former_years)


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch in which a rule would have rung: its first place in the series, and its end."""

    began: int
    ended: int | None = None


def rehearse(
    condition: Condition, series: Series, former_years: Sequence[Series] = ()
) -> list[Episode]:
    """Give when a rule would have opened and closed alerts over a series, oldest first.

    :param former_years: for a season, those of each place of the series.
    """
    found: list[Episode] = []
    began: int | None = None
    for at in range(condition.periods_needed - 1, len(series)):
        seen, former = series[: at + 1], former_years[at] if former_years else ()
        if began is None and rings(condition, seen, former):
            began = at
        elif began is not None and has_returned(condition, seen, former):
            found.append(Episode(began, at))
            began = None
    return [*found, Episode(began)] if began is not None else found


def _is_beyond(value: Decimal, limit: Decimal, condition: Condition) -> bool:
    return value < limit if condition.is_lower_bad else value > limit


def _is_worse(one: Decimal, other: Decimal, condition: Condition) -> bool:
    change = (one - other) if condition.is_lower_bad else (other - one)
    return change > 0 and change * 100 >= condition.percent * abs(one)


def _is_unusual(value: Decimal, former_years: Series, condition: Condition) -> bool:
    known = [float(one) for one in former_years if one is not None]
    if len(known) < _LEAST_YEARS:
        return False
    usual, spread = mean(known), pstdev(known)
    off = float(value) - usual
    bad_off = -off if condition.is_lower_bad else off
    return bad_off > max(spread, abs(usual) * 0.02) * float(condition.times)
