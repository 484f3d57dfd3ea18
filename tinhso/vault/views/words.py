"""How papers are described on pages."""

from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tinhso.core.clock import local
from tinhso.identity.api import AccessLog, RegisterLookup
from tinhso.ui.components import Cell, Column, SummaryRow, Table, Tone
from tinhso.vault.models import PaperOrigin, PaperUse, VaultPaper
from tinhso.vault.queries import reason_of, reason_words
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.rules import Reason, is_ending


def validity(paper: VaultPaper, on: date) -> tuple[str, Tone]:
    """Say in a word or two whether a paper holds, and in which colour."""
    reason = reason_of(paper, on)
    if reason:
        return reason_words(reason), Tone.DANGER
    if paper.valid_to is None:
        return _("Đang có hiệu lực"), Tone.SUCCESS
    days = (paper.valid_to - on).days
    if is_ending(days, load_kinds().remind_days_of(paper.kind)):
        return _("Sắp hết hạn: còn %(n)s ngày") % {"n": days}, Tone.WARNING
    return _("Hiệu lực trước %(day)s") % {"day": f"{paper.valid_to:%d/%m/%Y}"}, Tone.SUCCESS


def renewal_words(paper: VaultPaper, on: date) -> str:
    """Give the words to search a procedure by that gives a new one; empty while it holds long."""
    kind = load_kinds().by_code.get(paper.kind)
    if kind is None or not kind.results or paper.valid_to is None:
        return ""
    days = (paper.valid_to - on).days
    if reason_of(paper, on) is not Reason.EXPIRED and not is_ending(
        days, load_kinds().remind_days_of(paper.kind)
    ):
        return ""
    return kind.name.get(get_language() or "vi") or kind.name["vi"]


def provenance_rows(paper: VaultPaper) -> list[SummaryRow]:
    """List where a paper comes from and how long it holds."""
    is_result = paper.origin == PaperOrigin.RESULT
    rows = [
        SummaryRow(_("Về ai, việc gì"), paper.about),
        SummaryRow(_("Nguồn"), paper.get_origin_display()),
        SummaryRow(_("Số, ký hiệu"), paper.document.notation),
        SummaryRow(_("Cơ quan xác thực"), paper.agency.name),
        SummaryRow(_("Người ký") if is_result else _("Cán bộ đối chiếu"), paper.verified_by),
        SummaryRow(_("Xác thực lúc"), f"{local(paper.verified_at):%H:%M %d/%m/%Y}"),
        SummaryRow(_("Từ hồ sơ"), " ".join([paper.source_title, paper.source_code]).strip()),
        SummaryRow(_("Hiệu lực"), _period(paper)),
        SummaryRow(_("Căn cứ thời hạn"), _basis(paper)),
        SummaryRow(_("Lý do"), paper.state_reason),
    ]
    return [row for row in rows if row.value]


def _period(paper: VaultPaper) -> str:
    start = f"{paper.valid_from:%d/%m/%Y}"
    if paper.valid_to is None:
        return _("Từ %(start)s, không ghi ngày hết hạn") % {"start": start}
    return _("Từ %(start)s đến trước %(end)s") % {
        "start": start,
        "end": f"{paper.valid_to:%d/%m/%Y}",
    }


def _basis(paper: VaultPaper) -> str:
    kind = load_kinds().by_code.get(paper.kind)
    if kind is None or not kind.source or paper.valid_to is None:
        return ""
    unsure = _("(cần đối chiếu)") if kind.certainty != "confirmed" else ""
    return f"{kind.source} {unsure}".strip()


def looks_table(looks: list[AccessLog]) -> Table:
    """Lay out which officers looked at a paper."""
    return Table(
        caption=_("Ai đã xem giấy tờ này"),
        columns=[Column(_("Thời điểm")), Column(_("Cán bộ")), Column(_("Để làm gì"))],
        rows=[
            [
                Cell(f"{local(look.at):%H:%M %d/%m/%Y}"),
                Cell(look.actor_name, note=look.agency_name),
                Cell(look.purpose),
            ]
            for look in looks
        ],
        is_caption_hidden=True,
    )


def lookups_table(lookups: list[RegisterLookup]) -> Table:
    """Lay out when the population register was asked about the person, and what for."""
    return Table(
        caption=_("Tra cứu CSDL quốc gia về dân cư (bản mô phỏng)"),
        columns=[Column(_("Thời điểm")), Column(_("Để làm gì")), Column(_("Kết quả"))],
        rows=[
            [
                Cell(f"{local(lookup.at):%H:%M %d/%m/%Y}"),
                Cell(lookup.purpose),
                Cell(lookup.get_outcome_display()),
            ]
            for lookup in lookups
        ],
        is_caption_hidden=True,
    )


def uses_table(uses: list[PaperUse]) -> Table:
    """Lay out where a paper was used again."""
    return Table(
        caption=_("Đã dùng lại ở đâu"),
        columns=[Column(_("Thời điểm")), Column(pgettext("one", "Hồ sơ")), Column(_("Nơi nhận"))],
        rows=[
            [Cell(f"{local(use.at):%H:%M %d/%m/%Y}"), Cell(use.title), Cell(use.agency.name)]
            for use in uses
        ],
        is_caption_hidden=True,
    )
