"""From sums by base period to one group: how numbers add up over time and over areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from tinhso.indicators.rules.definitions import Expression, OverAreas, OverTime, Term
from tinhso.indicators.rules.numbers import Sums, total

_PRECISION = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Adding:
    """How one indicator adds up."""

    over_time: OverTime
    over_areas: OverAreas
    is_ratio: bool

    @property
    def needs_slots(self) -> bool:
        """Tell whether base periods must be kept apart until they are folded here."""
        if self.over_time in {OverTime.LAST, OverTime.NONE}:
            return True
        if self.is_ratio:
            return False
        return self.over_time is OverTime.MEAN or self.over_areas is OverAreas.MEAN

    @property
    def shows_groups(self) -> bool:
        """Tell whether what a reader gets of a group is one of the groups an engine adds up.

        Then a small one may be hidden by the engine: no other group is made of it.
        """
        if self.over_time is OverTime.MEAN or self.over_areas is OverAreas.MEAN:
            return self.is_ratio and not self.needs_slots
        return True


@dataclass(frozen=True, slots=True)
class Slot:
    """One base period's sums, and how many areas gave a numerator."""

    period_id: int
    sums: Sums
    area_count: int = 1


def folded(slots: Sequence[Slot], adding: Adding) -> Sums:
    """Give one group of several base periods.

    A mean comes as its sum over its count, so that it is divided, and rounded, once. ``LAST``
    takes the latest base period in which a number was given.
    """
    if len(slots) == 1 and _adds_plainly(adding):
        return _alone(slots[0].sums, adding)
    given = [slot for slot in slots if slot.sums.numerator is not None]
    fact_count = sum(slot.sums.fact_count for slot in slots)
    if not given:
        return Sums(None, None, fact_count)
    if adding.over_time in {OverTime.LAST, OverTime.NONE}:
        given = [max(given, key=lambda slot: slot.period_id)]
    found = total(_spread(slot, adding) for slot in given)
    denominator = found.denominator
    if not adding.is_ratio and adding.over_time is OverTime.MEAN and denominator is None:
        denominator = Decimal(len(given))
    return Sums(found.numerator, denominator, fact_count)


def _adds_plainly(adding: Adding) -> bool:
    return adding.is_ratio or adding.over_areas is not OverAreas.MEAN


def _alone(sums: Sums, adding: Adding) -> Sums:
    """Give one base period as it is: most groups have no more, and need no arithmetic."""
    if sums.numerator is None:
        return Sums(None, None, sums.fact_count)
    if adding.is_ratio:
        return sums
    is_mean = adding.over_time is OverTime.MEAN
    return Sums(sums.numerator, Decimal(1) if is_mean else None, sums.fact_count)


def _spread(slot: Slot, adding: Adding) -> Sums:
    if _adds_plainly(adding):
        return Sums(slot.sums.numerator, slot.sums.denominator if adding.is_ratio else None)
    with localcontext(_PRECISION):
        numerator = slot.sums.numerator
        return Sums(None if numerator is None else numerator / max(slot.area_count, 1))


def divides(adding: Adding) -> bool:
    """Tell whether the number is the folded numerator over the folded denominator."""
    return adding.is_ratio or adding.over_time is OverTime.MEAN


def combined(expression: Expression, parts: dict[str, Sums]) -> Sums:
    """Give a derived indicator's sums from the folded sums of the indicators it names.

    A part that nobody gave leaves its side empty.
    """
    count = sum(part.fact_count for part in parts.values())
    return Sums(
        _side(expression.numerator, parts),
        _side(expression.denominator, parts) if expression.denominator else None,
        count,
    )


def _side(terms: tuple[Term, ...], parts: dict[str, Sums]) -> Decimal | None:
    groups = [parts.get(term.code, Sums()).times(term.times) for term in terms]
    if any(group.numerator is None for group in groups):
        return None
    return total(groups).numerator
