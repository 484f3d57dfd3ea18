"""Rules of form and layout as data, each with its place in the law, and the checks of a draft.

Every citation is annex I of Decree 30/2020 as a copy of it reads (``certainty``); what is measured
on pages stands in ``rules.measured``. Sentences are Vietnamese and marked; screens translate them.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tinhso.records.rules.citing import Place, gettext_noop
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
    place: Place
    certainty: str = "secondary"

    @property
    def citation(self) -> str:
        """Give the place in Vietnamese."""
        return str(self.place)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule a document breaks, with where or how: ``detail`` is a sentence, ``values`` fill it."""

    rule: LayoutRule
    detail: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Give the Vietnamese sentence, with the detail."""
        detail = self.detail % self.values if self.values else self.detail
        return f"{self.rule.text} ({detail})" if detail else self.rule.text


_M, _S = Severity.MUST, Severity.SHOULD
_ROWS = (
    LayoutRule("ABSTRACT", _M, gettext_noop("Phải có trích yếu nội dung."), Place("II", 5, "a")),
    LayoutRule(
        "ABSTRACT_SHORT",
        _S,
        gettext_noop("Trích yếu phải ngắn gọn, một câu."),
        Place("II", 5, "a"),
    ),
    LayoutRule(
        "ABSTRACT_CASE",
        _S,
        gettext_noop("Trích yếu viết chữ thường, không viết hoa toàn bộ."),
        Place("II", 5, "b"),
    ),
    LayoutRule("BASES", _M, gettext_noop("Phải có căn cứ ban hành."), Place("II", 6, "a")),
    LayoutRule(
        "BASES_WORDS",
        _S,
        gettext_noop("Mỗi căn cứ bắt đầu bằng “Căn cứ”, “Theo đề nghị”, “Xét”."),
        Place(annex="III"),
        "to_confirm",
    ),
    LayoutRule("ADDRESSEES", _M, gettext_noop("Phải ghi nơi kính gửi."), Place("II", 9, "b")),
    LayoutRule("BODY", _M, gettext_noop("Phải có nội dung văn bản."), Place("II", 6)),
    LayoutRule(
        "FIELDS",
        _M,
        gettext_noop("Phải điền đủ các mục của loại văn bản này."),
        Place(annex="III"),
        "to_confirm",
    ),
    LayoutRule(
        "ARTICLES",
        _M,
        gettext_noop("Các điều đánh số liên tục từ Điều 1."),
        Place("II", 6, "đ"),
        "to_confirm",
    ),
    LayoutRule("RECIPIENTS", _M, gettext_noop("Phải ghi nơi nhận."), Place("II", 9)),
    LayoutRule(
        "LETTERS",
        _M,
        gettext_noop("Chữ phải dùng bảng mã Unicode dựng sẵn (TCVN 6909:2001)."),
        Place("I", 4),
    ),
)
RULES: dict[str, LayoutRule] = {rule.code: rule for rule in _ROWS}
_Check = Callable[[str, Content, Parts], Iterator[Finding]]


def check_draft(kind: str, abstract: str, content: Content) -> list[Finding]:
    """Give what a draft breaks, in the order of the page."""
    parts = parts_of(kind)
    return [found for check in _CHECKS for found in check(abstract, content, parts)]


def blocking(findings: list[Finding]) -> list[Finding]:
    """Give the findings with which a document may not go on."""
    return [finding for finding in findings if finding.rule.severity is Severity.MUST]


def _found(code: str, detail: str = "", **values: object) -> Finding:
    return Finding(RULES[code], detail, values)


def _abstract(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    if not abstract.strip():
        yield _found("ABSTRACT")
    if len(abstract) > _LONGEST_ABSTRACT:
        yield _found("ABSTRACT_SHORT", gettext_noop("%(count)s ký tự"), count=len(abstract))
    if len(abstract) > 20 and abstract.isupper():
        yield _found("ABSTRACT_CASE")


def _bases(abstract: str, content: Content, parts: Parts) -> Iterator[Finding]:
    bases = [line for line in content.get("bases", []) if line.strip()]
    if parts.needs_bases and not bases:
        yield _found("BASES")
    for number, basis in enumerate(bases if parts.has_bases else [], 1):
        if not basis.strip().lower().startswith(_BASIS_STARTS):
            yield _found("BASES_WORDS", gettext_noop("dòng %(line)s"), line=number)


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
            words = gettext_noop("“%(label)s”, lẽ ra là Điều %(wanted)s")
            yield _found("ARTICLES", words, label=block["label"], wanted=wanted)
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
