"""The text of a document as its author types it, turned into blocks; nothing in it can run.

One line is one paragraph. The lines of Vietnamese documents announce themselves (``Chương I``,
``Điều 1.``, ``I.``, ``1.``, ``a)``, ``-``); besides that ``# heading``, ``> centred``,
``| table | row |``, ``**bold**`` and ``*italic*``. A backslash before a mark keeps it as a letter.
"""

import re
from typing import Any, TypedDict

_ARTICLE = re.compile(r"^(Điều\s+\d+[a-zđ]?\.)\s*(.*)$")
_LINES = (
    ("chapter", re.compile(r"^((?:Chương|Phần)\s+[IVXLC\d]+.*|Mục\s+\d+.*)$")),
    ("heading", re.compile(r"^(?:#\s+(.*)|([IVX]+\.\s+.*))$")),
    ("centred", re.compile(r"^>\s+(.*)$")),
    ("clause", re.compile(r"^(\d+(?:\.\d+)*\.\s+.*)$")),
    ("point", re.compile(r"^([a-zđ]\)\s+.*)$")),
    ("dash", re.compile(r"^([-–+]\s+.*)$")),
)
_MARK = re.compile(r"\\([*#>|\\])|(\*\*)|(\*)")


class Run(TypedDict):
    """A stretch of letters in one style."""

    text: str
    bold: bool
    italic: bool


Block = dict[str, Any]


def read_blocks(source: str) -> list[Block]:
    """Give a text's blocks: ``{type, runs}``, articles with ``label``, tables with ``rows``."""
    blocks: list[Block] = []
    for raw in source.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        if line.startswith("|") and line.endswith("|") and len(line) > 1:
            _add_row(blocks, line)
        elif line:
            blocks.append(_block(line))
    return blocks


def read_runs(text: str) -> list[Run]:
    """Give a line's runs; a mark without its partner is an ordinary letter."""
    runs: list[Run] = []
    bold, italic, at = False, False, 0
    for match in _MARK.finditer(text):
        _add_run(runs, text[at : match.start()], bold, italic)
        at = match.end()
        if match[1]:
            _add_run(runs, match[1], bold, italic)
        elif match[2]:
            bold = not bold
        else:
            italic = not italic
    _add_run(runs, text[at:], bold, italic)
    return runs if not (bold or italic) else _plain(text)


def plain_text(blocks: list[Block]) -> str:
    """Give the letters of blocks, a line each, for searching and comparing."""
    return "\n".join(_line_of(block) for block in blocks)


def _line_of(block: Block) -> str:
    if block["type"] == "table":
        return "\n".join(" | ".join(_letters(cell) for cell in row) for row in block["rows"])
    label = f"{block['label']} " if block.get("label") else ""
    return label + _letters(block["runs"])


def _letters(runs: list[Run]) -> str:
    return "".join(run["text"] for run in runs)


def _block(line: str) -> Block:
    article = _ARTICLE.match(line)
    if article:
        return {"type": "article", "label": article[1], "runs": read_runs(article[2])}
    for kind, pattern in _LINES:
        match = pattern.match(line)
        if match:
            return {"type": kind, "runs": read_runs(next(part for part in match.groups() if part))}
    return {"type": "paragraph", "runs": read_runs(line)}


def _add_row(blocks: list[Block], line: str) -> None:
    cells = [read_runs(cell.strip()) for cell in re.split(r"(?<!\\)\|", line[1:-1])]
    if all(re.fullmatch(r":?-{2,}:?", _letters(cell)) for cell in cells):
        return
    if blocks and blocks[-1]["type"] == "table":
        blocks[-1]["rows"].append(cells)
    else:
        blocks.append({"type": "table", "rows": [cells]})


def _add_run(runs: list[Run], text: str, bold: bool, italic: bool) -> None:
    if not text:
        return
    last = runs[-1] if runs else None
    if last and (last["bold"], last["italic"]) == (bold, italic):
        last["text"] += text
    else:
        runs.append(Run(text=text, bold=bold, italic=italic))


def _plain(text: str) -> list[Run]:
    letters = re.sub(r"\\([*#>|\\])", r"\1", text)
    return [Run(text=letters, bold=False, italic=False)]
