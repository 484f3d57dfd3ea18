"""The kinds of administrative document (Decree 30/2020 art. 7) with their abbreviations.

The list is the decree's; abbreviations are those of its annex III as secondary sources give them.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tinhso.core.text import fold


class Layout(StrEnum):
    """How the body of a kind is built."""

    ARTICLES = "ARTICLES"  # Điều 1, Điều 2 … after the legal bases
    SECTIONS = "SECTIONS"  # headed sections and paragraphs
    LETTER = "LETTER"  # công văn: no name of kind, Kính gửi
    FORM = "FORM"  # short forms with named fields
    MINUTES = "MINUTES"  # biên bản: place, people present, course, end
    AGREEMENT = "AGREEMENT"  # two parties
    GREETING = "GREETING"  # thư công


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind: its code, its name as printed, its abbreviation in notations (may be empty)."""

    code: str
    name: str
    abbreviation: str
    layout: Layout
    certainty: str = "secondary"


_ROWS = (
    ("NQ", "Nghị quyết", "NQ", Layout.ARTICLES),
    ("QD", "Quyết định", "QĐ", Layout.ARTICLES),
    ("CT", "Chỉ thị", "CT", Layout.SECTIONS),
    ("QC", "Quy chế", "QC", Layout.ARTICLES),
    ("QYD", "Quy định", "QyĐ", Layout.ARTICLES),
    ("TC", "Thông cáo", "TC", Layout.SECTIONS),
    ("TB", "Thông báo", "TB", Layout.SECTIONS),
    ("HD", "Hướng dẫn", "HD", Layout.SECTIONS),
    ("CTR", "Chương trình", "CTr", Layout.SECTIONS),
    ("KH", "Kế hoạch", "KH", Layout.SECTIONS),
    ("PA", "Phương án", "PA", Layout.SECTIONS),
    ("DA", "Đề án", "ĐA", Layout.SECTIONS),
    ("DAN", "Dự án", "DA", Layout.SECTIONS),
    ("BC", "Báo cáo", "BC", Layout.SECTIONS),
    ("BB", "Biên bản", "BB", Layout.MINUTES),
    ("TTR", "Tờ trình", "TTr", Layout.SECTIONS),
    ("HDG", "Hợp đồng", "HĐ", Layout.AGREEMENT),
    ("CV", "Công văn", "", Layout.LETTER),
    ("CD", "Công điện", "CĐ", Layout.SECTIONS),
    ("BGN", "Bản ghi nhớ", "BGN", Layout.AGREEMENT),
    ("BTT", "Bản thỏa thuận", "BTT", Layout.AGREEMENT),
    ("GUQ", "Giấy ủy quyền", "GUQ", Layout.FORM),
    ("GM", "Giấy mời", "GM", Layout.FORM),
    ("GGT", "Giấy giới thiệu", "GGT", Layout.FORM),
    ("GNP", "Giấy nghỉ phép", "GNP", Layout.FORM),
    ("PG", "Phiếu gửi", "PG", Layout.FORM),
    ("PC", "Phiếu chuyển", "PC", Layout.FORM),
    ("PB", "Phiếu báo", "PB", Layout.FORM),
    ("TCG", "Thư công", "", Layout.GREETING),
)
KINDS: tuple[DocumentKind, ...] = tuple(DocumentKind(*row) for row in _ROWS)


@cache
def _by_code() -> dict[str, DocumentKind]:
    return {kind.code: kind for kind in KINDS}


def find_kind(code: str) -> DocumentKind | None:
    """Give the kind of a code, or ``None``."""
    return _by_code().get(code)


def get_kind(code: str) -> DocumentKind:
    """Give the kind of a code.

    :raises KeyError: there is none.
    """
    return _by_code()[code]


@cache
def kind_named(name: str) -> DocumentKind | None:
    """Give the kind of a printed name, with or without accents and capitals, or ``None``."""
    wanted = fold(name).strip()
    return next((kind for kind in KINDS if fold(kind.name) == wanted), None)
