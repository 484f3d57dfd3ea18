"""Rules of form and layout as data, each with its place in the law, and the checks of a draft.

Every citation is annex I of Decree 30/2020 as secondary sources give it (``certainty``); what is
measured on pages stands in ``rules.measured``.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tinhso.records.rules.markup import read_blocks
from tinhso.records.rules.parts import Parts, parts_of

Content = dict[str, Any]
_LONGEST_ABSTRACT = 300
_BASIS_STARTS = ("căn cứ", "theo đề nghị", "xét", "thực hiện", "trên cơ sở")


class Severity(StrEnum):
    """Whether a document may go on with a finding."""

    MUST = "MUST"
    SHOULD = "SHOULD"


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """One rule: what it asks, where it is written, how sure we are of that place."""

    code: str
    severity: Severity
    text: str
    citation: str
    certainty: str = "secondary"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule a document breaks, with where or how; ``text`` is the rule's own sentence."""

    rule: LayoutRule
    detail: str = ""

    @property
    def text(self) -> str:
        """Give the sentence for people, with the detail."""
        return f"{self.rule.text} ({self.detail})" if self.detail else self.rule.text


def _annex(place: str) -> str:
    return f"Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, {place}"


_ROWS = (
    ("ABSTRACT", Severity.MUST, "Phải có trích yếu nội dung.", _annex("mục II, khoản 5")),
    (
        "ABSTRACT_SHORT",
        Severity.SHOULD,
        "Trích yếu phải ngắn gọn, một câu.",
        _annex("mục II, khoản 5"),
    ),
    (
        "ABSTRACT_CASE",
        Severity.SHOULD,
        "Trích yếu viết chữ thường, không viết hoa toàn bộ.",
        _annex("mục II, khoản 5"),
    ),
    ("BASES", Severity.MUST, "Phải có căn cứ ban hành.", _annex("mục II, khoản 6")),
    (
        "BASES_WORDS",
        Severity.SHOULD,
        "Mỗi căn cứ bắt đầu bằng “Căn cứ”, “Theo đề nghị”, “Xét”.",
        _annex("mục II, khoản 6"),
    ),
    (
        "ADDRESSEES",
        Severity.MUST,
        "Phải ghi nơi kính gửi.",
        _annex("mục II, khoản 9"),
    ),
    ("BODY", Severity.MUST, "Phải có nội dung văn bản.", _annex("mục II, khoản 6")),
    ("FIELDS", Severity.MUST, "Phải điền đủ các mục của loại văn bản này.", "Phụ lục III"),
    (
        "ARTICLES",
        Severity.MUST,
        "Các điều đánh số liên tục từ Điều 1.",
        _annex("mục II, khoản 6"),
    ),
    ("RECIPIENTS", Severity.MUST, "Phải ghi nơi nhận.", _annex("mục II, khoản 9")),
    (
        "LETTERS",
        Severity.MUST,
        "Chữ phải dùng bảng mã Unicode dựng sẵn (TCVN 6909:2001).",
        _annex("mục I, khoản 3"),
    ),
)
RULES: dict[str, LayoutRule] = {row[0]: LayoutRule(*row) for row in _ROWS}
_Check = Callable[[str, Content, Parts], Iterator[Finding]]


def check_draft(kind: str, abstract: str, content: Content) -> list[Finding]:
    """Give what a draft breaks, in the order of the page."""
    parts = parts_of(kind)
    return [found for check in _CHECKS for found in check(abstract, content, parts)]


def blocking(findings: list[Finding]) -> list[Finding]:
    """Give the findings with which a document may not go on."""
    return [finding for finding in findings if finding.rule.severity is Severity.MUST]


def _found(code: str, detail: str = "") -> Finding:
    return Finding(RULES[code], detail)


def _abstract(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    if not abstract.strip():
        yield _found("ABSTRACT")
    if len(abstract) > _LONGEST_ABSTRACT:
        yield _found("ABSTRACT_SHORT", f"{len(abstract)} ký tự")
    if len(abstract) > 20 and abstract.isupper():
        yield _found("ABSTRACT_CASE")


def _bases(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    bases = [line for line in content.get("bases", []) if line.strip()]
    if parts.needs_bases and not bases:
        yield _found("BASES")
    for number, basis in enumerate(bases if parts.has_bases else [], 1):
        if not basis.strip().lower().startswith(_BASIS_STARTS):
            yield _found("BASES_WORDS", f"dòng {number}")


def _addressees(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    if parts.needs_addressees and not any(content.get("addressees", [])):
        yield _found("ADDRESSEES")


def _fields(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    values = content.get("fields", {})
    for part in parts.fields:
        if part.is_required and not str(values.get(part.code, "")).strip():
            yield _found("FIELDS", part.label)


def _body(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    blocks = read_blocks(content.get("body", ""))
    if parts.has_body and not blocks:
        yield _found("BODY")
    wanted = 1
    for block in blocks:
        if block["type"] != "article":
            continue
        number = "".join(letter for letter in block["label"] if letter.isdigit())
        if number != str(wanted):
            yield _found("ARTICLES", f"“{block['label']}”, lẽ ra là Điều {wanted}")
            return
        wanted += 1


def _recipients(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    if parts.is_numbered and not any(content.get("recipients", [])):
        yield _found("RECIPIENTS")


def _letters(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    lines = [abstract, content.get("body", ""), *content.get("bases", [])]
    if any(unicodedata.normalize("NFC", line) != line for line in lines):
        yield _found("LETTERS")


_CHECKS: tuple[_Check, ...] = (
    _abstract,
    _addressees,
    _bases,
    _fields,
    _body,
    _recipients,
    _letters,
)
