"""Two texts laid beside each other, line by line, what differs marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class LinePair:
    """One line of each text, empty where the other has none, and whether they differ."""

    left: str
    right: str
    differs: bool


def side_by_side(older: str, newer: str) -> list[LinePair]:
    """Lay two texts beside each other; equal lines stand on one level.

    >>> [pair.differs for pair in side_by_side("a\\nb", "a\\nc")]
    [False, True]
    """
    left, right = older.split("\n"), newer.split("\n")
    pairs: list[LinePair] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        size = max(b - a, d - c)
        lefts = left[a:b] + [""] * (size - (b - a))
        rights = right[c:d] + [""] * (size - (d - c))
        pairs += [LinePair(x, y, tag != "equal") for x, y in zip(lefts, rights, strict=True)]
    return pairs
