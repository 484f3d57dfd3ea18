"""Typesetting: PDF/A-2a and PDF/UA-1 from Typst templates, the same data giving the same bytes.

Data goes in as one JSON text and is only ever shown as text: Typst would otherwise read what a
person wrote as markup.
"""

import io
import json
import shutil
import tempfile
import threading
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont
from PIL import Image

from tinhso.core.text import nfc
from tinhso.documents.rules import SignaturePlace

TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
_PROJECT = Path(__file__).resolve().parents[3]
FAMILY = "Tinos"
_PACKAGED_FONTS = "node_modules/@expo-google-fonts/tinos"
_STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_REGULAR = 400
_EPOCH = datetime(2021, 1, 1, tzinfo=UTC)
_A4_TEMPLATES = frozenset({"result", "slip_06", "closing", "official", "numbers"})
_A4_HEIGHT, _A5_HEIGHT = 841.8898, 595.2756
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered document and where its signatures go."""

    pdf: bytes
    place: SignaturePlace


def render_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Render a template (``slip_01`` …, ``register_07``, ``result``); same data, same bytes."""
    with _lock:
        return _compile(template, data)


def render_document(template: str, data: dict[str, Any]) -> Rendered:
    """Render a template and ask where its signatures go."""
    with _lock:
        pdf = _compile(template, data)
        found = json.loads(_compiler(template).query("<signature-place>", field="value"))[0]
    is_small = template not in _A4_TEMPLATES
    height = _A5_HEIGHT if is_small else _A4_HEIGHT
    return Rendered(pdf, SignaturePlace(page_height=height, is_small=is_small, **found))


def render_pages(template: str, data: dict[str, Any], *, dots_per_inch: int) -> list[bytes]:
    """Draw every page of a template as PNG: quicker to look at than a PDF, never handed out."""
    with _lock:
        drawn = _compiler(template).compile(
            format="png", sys_inputs=_inputs(data), ppi=float(dots_per_inch)
        )
    return [drawn] if isinstance(drawn, bytes) else list(drawn or [])


def render_copy(template: str, data: dict[str, Any], pages: list[bytes]) -> Rendered:
    """Render pages (JPEG) with the words of their certification on a last page.

    Typst reads pictures from files only, so the templates work beside them in a folder of its own.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in ("frame.typ", f"{template}.typ"):
            shutil.copy(TEMPLATES / source, folder)
        described = [_write_page(folder, number, page) for number, page in enumerate(pages, 1)]
        filled = {**data, "pages": described}
        compiler = typst.Compiler(
            input=folder / f"{template}.typ",
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
        with _lock:
            stamp = datetime.fromisoformat(data["issued_on"]).replace(tzinfo=UTC)
            pdf = compiler.compile(
                format="pdf",
                sys_inputs=_inputs(filled),
                pdf_standards=_STANDARDS,
                timestamp=stamp,
            )
            found = json.loads(compiler.query("<signature-place>", field="value"))[0]
    return Rendered(_bytes(pdf), SignaturePlace(page_height=_A4_HEIGHT, is_small=False, **found))


def _write_page(folder: Path, number: int, page: bytes) -> dict[str, Any]:
    (folder / f"{number}.jpg").write_bytes(page)
    with Image.open(io.BytesIO(page)) as picture:
        is_wide = picture.width > picture.height
    return {"file": f"{number}.jpg", "is_wide": is_wide, "number": number}


def render_picture(template: str, data: dict[str, Any]) -> bytes:
    """Render the picture of a signature or seal as a small transparent PDF."""
    with _lock:
        return _bytes(
            _compiler(template).compile(format="pdf", sys_inputs=_inputs(data), timestamp=_EPOCH)
        )


def qr_svg(text: str) -> str:
    """Give a QR code as an SVG picture."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=1, xmldecl=False)
    return picture.getvalue().decode()


def _compile(template: str, data: dict[str, Any]) -> bytes:
    day = data.get("issued_on", "")
    stamp = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else _EPOCH
    return _bytes(
        _compiler(template).compile(
            format="pdf", sys_inputs=_inputs(data), pdf_standards=_STANDARDS, timestamp=stamp
        )
    )


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)}


def _printable(value: Any) -> Any:
    """Put a box where the typeface has no letter: the archive profile refuses unknown ones."""
    if isinstance(value, str):
        return nfc(value).translate(_Letters())
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value


class _Letters(dict[int, int | str]):
    """Tells ``str.translate`` what to print for each letter."""

    def __missing__(self, letter: int) -> int | str:
        if letter in _letters_of_typeface() or letter == ord("\n"):
            return letter
        return "" if unicodedata.category(chr(letter)) in ("Cc", "Cf", "Cs", "Co") else "□"


@lru_cache(maxsize=1)
def _letters_of_typeface() -> frozenset[int]:
    regular = next(
        font.path
        for font in _fonts().fonts()
        if font.family == FAMILY
        and font.weight == _REGULAR
        and font.style == "normal"
        and font.path
    )
    with TTFont(regular, lazy=True) as font:
        invisible = ("Cc", "Cf")
        return frozenset(
            letter
            for letter in font.getBestCmap()
            if unicodedata.category(chr(letter)) not in invisible
        )


def _bytes(compiled: bytes | list[bytes] | None) -> bytes:
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave several files where one PDF was asked for.")
    return compiled


@lru_cache(maxsize=16)
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(getattr(settings, "DOCUMENT_FONTS", None) or _PROJECT / _PACKAGED_FONTS)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if FAMILY not in fonts.families():
        raise ImproperlyConfigured(f"The typeface {FAMILY} is not in {folder}: run the set-up.")
    return fonts
