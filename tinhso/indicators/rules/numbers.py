"""From sums to a number a person reads: exact, in ``Decimal``, the same whatever engine summed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache

#: Sums reach 38 digits; a ratio needs more before it is rounded.
_PRECISION = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Sums:
    """Exact sums of a group of facts; ``None`` where no fact had the part.

    ``fact_count`` is how many facts, those reported as missing included.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    fact_count: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """Give both groups together."""
        with localcontext(_PRECISION):
            return Sums(
                _plus(self.numerator, other.numerator),
                _plus(self.denominator, other.denominator),
                self.fact_count + other.fact_count,
            )

    def times(self, factor: Decimal) -> "Sums":
        """Give the sums multiplied, the count as it is."""
        with localcontext(_PRECISION):
            return Sums(
                None if self.numerator is None else self.numerator * factor,
                None if self.denominator is None else self.denominator * factor,
                self.fact_count,
            )


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def total(groups: Iterable[Sums]) -> Sums:
    """Give all groups together."""
    found = Sums()
    for group in groups:
        found = found.plus(group)
    return found


def value_of(sums: Sums, *, is_ratio: bool, factor: Decimal, decimals: int) -> Decimal | None:
    """Give the number: numerator (over denominator) times factor, rounded half away from zero.

    Nothing reported, or a denominator of zero, gives ``None``.
    """
    if sums.numerator is None:
        return None
    with localcontext(_PRECISION):
        value = sums.numerator * factor
        if is_ratio:
            if not sums.denominator:
                return None
            value /= sums.denominator
        return rounded(value, decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero (làm tròn số học), never to minus zero."""
    with localcontext(_PRECISION):
        return value.quantize(_unit(decimals), ROUND_HALF_UP) + 0


@cache
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)
