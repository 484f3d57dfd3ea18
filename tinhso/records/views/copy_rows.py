"""How copies are written on pages and in their register."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.clock import local
from tinhso.documents.api import DocumentState
from tinhso.records.models import CopyForm, OfficialCopy
from tinhso.records.rules.copies import page_words
from tinhso.ui.components import SummaryRow, Tone

HEADINGS = (
    gettext_lazy("STT"),
    gettext_lazy("Số, ký hiệu bản sao"),
    gettext_lazy("Ngày sao"),
    gettext_lazy("Hình thức sao"),
    gettext_lazy("Văn bản được sao"),
    gettext_lazy("Tác giả"),
    gettext_lazy("Số bản"),
    gettext_lazy("Nơi nhận"),
)
_STATES = {
    DocumentState.DRAFT: (gettext_lazy("Chờ ký"), Tone.WARNING),
    DocumentState.SIGNED: (gettext_lazy("Đã ký, chờ đóng dấu"), Tone.WARNING),
    DocumentState.ISSUED: (gettext_lazy("Đã phát hành"), Tone.SUCCESS),
    DocumentState.REVOKED: (gettext_lazy("Đã thu hồi"), Tone.DANGER),
}


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One line of the register of copies."""

    token: str
    form: str
    notation: str
    title: str
    state: str
    tone: str
    copy: OfficialCopy


def row_of(copy: OfficialCopy) -> CopyRow:
    """Give a line for a copy."""
    state, tone = str(_("Đang tạo trang")), str(Tone.INFO)
    if copy.problem:
        state, tone = str(_("Không tạo được trang")), str(Tone.DANGER)
    if copy.document is not None:
        words, tone = _STATES[DocumentState(copy.document.state)]
        state = str(words)
    return CopyRow(
        token=copy.token,
        form=str(CopyForm(copy.form).label),
        notation=copy.document.notation if copy.document else "",
        title=f"{copy.official.notation} {copy.official.abstract}".strip(),
        state=state,
        tone=tone,
        copy=copy,
    )


def copy_rows(copy: OfficialCopy) -> list[SummaryRow]:
    """Give what is known of a copy, empty facts left out."""
    document = copy.document
    issued = document.issued_at if document else None
    rows = [
        SummaryRow(_("Số, ký hiệu bản sao"), document.notation if document else ""),
        SummaryRow(_("Hình thức sao"), str(CopyForm(copy.form).label)),
        SummaryRow(_("Trang"), page_words(copy.pages)),
        SummaryRow(_("Số bản"), str(copy.copy_count)),
        SummaryRow(_("Nơi nhận"), copy.recipients),
        SummaryRow(_("Người đề nghị"), f"{copy.asked_by}, {local(copy.asked_at):%H:%M %d/%m/%Y}"),
        SummaryRow(_("Phát hành lúc"), f"{local(issued):%H:%M %d/%m/%Y}" if issued else ""),
        SummaryRow(_("Tệp được sao"), copy.source_name),
        SummaryRow(_("Mã băm tệp được sao"), copy.source_sha256),
    ]
    return [row for row in rows if row.value]


def line_of(copy: OfficialCopy) -> tuple[str, ...]:
    """Give one line of the printed register."""
    document, official = copy.document, copy.official
    issued = document.issued_at if document else None
    return (
        str(document.number or "") if document else "",
        document.notation if document else "",
        f"{local(issued):%d/%m/%Y}" if issued else "",
        str(CopyForm(copy.form).label),
        f"{official.notation} {official.abstract}".strip(),
        official.author_name,
        str(copy.copy_count),
        copy.recipients,
    )
