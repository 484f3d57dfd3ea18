"""Rules of quality: what a source's numbers must satisfy before they count; no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: Codes of rules; a row that breaks one waits for a person, who may let it through.
RULES = ("NOT_NEGATIVE", "RATIO_AT_MOST_ONE", "NOT_IN_FUTURE", "RANGE", "JUMP")
#: Always looked at: another agency already gave this number, the sums would hold it twice.
GIVEN_BY_ANOTHER = "GIVEN_BY_ANOTHER"
RELEASABLE = frozenset({*RULES, GIVEN_BY_ANOTHER})


@dataclass(frozen=True, slots=True)
class Checked:
    """A number under the rules: its parts, the period's first day, the number before it."""

    numerator: Decimal | None
    denominator: Decimal | None
    starts_on: date
    former: Decimal | None = None


def broken_rule(rules: Sequence[Mapping[str, str]], checked: Checked, today: date) -> str:
    """Give the code of the first rule a number breaks, or nothing."""
    return next((rule["rule"] for rule in rules if _is_broken(rule, checked, today)), "")


def _is_broken(rule: Mapping[str, str], checked: Checked, today: date) -> bool:
    numerator, denominator = checked.numerator, checked.denominator
    code = rule["rule"]
    if code == "NOT_IN_FUTURE":
        return checked.starts_on > today
    if numerator is None:
        return False
    if code == "NOT_NEGATIVE":
        return numerator < 0 or (denominator is not None and denominator < 0)
    if code == "RATIO_AT_MOST_ONE":
        return denominator is not None and numerator > denominator
    if code == "RANGE":
        return not Decimal(rule["least"]) <= numerator <= Decimal(rule["most"])
    return code == "JUMP" and _jumps(numerator, checked.former, Decimal(rule["times"]))


def _jumps(number: Decimal, former: Decimal | None, times: Decimal) -> bool:
    """Tell whether a number is so many times more, or less, than the one before it."""
    if not former or former < 0 or number < 0:
        return False
    return number > former * times or number * times < former
