"""Pictures of hand signatures and seals: strokes and words, drawn by Typst."""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

_LONG_NAME = 34
_INNER_WIDTH = 15


@dataclass(frozen=True, slots=True)
class SealPicture:
    """The words of a seal: around its upper ring, its lower ring and inside."""

    outer: str
    outer_size: float
    lower: str
    inner: tuple[str, ...]
    inner_size: float


def seal_picture(agency_name: str, parent_name: str, lower: str) -> SealPicture:
    """Choose the words of a seal: the parent agency outside, the agency itself inside."""
    outer = parent_name or agency_name
    inner = _break_lines(agency_name)
    return SealPicture(
        outer=outer,
        outer_size=7.2 if len(outer) <= _LONG_NAME else 5.6,
        lower=lower,
        inner=inner,
        inner_size=5.6 if len(inner) <= 3 else 4.4,
    )


def _break_lines(name: str) -> tuple[str, ...]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _INNER_WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def hand_strokes(name: str) -> list[dict[str, float | str]]:
    """Give the strokes of a hand signature made from a name: the same name, the same signature.

    A stand-in for the scanned signature an officer would register; x and y run from 0 to 1.
    """
    numbers = hashlib.sha256(name.encode()).digest()
    shares = [number / 255 for number in numbers]
    peaks = 5 + numbers[0] % 4
    xs = [0.08 + 0.74 * at / peaks for at in range(peaks + 1)]
    ys = [
        0.15 + 0.25 * shares[at] if at % 2 else 0.5 + 0.28 * shares[at] for at in range(peaks + 1)
    ]
    strokes: list[dict[str, float | str]] = [{"kind": "move", "x": xs[0], "y": ys[0]}]
    points = list(zip(xs, ys, strict=True))
    for turn, ((x, y), (next_x, next_y)) in enumerate(pairwise(points)):
        swing = 0.03 + 0.07 * shares[10 + turn]
        strokes.append(
            _curve((x + swing, y - swing), (next_x - swing / 2, next_y), (next_x, next_y))
        )
    end_x, end_y = points[-1]
    strokes.append(_curve((end_x + 0.12, end_y), (0.9, 0.75), (0.55, 0.74)))
    strokes.append(_curve((0.3, 0.73), (0.1 + 0.1 * shares[30], 0.7), (0.12, 0.66)))
    strokes.append(_curve((0.4, 0.6), (0.7, 0.62), (0.97, 0.5 + 0.1 * shares[31])))
    return strokes


def _curve(
    first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
) -> dict[str, float | str]:
    (ax, ay), (bx, by), (x, y) = first, second, end
    return {"kind": "cubic", "ax": ax, "ay": ay, "bx": bx, "by": by, "x": x, "y": y}
