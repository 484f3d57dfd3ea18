"""Pictures of what was signed beside what is shown now, drawn in a process of its own.

The revision a signature covers and the whole file are drawn by PDFium; pages that look different
are marked where they differ.
"""

import base64
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tinhso.documents.gateways.limited_process import (
    LimitReached,
    ScriptFailed,
    begin_script,
    run_limited,
)

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 60
_SHOWN_PAGES = 3
_WIDTH = 560
_COLOURS = 24
_MARK = (200, 0, 0)
_MARGIN = 6
_NOTICEABLE = 24


@dataclass(frozen=True, slots=True)
class PagePair:
    """One page as signed and as shown now (PNG as base64; ``signed`` empty: it was not there)."""

    number: int
    signed: str
    shown: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pages worth looking at, and the numbers of all pages that differ."""

    pairs: tuple[PagePair, ...] = ()
    differing: tuple[int, ...] = ()
    page_count: int = 0


def compare_pages(pdf: bytes, revision_end: int) -> Comparison:
    """Draw the file and the revision that ends at a byte; nothing when it cannot be drawn."""
    try:
        answer = json.loads(run_limited(Path(__file__).resolve(), {"end": revision_end}, pdf))
        pairs = tuple(PagePair(**pair) for pair in answer["pairs"])
        return Comparison(pairs, tuple(answer["differing"]), answer["page_count"])
    except (LimitReached, ScriptFailed, KeyError, TypeError, ValueError):
        return Comparison()


def _main() -> None:
    order, content = begin_script()
    sys.stdout.write(json.dumps(_compare(content, int(order["end"]))))


def _compare(pdf: bytes, end: int) -> dict[str, Any]:
    signed, shown = _open(pdf[:end]), _open(pdf)
    count = min(max(len(signed), len(shown)), MOST_PAGES)
    looked_at = [_look(signed, shown, number) for number in range(count)]
    differing = [number + 1 for number, (_a, _b, box) in enumerate(looked_at) if box]
    chosen = [number - 1 for number in differing[:_SHOWN_PAGES]] or ([0] if count else [])
    return {
        "pairs": [_pair(number, *looked_at[number]) for number in chosen],
        "differing": differing,
        "page_count": len(shown),
    }


def _open(pdf: bytes) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return document


def _look(signed: Any, shown: Any, number: int) -> tuple[Any, Any, Any]:
    from PIL import Image, ImageChops

    before, after = _draw(signed, number), _draw(shown, number)
    if before is None or after is None:
        whole = before or after
        return before, after, (0, 0, *whole.size) if whole else None
    if before.size != after.size:
        return before, after, (0, 0, *after.size)
    difference = ImageChops.difference(before, after).convert("L")
    noticeable: Image.Image = difference.point(lambda level: 255 if level > _NOTICEABLE else 0)
    return before, after, noticeable.getbbox()


def _draw(document: Any, number: int) -> "Image | None":
    if number >= len(document):
        return None
    page = document[number]
    width, height = page.get_size()
    scale = _WIDTH / max(width, height / 2, 1)
    image: Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    return image


def _pair(number: int, before: Any, after: Any, box: Any) -> dict[str, Any]:
    from PIL import ImageDraw

    if box:
        left, top, right, bottom = box
        frame = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
        for picture in filter(None, (before, after)):
            ImageDraw.Draw(picture).rectangle(frame, outline=_MARK, width=3)
    return {
        "number": number + 1,
        "signed": _png(before),
        "shown": _png(after),
        "differs": bool(box),
    }


def _png(picture: Any) -> str:
    if picture is None:
        return ""
    output = io.BytesIO()
    picture.quantize(_COLOURS).save(output, "PNG", optimize=True)
    return base64.b64encode(output.getvalue()).decode()


if __name__ == "__main__":
    _main()
