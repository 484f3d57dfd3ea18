"""How a DOCX from outside is set: paper, margins, lines with typeface and size; nothing is trusted.

Only ``word/document.xml`` and ``word/styles.xml`` are read, within limits, by a parser that opens
no entity and no address.
"""

import io
import zipfile
from typing import Any

from lxml import etree

from tinhso.records.rules.measured import MeasuredFile, MeasuredLine

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 20 * 1024 * 1024
_MOST_PARTS = 5_000
_MOST_LINES = 5_000
_TWIPS_A_MM = 1440 / 25.4


class NotAWordFile(ValueError):
    """The bytes are no DOCX, are broken or too heavy."""


def measure_docx(content: bytes) -> MeasuredFile:
    """Give how a DOCX is set.

    :raises NotAWordFile: it cannot be read within the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise NotAWordFile
            body = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml", is_needed=False)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, etree.XMLSyntaxError) as error:
        raise NotAWordFile from error
    if body is None:
        raise NotAWordFile
    usual = _defaults(styles)
    lines = [_line(paragraph, usual) for paragraph in body.iter(f"{_W}p")][:_MOST_LINES]
    return MeasuredFile(
        kind="DOCX", lines=tuple(line for line in lines if line.text), **_section(body)
    )


def _part(archive: zipfile.ZipFile, name: str, *, is_needed: bool = True) -> Any:
    if not is_needed and name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise NotAWordFile
    with archive.open(name) as part:
        content = part.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES or b"<!DOCTYPE" in content[:4096]:
        raise NotAWordFile
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _section(body: Any) -> dict[str, Any]:
    section = body.find(f".//{_W}sectPr")
    size = section.find(f"{_W}pgSz") if section is not None else None
    margins = section.find(f"{_W}pgMar") if section is not None else None
    return {
        "width": _mm(size, "w"),
        "height": _mm(size, "h"),
        "top": _mm(margins, "top"),
        "bottom": _mm(margins, "bottom"),
        "left": _mm(margins, "left"),
        "right": _mm(margins, "right"),
    }


def _mm(element: Any, name: str) -> float | None:
    text = element.get(f"{_W}{name}") if element is not None else None
    try:
        return round(int(text) / _TWIPS_A_MM, 1) if text else None
    except ValueError:
        return None


def _defaults(styles: Any) -> Any:
    return styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr") if styles is not None else None


def _line(paragraph: Any, usual: Any) -> MeasuredLine:
    runs = [run for run in paragraph.iter(f"{_W}r") if _text(run).strip()]
    longest = max(runs, key=lambda run: len(_text(run)), default=None)
    style = longest.find(f"{_W}rPr") if longest is not None else None
    size = _value(style, usual, "sz")
    return MeasuredLine(
        text="".join(_text(run) for run in runs).strip(),
        font=_font(style) or _font(usual),
        size=int(size) / 2 if size.isdecimal() else 0.0,
        is_bold=_is_on(style, "b"),
        is_italic=_is_on(style, "i"),
    )


def _text(run: Any) -> str:
    return "".join(part.text or "" for part in run.iter(f"{_W}t"))


def _value(style: Any, usual: Any, name: str) -> str:
    for place in (style, usual):
        found = place.find(f"{_W}{name}") if place is not None else None
        if found is not None:
            return str(found.get(f"{_W}val") or "")
    return ""


def _font(style: Any) -> str:
    fonts = style.find(f"{_W}rFonts") if style is not None else None
    return str(fonts.get(f"{_W}ascii") or "") if fonts is not None else ""


def _is_on(style: Any, name: str) -> bool:
    found = style.find(f"{_W}{name}") if style is not None else None
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "none")
