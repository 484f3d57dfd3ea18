"""How alike two reports are: distance, category and words with accents folded; people decide."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from tinhso.core.text import fold

PUBLIC_METRES = 250
STAFF_METRES = 1_000
DAYS = 60
#: Below this score nothing is called alike.
LEAST_SCORE = 0.35
_EARTH_METRES = 6_371_000
_METRES_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest box of degrees that holds a circle."""

    south: float
    north: float
    west: float
    east: float


def metres_between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Give the distance of two points (latitude, longitude), by the haversine formula."""
    lat_1, lon_1, lat_2, lon_2 = (radians(each) for each in (*first, *second))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1.0, sqrt(half)))


def box_around(latitude: float, longitude: float, metres: float) -> Box:
    """Give the box to search by index before distances are measured."""
    high = metres / _METRES_A_DEGREE
    wide = metres / (_METRES_A_DEGREE * max(cos(radians(latitude)), 0.01))
    return Box(latitude - high, latitude + high, longitude - wide, longitude + wide)


def text_likeness(first: str, second: str) -> float:
    """Give how much two texts share, 0 to 1: pairs of folded syllables (Dice)."""
    left, right = _pairs(first), _pairs(second)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def score(*, metres: float, within: float, is_same_category: bool, words: float) -> float:
    """Give how likely two reports are one matter, 0 to 1."""
    nearness = max(0.0, 1 - metres / within) if within else 0.0
    return 0.45 * nearness + (0.3 if is_same_category else 0.0) + 0.25 * words


def _pairs(text: str) -> frozenset[str]:
    syllables = [word for word in "".join(_letters(text)).split() if word]
    return frozenset(syllables) | {
        f"{left} {right}" for left, right in zip(syllables, syllables[1:], strict=False)
    }


def _letters(text: str) -> list[str]:
    return [letter if letter.isalnum() else " " for letter in fold(text)]
