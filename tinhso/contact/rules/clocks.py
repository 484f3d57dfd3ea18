"""The two clocks: the citizen's, never reset, and the step's; how much of one is used up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A limit of the province as it holds from a day on; an empty category holds for all."""

    kind: str
    category: str
    amount: int
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str


def choose_limit(
    limits: Iterable[DatedLimit], *, kind: str, categories: tuple[str, ...], on: date
) -> DatedLimit | None:
    """Give the limit for a kind: of the category itself, else of one above it, else of the kind.

    ``categories`` run from the chosen one up to its root.
    """
    held = [
        one
        for one in limits
        if one.kind == kind and one.valid_from <= on and (one.valid_to is None or on < one.valid_to)
    ]
    for wanted in (*categories, ""):
        matching = [one for one in held if one.category == wanted]
        if matching:
            return max(matching, key=lambda one: one.valid_from)
    return None


def percent_used(*, whole: int, used: int, over: int) -> int:
    """Give how much of a limit has passed, in percent, from counted working minutes.

    ``whole`` lie between beginning and due date, ``used`` of them have passed, ``over`` have
    passed since it was due. 100 at the due date, more after it.
    """
    if over:
        return 100 + over * 100 // max(whole, 1)
    return min(used * 100 // whole, 100) if whole > 0 else 0


def rungs_reached(percent: int, rungs: Iterable[int], *, already: int) -> list[int]:
    """Give the rungs of the ladder newly reached, lowest first."""
    return sorted(rung for rung in rungs if already < rung <= percent)
