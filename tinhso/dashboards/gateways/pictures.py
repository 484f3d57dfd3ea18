"""A board as a picture or a PDF: laid out by Typst, its charts as SVG drawn here."""

import json
import os
import tempfile
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from tinhso.dashboards.gateways.charts import chart_svg
from tinhso.dashboards.queries import Content
from tinhso.dashboards.rules.document import TileKind

TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
_LETTERS = Path(__file__).resolve().parents[2] / "ui/static/ui/dist/fonts"
#: The page is 320 by 180 mm for six rows: 3,840 dots wide at this many to the inch.
_DOTS_PER_INCH = 304.8
_lock = threading.Lock()


def as_pdf(heading: dict[str, str], contents: Sequence[Content], at: datetime) -> bytes:
    """Give a board as one PDF page (PDF/UA-1).

    :param heading: ``name``, ``place``, ``period``, ``foot`` and ``language``.
    """
    with _lock:
        pdf = _compiler().compile(
            format="pdf", sys_inputs=_inputs(heading, contents), pdf_standards=["ua-1"],
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )  # fmt: skip
    return _one(pdf)


def as_png(heading: dict[str, str], contents: Sequence[Content]) -> bytes:
    """Give a board as a picture 3,840 dots wide."""
    with _lock:
        png = _compiler().compile(
            format="png", sys_inputs=_inputs(heading, contents), ppi=_DOTS_PER_INCH
        )
    return _one(png)


def _one(made: object) -> bytes:
    first = made[0] if isinstance(made, list) and made else made
    if not isinstance(first, bytes):
        raise TypeError("Typst gave no page.")
    return first


def _inputs(heading: dict[str, str], contents: Sequence[Content]) -> dict[str, str]:
    rows = max((content.tile.y + content.tile.h for content in contents), default=6)
    data = {**heading, "rows": max(rows, 6), "tiles": [_tile(content) for content in contents]}
    return {"data": json.dumps(data, ensure_ascii=False)}


def _tile(content: Content) -> dict[str, Any]:
    tile, main = content.tile, content.main
    is_table = tile.kind is TileKind.TABLE
    entries = content.entries if tile.kind is TileKind.RANKING else ()
    return {
        "kind": tile.kind, "x": tile.x, "y": tile.y, "w": tile.w, "h": tile.h,
        "title": content.title, "period": content.period, "unit": content.unit,
        "svg": chart_svg(content),
        "text": (main.note if main.is_missing else main.text) if main and not is_table else "",
        "tone": main.tone if main else "neutral",
        "sentence": main.sentence if main and not main.is_missing else "",
        "change": main.change if main else "",
        "alt": ", ".join(f"{entry.label}: {entry.text}" for entry in content.entries),
        "legend": [[step, words] for step, words in content.legend],
        "labels": list(content.labels) if content.series or content.columns else [],
        "paragraphs": list(content.paragraphs),
        "entries": [
            [str(entry.rank or ""), entry.label, entry.text, entry.share, entry.tone]
            for entry in entries
        ],
        "figures": [
            [f.name, f.note if f.is_missing else f"{f.text} {f.unit}", f.stand, f.change_short,
             f.tone]
            for f in content.figures
        ] if is_table else [],
    }  # fmt: skip


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folder = _plain_letters(Path(settings.LETTERS_DIR))
    # Arrows and the like, which the interface's letters lack, come from Typst's own.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]
    )
    return typst.Compiler(
        input=TEMPLATES / "board.typ", root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True
    )


def _plain_letters(folder: Path) -> Path:
    """Write the interface's letters as TrueType, which Typst reads; kept between processes."""
    folder.mkdir(parents=True, exist_ok=True)
    for packed in sorted(_LETTERS.glob("*.woff2")):
        target = folder / f"{packed.stem}.ttf"
        if target.exists() and target.stat().st_mtime >= packed.stat().st_mtime:
            continue
        with TTFont(packed) as font:
            font.flavor = None
            handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
            os.close(handle)
            font.save(name)
        Path(name).replace(target)
    return folder
