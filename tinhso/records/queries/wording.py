"""Kinds of documents, rules of form and their places in the law, in the reader's language.

What is printed on documents stays Vietnamese; this is for screens only.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tinhso.records.rules import find_kind
from tinhso.records.rules.citing import Place
from tinhso.records.rules.layout import Finding, LayoutRule, Severity

_KINDS = {
    "NQ": pgettext_lazy("kind of document", "Nghị quyết"),
    "QD": pgettext_lazy("kind of document", "Quyết định"),
    "CT": pgettext_lazy("kind of document", "Chỉ thị"),
    "QC": pgettext_lazy("kind of document", "Quy chế"),
    "QYD": pgettext_lazy("kind of document", "Quy định"),
    "TC": pgettext_lazy("kind of document", "Thông cáo"),
    "TB": pgettext_lazy("kind of document", "Thông báo"),
    "HD": pgettext_lazy("kind of document", "Hướng dẫn"),
    "CTR": pgettext_lazy("kind of document", "Chương trình"),
    "KH": pgettext_lazy("kind of document", "Kế hoạch"),
    "PA": pgettext_lazy("kind of document", "Phương án"),
    "DA": pgettext_lazy("kind of document", "Đề án"),
    "DAN": pgettext_lazy("kind of document", "Dự án"),
    "BC": pgettext_lazy("kind of document", "Báo cáo"),
    "BB": pgettext_lazy("kind of document", "Biên bản"),
    "TTR": pgettext_lazy("kind of document", "Tờ trình"),
    "HDG": pgettext_lazy("kind of document", "Hợp đồng"),
    "CV": pgettext_lazy("kind of document", "Công văn"),
    "CD": pgettext_lazy("kind of document", "Công điện"),
    "BGN": pgettext_lazy("kind of document", "Bản ghi nhớ"),
    "BTT": pgettext_lazy("kind of document", "Bản thỏa thuận"),
    "GUQ": pgettext_lazy("kind of document", "Giấy ủy quyền"),
    "GM": pgettext_lazy("kind of document", "Giấy mời"),
    "GGT": pgettext_lazy("kind of document", "Giấy giới thiệu"),
    "GNP": pgettext_lazy("kind of document", "Giấy nghỉ phép"),
    "PG": pgettext_lazy("kind of document", "Phiếu gửi"),
    "PC": pgettext_lazy("kind of document", "Phiếu chuyển"),
    "PB": pgettext_lazy("kind of document", "Phiếu báo"),
    "TCG": pgettext_lazy("kind of document", "Thư công"),
}


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule, or what breaks it, as people read it: the sentence, its place in the law."""

    text: str
    citation: str
    is_must: bool
    certainty: str


def kind_name(code: str) -> str:
    """Give the name of a kind."""
    return str(_KINDS[code]) if find_kind(code) else code


def finding_words(finding: Finding) -> str:
    """Say what is wrong, with where or how."""
    rule = _(finding.rule.text)
    if not finding.detail:
        return rule
    detail = _(finding.detail) if finding.values else finding.detail
    return f"{rule} ({detail % finding.values if finding.values else detail})"


def findings_shown(findings: list[Finding]) -> list[ShownRule]:
    """Give findings as a page shows them."""
    return [_shown(found.rule, finding_words(found)) for found in findings]


def rules_shown(rules: list[LayoutRule]) -> list[ShownRule]:
    """Give rules as a page shows them."""
    return [_shown(rule, _(rule.text)) for rule in rules]


def citation_words(place: Place) -> str:
    """Say where in the decree a rule is written."""
    values = {"annex": place.annex, "section": place.section, "item": place.item}
    if not place.section:
        return _("Nghị định 30/2020/NĐ-CP, Phụ lục %(annex)s") % values
    if not place.point:
        return (
            _("Nghị định 30/2020/NĐ-CP, Phụ lục %(annex)s, Phần I, Mục %(section)s, khoản %(item)s")
            % values
        )
    return _(
        "Nghị định 30/2020/NĐ-CP, Phụ lục %(annex)s, Phần I, Mục %(section)s, khoản %(item)s,"
        " điểm %(point)s"
    ) % {**values, "point": place.point}


def _shown(rule: LayoutRule, text: str) -> ShownRule:
    is_must = rule.severity is Severity.MUST
    return ShownRule(text, citation_words(rule.place), is_must, rule.certainty)
