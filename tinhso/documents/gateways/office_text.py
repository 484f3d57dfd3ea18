"""What DOCX and XLSX files say, and the pictures in them, read by a process of its own.

Nothing in the archive is believed: parts and sizes are limited, no entity and no address is opened.
Run as a script it answers ``text`` with one JSON object, ``picture`` with one picture's bytes.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tinhso.documents.gateways.limited_process import (
    LimitReached,
    ScriptFailed,
    begin_script,
    run_limited,
)

OFFICE_START = b"PK\x03\x04"
_MOST_PARTS = 5_000
_MOST_BYTES = 50 * 1024 * 1024
_MOST_LETTERS = 2_000_000
_TEXT_PARTS = ("word/", "xl/sharedStrings", "xl/worksheets/", "xl/comments", "docProps/core")
_PICTURE_PARTS = ("word/media/", "xl/media/")
_PICTURES = (".png", ".jpg", ".jpeg")
_ENDS_A_LINE = {"p", "br", "tab", "si", "is", "row", "title", "subject", "keywords", "description"}


@dataclass(frozen=True, slots=True)
class OfficeText:
    """The text of an office file; ``picture_count`` pictures in it say what no program read yet."""

    is_readable: bool
    text: str = ""
    picture_count: int = 0


def read_office(content: bytes) -> OfficeText:
    """Give what an office file says; one that is broken, too heavy or no such file says nothing."""
    try:
        found = json.loads(run_limited(Path(__file__).resolve(), {"wish": "text"}, content))
    except (LimitReached, ScriptFailed, ValueError):
        return OfficeText(is_readable=False)
    return OfficeText(is_readable=True, text=found["text"], picture_count=found["pictures"])


def office_picture(content: bytes, number: int) -> bytes:
    """Give one picture of an office file, counted from 0.

    :raises ValueError: it cannot be read.
    """
    order = {"wish": "picture", "number": number}
    try:
        return run_limited(Path(__file__).resolve(), order, content)
    except (LimitReached, ScriptFailed) as error:
        raise ValueError(f"picture {number} cannot be read") from error


def _main() -> None:
    order, content = begin_script()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS:
            raise SystemExit(1)
        pictures = [part for part in parts if _is_picture(part.filename)]
        if order["wish"] == "picture":
            sys.stdout.buffer.write(_part(archive, pictures[order["number"]]))
            return
        names = {part.filename for part in parts}
        if names.isdisjoint({"word/document.xml", "xl/workbook.xml"}):
            raise SystemExit(1)
        text = "".join(_said(archive, parts))
    sys.stdout.write(json.dumps({"text": text, "pictures": len(pictures)}))


def _is_picture(name: str) -> bool:
    return name.startswith(_PICTURE_PARTS) and name.lower().endswith(_PICTURES)


def _said(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    left = _MOST_LETTERS
    for part in parts:
        if part.filename.startswith(_TEXT_PARTS) and part.filename.endswith(".xml"):
            for piece in _letters(_part(archive, part)):
                left -= len(piece)
                if left < 0:
                    raise SystemExit(1)
                yield piece


def _letters(content: bytes) -> Iterator[str]:
    from lxml import etree

    if b"<!DOCTYPE" in content[:4096]:
        raise SystemExit(1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for event, element in etree.iterwalk(etree.fromstring(content, parser), ("start", "end")):
        name = _name(element)
        if event == "start" and name in {"t", "title", "subject", "keywords", "description"}:
            yield element.text or ""
        elif event == "end" and name in _ENDS_A_LINE:
            yield "\n"
    yield "\n"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as opened:
        content = opened.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise SystemExit(1)
    return content


if __name__ == "__main__":
    _main()
