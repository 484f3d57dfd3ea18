"""What an indicator may be: its kinds, rules of aggregation, sensitivity, and its thresholds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ValueKind(StrEnum):
    """Where numbers of an indicator come from."""

    REPORTED = "REPORTED"
    DERIVED = "DERIVED"
    OBSERVED = "OBSERVED"


class OverTime(StrEnum):
    """How the numbers of several periods become one."""

    SUM = "SUM"
    MEAN = "MEAN"
    LAST = "LAST"
    NONE = "NONE"


class OverAreas(StrEnum):
    """How the numbers of several areas become one."""

    SUM = "SUM"
    MEAN = "MEAN"
    NONE = "NONE"


class Sensitivity(StrEnum):
    """Who may read the numbers: everybody, officers, or the agencies concerned."""

    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"
    RESTRICTED = "RESTRICTED"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    NEUTRAL = "NEUTRAL"


class AreaLevel(StrEnum):
    """The level of the areas numbers are given for."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"


class Standing(StrEnum):
    """How a value stands against its thresholds."""

    GOOD = "GOOD"
    WARNING = "WARNING"
    ALARM = "ALARM"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Term:
    """One indicator in an expression, with what its sum is multiplied by."""

    code: str
    times: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Expression:
    """A derived indicator: sums of other indicators, one over the other.

    ``numerator`` and ``denominator`` are terms; without denominator the sum itself.
    """

    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes it needs, each once."""
        terms = (*self.numerator, *self.denominator)
        return tuple(dict.fromkeys(term.code for term in terms))


def read_expression(written: Mapping[str, Sequence[Sequence[object]]]) -> Expression | None:
    """Give the expression as kept in JSON (``{"numerator": [["CODE", 1]], …}``), or ``None``."""
    if not written.get("numerator"):
        return None
    return Expression(_terms(written.get("numerator", ())), _terms(written.get("denominator", ())))


def _terms(written: Sequence[Sequence[object]]) -> tuple[Term, ...]:
    return tuple(Term(str(code), Decimal(str(times))) for code, times in written)


def standing(
    value: Decimal | None, *, direction: str, warning: Decimal | None, alarm: Decimal | None
) -> Standing:
    """Tell how a value stands.

    Where higher is better it warns below ``warning`` and alarms below ``alarm``; where lower is
    better, above them. A threshold itself is still the better side.
    """
    if value is None or (warning is None and alarm is None) or direction == Direction.NEUTRAL:
        return Standing.NONE
    sign = 1 if direction == Direction.HIGHER else -1
    for limit, verdict in ((alarm, Standing.ALARM), (warning, Standing.WARNING)):
        if limit is not None and sign * value < sign * limit:
            return verdict
    return Standing.GOOD
