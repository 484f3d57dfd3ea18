"""Small cells: numbers so small that a person could be recognised are not given out."""

from collections.abc import Collection, Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

from tinhso.indicators.rules.numbers import Sums

K = TypeVar("K", bound=Hashable)
G = TypeVar("G", bound=Hashable)


def is_small(sums: Sums, *, is_ratio: bool, smallest: int) -> bool:
    """Tell whether a group counts too few people: more than none, fewer than ``smallest``.

    A ratio is small when the people it is about (its denominator) are few, or those it counts.
    """
    if smallest <= 1:
        return False
    counted = [sums.numerator, sums.denominator] if is_ratio else [sums.numerator]
    return any(count is not None and 0 < abs(count) < smallest for count in counted)


def suppressed(
    groups: Mapping[K, tuple[G, Sums]],
    *,
    is_ratio: bool,
    smallest: int,
    known: Collection[K] = (),
) -> set[K]:
    """Give the keys that must not be shown.

    ``groups`` maps a key to its siblings' key and its sums: cells under the same total. Where just
    one sibling is small the next smallest goes too, or the total would give it away. ``known`` are
    keys of groups found small before, whose sums nobody has.
    """
    hidden = {
        key
        for key, (_siblings, sums) in groups.items()
        if key in known or is_small(sums, is_ratio=is_ratio, smallest=smallest)
    }
    families: dict[G, list[K]] = {}
    for key, (siblings, _sums) in groups.items():
        families.setdefault(siblings, []).append(key)
    for members in families.values():
        alone = [key for key in members if key in hidden]
        others = [key for key in members if key not in hidden and groups[key][1].numerator]
        if len(alone) == 1 and others:
            hidden.add(min(others, key=lambda key: _size(groups[key][1])))
    return hidden


def _size(sums: Sums) -> Decimal:
    return abs(sums.numerator or Decimal(0))
