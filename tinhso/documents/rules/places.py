"""Where signatures stand on a page, in PDF points from the bottom left."""

from dataclasses import dataclass

MM = 72 / 25.4
HAND_WIDTH, HAND_HEIGHT = 48 * MM, 22 * MM
SEAL_SIDE = 36 * MM
_SMALL_SLIP = 0.8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """The middle of the room for signatures: page from 1, points from the top left."""

    page: int
    x: float
    y: float
    page_height: float
    is_small: bool

    @property
    def scale(self) -> float:
        """Give how large pictures are drawn: a slip on A5 has less room."""
        return _SMALL_SLIP if self.is_small else 1.0


def person_box(place: SignaturePlace) -> Box:
    """Give the place of a hand signature: centred between title and name."""
    return _around(place, place.x, HAND_WIDTH * place.scale, HAND_HEIGHT * place.scale)


def seal_box(place: SignaturePlace) -> Box:
    """Give the place of the seal: over a third of the hand signature, on its left.

    Decree 30/2020/NĐ-CP annex I, section II: real size, about one third, to the left.
    """
    hand = person_box(place)
    third = hand.left + (hand.right - hand.left) / 3
    side = SEAL_SIDE * place.scale
    return _around(place, third - side / 2, side, side)


def _around(place: SignaturePlace, x: float, width: float, height: float) -> Box:
    y = place.page_height - place.y
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


ANNEX_WIDTH, ANNEX_HEIGHT = 66 * MM, 12 * MM
_ANNEX_EDGE = 6 * MM


def annex_box(page: Box, turn: int) -> Box:
    """Give the top right corner of a page as it is looked at, turned by ``turn`` degrees.

    Decree 30/2020/NĐ-CP annex I, section II: number and time of a file beside the document stand
    in the top right corner of its first page.
    """
    near, wide, high = _ANNEX_EDGE, ANNEX_WIDTH, ANNEX_HEIGHT
    if turn % 180:
        wide, high = high, wide
    is_left, is_low = turn in (90, 180), turn in (180, 270)
    left = page.left + near if is_left else page.right - near - wide
    bottom = page.bottom + near if is_low else page.top - near - high
    return Box(left, bottom, left + wide, bottom + high)
