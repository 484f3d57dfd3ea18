"""A line of numbers over time as points of an SVG picture, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 52, 16, 32
_LINES = 4
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One number in the picture; gaps have no point."""

    x: str
    y: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale, or a label under the axis."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """What the template draws: pieces of the line, its points, the scale, the labels."""

    pieces: tuple[str, ...]
    points: tuple[Point, ...]
    scale: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(
    numbers: Sequence[tuple[str, Decimal | None, str]],
) -> LineChart | None:
    """Give the picture of numbers (label, value, value in words), oldest first; none: no picture.

    The scale begins at zero unless the numbers lie far from it; a missing number is a gap.
    """
    values = [value for _label, value, _text in numbers if value is not None]
    if len(values) < 2:
        return None
    low, high = _bounds(min(values), max(values))
    step = Decimal(WIDTH - LEFT - RIGHT) / max(len(numbers) - 1, 1)
    points: list[Point] = []
    pieces: list[list[str]] = [[]]
    for at, (label, value, text) in enumerate(numbers):
        if value is None:
            pieces.append([])
            continue
        x, y = _written(LEFT + step * at), _written(_height(value, low, high))
        points.append(Point(x, y, label, text))
        pieces[-1].append(f"{x},{y}")
    return LineChart(
        pieces=tuple(" ".join(piece) for piece in pieces if len(piece) > 1),
        points=tuple(points),
        scale=_scale(low, high),
        labels=_labels([label for label, _value, _text in numbers], step),
    )


def _bounds(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    spread = high - low or abs(high) or Decimal(1)
    margin = spread / 10
    is_near_zero = 0 <= low <= spread * 2
    return (Decimal(0) if is_near_zero else low - margin), high + margin


def _height(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    share = (value - low) / (high - low)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _scale(low: Decimal, high: Decimal) -> tuple[Mark, ...]:
    values = [low + (high - low) * line / _LINES for line in range(_LINES + 1)]
    return tuple(Mark(_written(_height(each, low, high)), short(each)) for each in values)


def _labels(labels: Sequence[str], step: Decimal) -> tuple[Mark, ...]:
    every = -(-len(labels) // _MOST_LABELS)
    chosen = range(len(labels) - 1, -1, -every)
    return tuple(Mark(_written(LEFT + step * at), labels[at]) for at in reversed(chosen))


def _written(number: Decimal) -> str:
    return f"{number:.1f}"


def short(value: Decimal) -> str:
    """Give a number for a scale: few digits, thousands and millions as K, M, B."""
    for size, letter in ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(1000), "K")):
        if abs(value) >= size:
            return _trimmed(value / size) + letter
    return f"{value:.0f}" if abs(value) >= 100 else _trimmed(value)


def _trimmed(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
