"""Numbers as shapes: points of lines and columns in a box of 100 by 100, arcs of a gauge."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

SIZE = 100
_TOP, _BOTTOM = Decimal(6), Decimal(96)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as an SVG path with the area under it, and where it ends."""

    path: str
    area: str
    end_x: str
    end_y: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: left, top, width and height in the box."""

    x: str
    y: str
    width: str
    height: str
    is_last: bool = False


def bounds(values: Sequence[Decimal | None]) -> tuple[Decimal, Decimal]:
    """Give the lowest and highest number a picture shows.

    From zero unless the numbers lie far from it.
    """
    given = [value for value in values if value is not None]
    if not given:
        return Decimal(0), Decimal(1)
    low, high = min(given), max(given)
    spread = high - low or abs(high) or Decimal(1)
    if 0 <= low <= spread * 2:
        return Decimal(0), high + spread / 12
    return low - spread / 5, high + spread / 12


def line(values: Sequence[Decimal | None], low: Decimal, high: Decimal) -> Line | None:
    """Give the line of numbers, oldest first; a missing one is a gap. None without two numbers."""
    points = [
        (_x(at, len(values)), _y(value, low, high)) if value is not None else None
        for at, value in enumerate(values)
    ]
    given = [point for point in points if point is not None]
    if len(given) < 2:
        return None
    path, is_open = [], False
    for point in points:
        if point is not None:
            path.append(f"{'L' if is_open else 'M'}{_written(point[0])} {_written(point[1])}")
        is_open = point is not None
    first, last = given[0], given[-1]
    inner = " ".join(f"L{_written(x)} {_written(y)}" for x, y in given)
    area = f"M{_written(first[0])} {SIZE} {inner} L{_written(last[0])} {SIZE} Z"
    return Line(" ".join(path), area, _written(last[0]), _written(last[1]))


def columns(values: Sequence[Decimal | None], high: Decimal) -> list[Column]:
    """Give columns of numbers from zero upwards, the last marked; a missing one has no height."""
    step = Decimal(SIZE) / max(len(values), 1)
    drawn = []
    for at, value in enumerate(values):
        height = max(value or Decimal(0), Decimal(0)) / (high or 1) * 92
        drawn.append(
            Column(
                _written(step * at + step / 8), _written(SIZE - height),
                _written(step * 3 / 4), _written(height), at == len(values) - 1,
            )
        )  # fmt: skip
    return drawn


def share(value: Decimal | None, high: Decimal) -> str:
    """Give how long a bar is, in percent of the longest."""
    if value is None or not high:
        return "0"
    return _written(min(max(value / high * 100, Decimal(0)), Decimal(100)))


def arc(part: Decimal) -> str:
    """Give a half circle's arc from the left up to a part (0 to 1) of it, as an SVG path.

    The circle's centre is 100, 100, its radius 84: the picture is 200 by 108.
    """
    x, y = on_arc(part)
    return f"M16 100 A84 84 0 0 1 {x} {y}"


def on_arc(part: Decimal, radius: int = 84) -> tuple[str, str]:
    """Give the point of the half circle at a part of it."""
    angle = math.pi * (1 - float(min(max(part, Decimal(0)), Decimal(1))))
    return f"{100 + radius * math.cos(angle):.1f}", f"{100 - radius * math.sin(angle):.1f}"


def _x(at: int, count: int) -> Decimal:
    return Decimal(2) + Decimal(96) * at / max(count - 1, 1)


def _y(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    part = (value - low) / ((high - low) or 1)
    return _BOTTOM - part * (_BOTTOM - _TOP)


def _written(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")


def steps_of(values: Sequence[Decimal | None], count: int = 5) -> list[int | None]:
    """Give each number's class, 0 to ``count`` - 1, by equal shares of the numbers (quantiles)."""
    given = sorted(value for value in values if value is not None)
    if not given:
        return [None for _ in values]
    return [
        None if value is None else min(bisect_left(given, value) * count // len(given), count - 1)
        for value in values
    ]
