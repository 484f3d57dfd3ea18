"""Routing: ordered rules over category, area and kind; the first that matches decides, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the book in force; an empty part matches everything."""

    ordinal: int
    kinds: frozenset[str]
    categories: frozenset[str]
    areas: frozenset[str]
    target: str
    agency_code: str = ""
    is_direct: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is routed; categories and areas run from the most precise upwards."""

    kind: str
    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule and whether each of its three parts matched."""

    rule: Rule
    kind: bool
    category: bool
    area: bool

    @property
    def matches(self) -> bool:
        """Tell whether all three parts matched."""
        return self.kind and self.category and self.area


def judge(rules: Iterable[Rule], matter: Matter) -> list[Judged]:
    """Give the rules tried, in order, up to the first that matches: the "why here"."""
    tried = []
    for rule in sorted(rules, key=lambda one: one.ordinal):
        judged = Judged(
            rule,
            kind=not rule.kinds or matter.kind in rule.kinds,
            category=_overlaps(rule.categories, matter.categories),
            area=_overlaps(rule.areas, matter.areas),
        )
        tried.append(judged)
        if judged.matches:
            break
    return tried


def first_match(tried: Sequence[Judged]) -> Rule | None:
    """Give the rule that decided, if any."""
    return tried[-1].rule if tried and tried[-1].matches else None


def unreachable(rules: Sequence[Rule]) -> list[int]:
    """Give the ordinals of rules an earlier one always beats; the editor warns of them."""
    found = []
    ordered = sorted(rules, key=lambda one: one.ordinal)
    for place, rule in enumerate(ordered):
        if any(_covers(earlier, rule) for earlier in ordered[:place]):
            found.append(rule.ordinal)
    return found


def _overlaps(wanted: frozenset[str], given: tuple[str, ...]) -> bool:
    return not wanted or not wanted.isdisjoint(given)


def _covers(earlier: Rule, later: Rule) -> bool:
    return all(
        not first or (bool(second) and second <= first)
        for first, second in (
            (earlier.kinds, later.kinds),
            (earlier.categories, later.categories),
            (earlier.areas, later.areas),
        )
    )
