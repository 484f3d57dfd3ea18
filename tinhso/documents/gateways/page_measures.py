"""How the pages of a PDF from outside are set: sizes, lines with letters, places and typefaces.

Run as a script, in a process of its own with limits, it reads a PDF from standard input and writes
JSON: ``{"pages": [{"width", "height", "lines": [{"text", "left", "right", "top", "size", "font",
"bold", "italic"}]}]}``, lengths in millimetres from the top left, sizes in points.
"""

import ctypes
import json
import sys
from collections import Counter
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

_MM = 25.4 / 72
_MOST_PAGES = 40
_MOST_LETTERS = 200_000
_SAME_LINE = 2.5


def measure_pdf(content: bytes) -> list[dict[str, Any]]:
    """Give the pages of a PDF as described above.

    :raises ValueError: it is locked, broken or too heavy.
    """
    try:
        answer = json.loads(run_limited(Path(__file__).resolve(), {}, content))
    except (LimitReached, ScriptFailed) as error:
        raise ValueError("the pages cannot be measured") from error
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _main() -> None:
    _, content = begin_script()
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    count = min(len(document), _MOST_PAGES)
    pages = [_measure(document[number], pypdfium2.raw) for number in range(count)]
    sys.stdout.write(json.dumps({"pages": pages}))


def _measure(page: Any, raw: Any) -> dict[str, Any]:
    width, height = page.get_size()
    text = page.get_textpage()
    lines: list[list[dict[str, Any]]] = []
    for at in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = _letter(text, raw, at)
        if letter is None:
            continue
        if lines and abs(lines[-1][-1]["base"] - letter["base"]) < _SAME_LINE:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return {
        "width": round(width * _MM, 1),
        "height": round(height * _MM, 1),
        "lines": [_line(letters, height) for letters in lines],
    }


def _letter(text: Any, raw: Any, at: int) -> dict[str, Any] | None:
    code = raw.FPDFText_GetUnicode(text, at)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    if code in (0, 10, 13) or not raw.FPDFText_GetCharBox(text, at, left, right, bottom, top):
        return None
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, name, 128, flags)
    return {
        "text": chr(code),
        "base": y.value,
        "left": left.value,
        "right": right.value,
        "top": top.value,
        "size": round(raw.FPDFText_GetFontSize(text, at), 1),
        "font": name.value.decode("utf-8", "replace").split("+")[-1],
    }


def _line(letters: list[dict[str, Any]], height: float) -> dict[str, Any]:
    shown = [letter for letter in letters if letter["text"].strip()] or letters
    font = Counter(letter["font"] for letter in shown).most_common(1)[0][0]
    return {
        "text": "".join(letter["text"] for letter in letters).strip(),
        "left": round(min(letter["left"] for letter in shown) * _MM, 1),
        "right": round(max(letter["right"] for letter in shown) * _MM, 1),
        "top": round((height - max(letter["top"] for letter in shown)) * _MM, 1),
        "size": Counter(letter["size"] for letter in shown).most_common(1)[0][0],
        "font": font,
        "bold": "bold" in font.lower(),
        "italic": "italic" in font.lower() or "oblique" in font.lower(),
    }


if __name__ == "__main__":
    _main()
