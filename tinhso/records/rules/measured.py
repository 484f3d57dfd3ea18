"""Rules of form checked on measured pages: paper, margins, typeface, head, number, recipients.

Millimetres and points are those of annex I of Decree 30/2020 as a copy of it reads.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tinhso.core.text import fold
from tinhso.records.rules.citing import Place, gettext_noop
from tinhso.records.rules.layout import Finding, LayoutRule, Severity

_A4 = (210.0, 297.0)
_TOLERANCE_MM = 1.5
_TOLERANCE_PT = 0.6
_FAMILIES = ("timesnewroman", "times", "tinos", "liberationserif")
_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap"
_NOTATION = re.compile(r"Số\s*:\s*\S+")
_PLACE_DATE = re.compile(r"ngày\s+\S+\s+tháng\s+\S+\s+năm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """One line or paragraph: letters, typeface, size in points, place in millimetres."""

    text: str
    font: str = ""
    size: float = 0.0
    is_bold: bool = False
    is_italic: bool = False
    page: int = 1
    left: float | None = None
    right: float | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class MeasuredFile:
    """A file's paper and margins in millimetres, unknown ones ``None``, and its lines."""

    kind: str
    lines: tuple[MeasuredLine, ...]
    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    page_count: int = 1


_M, _S = Severity.MUST, Severity.SHOULD
_ROWS = (
    LayoutRule("PAPER", _M, gettext_noop("Khổ giấy phải là A4 (210 × 297 mm)."), Place("I", 1)),
    LayoutRule("MARGIN_LEFT", _M, gettext_noop("Lề trái phải từ 30 đến 35 mm."), Place("I", 3)),
    LayoutRule("MARGIN_RIGHT", _M, gettext_noop("Lề phải phải từ 15 đến 20 mm."), Place("I", 3)),
    LayoutRule("MARGIN_TOP", _M, gettext_noop("Lề trên phải từ 20 đến 25 mm."), Place("I", 3)),
    LayoutRule("MARGIN_BOTTOM", _M, gettext_noop("Lề dưới phải từ 20 đến 25 mm."), Place("I", 3)),
    LayoutRule("TYPEFACE", _M, gettext_noop("Phông chữ phải là Times New Roman."), Place("I", 4)),
    LayoutRule(
        "BODY_SIZE", _M, gettext_noop("Cỡ chữ nội dung phải là 13 đến 14."), Place("II", 6, "e")
    ),
    LayoutRule(
        "NATION",
        _M,
        gettext_noop("Phải có Quốc hiệu, chữ in hoa, cỡ 12 đến 13, đậm."),
        Place("II", 1, "a"),
    ),
    LayoutRule(
        "MOTTO", _M, gettext_noop("Phải có Tiêu ngữ, cỡ 13 đến 14, đậm."), Place("II", 1, "b")
    ),
    LayoutRule("NOTATION", _M, gettext_noop("Phải có số, ký hiệu văn bản."), Place("II", 3)),
    LayoutRule(
        "PLACE_DATE",
        _M,
        gettext_noop("Phải có địa danh và thời gian, chữ nghiêng."),
        Place("II", 4, "c"),
    ),
    LayoutRule(
        "PAGE_NUMBER", _S, gettext_noop("Từ trang 2 phải đánh số ở giữa lề trên."), Place("I", 7)
    ),
    LayoutRule("NOI_NHAN", _S, gettext_noop("Phải có phần “Nơi nhận”."), Place("II", 9)),
)
MEASURED_RULES: dict[str, LayoutRule] = {rule.code: rule for rule in _ROWS}


def check_measured(file: MeasuredFile) -> list[Finding]:
    """Give what a measured file breaks, in the order of the page."""
    return [finding for check in _CHECKS for finding in check(file)]


def _found(code: str, detail: str = "", **values: object) -> Finding:
    return Finding(MEASURED_RULES[code], detail, values)


def _paper(file: MeasuredFile) -> Iterator[Finding]:
    if file.width is None or file.height is None:
        return
    sides = sorted((file.width, file.height))
    if any(
        abs(side - wanted) > _TOLERANCE_MM for side, wanted in zip(sides, sorted(_A4), strict=True)
    ):
        yield _found("PAPER", f"{file.width:g} × {file.height:g} mm")


def _margins(file: MeasuredFile) -> Iterator[Finding]:
    bounds = {
        "MARGIN_LEFT": (file.left, 30, 35),
        "MARGIN_RIGHT": (file.right, 15, 20),
        "MARGIN_TOP": (file.top, 20, 25),
        "MARGIN_BOTTOM": (file.bottom, 20, 25),
    }
    for code, (measured, least, most) in bounds.items():
        if measured is None:
            continue
        if not least - _TOLERANCE_MM <= measured <= most + _TOLERANCE_MM:
            yield _found(code, f"{measured:g} mm")


def _typeface(file: MeasuredFile) -> Iterator[Finding]:
    letters: Counter[str] = Counter()
    for line in file.lines:
        letters[line.font] += len(line.text)
    for font, _ in letters.most_common():
        plain = re.sub(r"[^a-z]", "", font.lower())
        if font and not plain.startswith(_FAMILIES):
            yield _found("TYPEFACE", font)
            return


def _body_size(file: MeasuredFile) -> Iterator[Finding]:
    sizes: Counter[float] = Counter()
    for line in file.lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0
    if size and not 13 - _TOLERANCE_PT <= size <= 14 + _TOLERANCE_PT:
        yield _found("BODY_SIZE", f"{size:g}")


def _head(file: MeasuredFile) -> Iterator[Finding]:
    nation = next((line for line in file.lines if _NATION in fold(line.text)), None)
    if nation is None or not _is_set(nation, 12, 13) or "CHỦ NGHĨA" not in nation.text:
        yield _found("NATION")
    motto = next((line for line in file.lines if _MOTTO in fold(line.text)), None)
    if motto is None or not _is_set(motto, 13, 14):
        yield _found("MOTTO")
    if not any(_NOTATION.search(line.text) for line in file.lines):
        yield _found("NOTATION")
    if not any(_PLACE_DATE.search(line.text) for line in file.lines):
        yield _found("PLACE_DATE")


def _is_set(line: MeasuredLine, least: float, most: float) -> bool:
    is_sized = not line.size or least - _TOLERANCE_PT <= line.size <= most + _TOLERANCE_PT
    return line.is_bold and is_sized


def _page_numbers(file: MeasuredFile) -> Iterator[Finding]:
    if file.kind != "PDF" or not file.width:
        return
    for page in range(2, file.page_count + 1):
        first = next((line for line in file.lines if line.page == page), None)
        is_centred = (
            first is not None
            and first.left is not None
            and first.right is not None
            and abs((first.left + first.right) / 2 - file.width / 2) < 15
        )
        if first is None or first.text != str(page) or not is_centred:
            yield _found("PAGE_NUMBER", gettext_noop("trang %(page)s"), page=page)
            return


def _recipients(file: MeasuredFile) -> Iterator[Finding]:
    if not any(fold(line.text).strip().startswith("noi nhan") for line in file.lines):
        yield _found("NOI_NHAN")


_CHECKS: tuple[Callable[[MeasuredFile], Iterator[Finding]], ...] = (
    _paper,
    _margins,
    _typeface,
    _head,
    _body_size,
    _page_numbers,
    _recipients,
)
