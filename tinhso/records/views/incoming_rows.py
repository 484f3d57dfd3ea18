"""How incoming documents are written on pages: lines, facts, history."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.clock import local
from tinhso.records.models import (
    Arrival,
    ArrivalState,
    Conclusion,
    DocumentEvent,
    Reading,
    Source,
    Urgency,
)
from tinhso.records.rules import find_kind
from tinhso.records.views.words import event_words
from tinhso.ui.components import SummaryRow, TimelineEntry, Tone

STATE_TONES = {
    ArrivalState.ARRIVED: Tone.WARNING,
    ArrivalState.RETURNED: Tone.NEUTRAL,
    ArrivalState.REGISTERED: Tone.INFO,
    ArrivalState.ASSIGNED: Tone.INFO,
    ArrivalState.IN_PROGRESS: Tone.INFO,
    ArrivalState.DONE: Tone.SUCCESS,
    ArrivalState.SHUT_AWAY: Tone.DANGER,
}
CONCLUSION_TONES = {
    Conclusion.VALID: Tone.SUCCESS,
    Conclusion.INVALID: Tone.DANGER,
    Conclusion.UNDETERMINED: Tone.WARNING,
    Conclusion.PAPER: Tone.NEUTRAL,
}
EVENT_WORDS = {
    "ARRIVED": gettext_lazy("Văn bản đến"),
    "LOOKED_THROUGH": gettext_lazy("Đã xem, không có dấu mật"),
    "INCOMING_REGISTER": gettext_lazy("Vào sổ văn bản đến"),
    "INCOMING_RETURN": gettext_lazy("Trả lại nơi gửi"),
    "INCOMING_DIRECT": gettext_lazy("Cho ý kiến, phân công"),
    "INCOMING_BEGIN": gettext_lazy("Bắt đầu giải quyết"),
    "INCOMING_FINISH": gettext_lazy("Kết thúc xử lý"),
    "INCOMING_SHUT": gettext_lazy("Niêm phong vì có dấu mật"),
    "SHUT_AWAY": gettext_lazy("Niêm phong vì có dấu mật"),
    "FORWARDED_INSIDE": gettext_lazy("Chuyển đồng nghiệp xem"),
    "PUT_IN_DOSSIER": gettext_lazy("Đưa vào hồ sơ"),
    "COPY_ORDERED": gettext_lazy("Đề nghị bản sao"),
    "COPY_SIGNED": gettext_lazy("Ký bản sao"),
    "COPY_ISSUED": gettext_lazy("Phát hành bản sao"),
    "DESTROYED": gettext_lazy("Xóa tệp theo quyết định hủy"),
}
_FACTS = ("reason", "opinion", "note", "to")


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One line of a list."""

    token: str
    title: str
    number: str
    author: str
    notation: str
    arrived_at: datetime
    state: str
    tone: str
    urgency: str
    urgency_tone: str
    is_late: bool
    due_at: datetime | None
    conclusion: str
    is_paper: bool
    conclusion_tone: str
    is_unread: bool


def row_of(arrival: Arrival, at: datetime) -> IncomingRow:
    """Give a line for an incoming document."""
    official = arrival.official
    is_urgent = official.urgency != Urgency.NORMAL
    waits = arrival.state == ArrivalState.ARRIVED and at > arrival.acknowledge_by
    return IncomingRow(
        token=official.token,
        title=official.abstract,
        number=f"{official.number}/{official.year}" if official.number else "",
        author=official.author_name,
        notation=official.notation,
        arrived_at=arrival.arrived_at,
        state=str(ArrivalState(arrival.state).label),
        tone=STATE_TONES[ArrivalState(arrival.state)],
        urgency=str(Urgency(official.urgency).label) if is_urgent else "",
        urgency_tone=Tone.DANGER if official.urgency > Urgency.URGENT else Tone.WARNING,
        is_late=waits,
        due_at=official.due_at,
        conclusion=str(Conclusion(arrival.conclusion).label),
        is_paper=arrival.conclusion == Conclusion.PAPER,
        conclusion_tone=CONCLUSION_TONES[Conclusion(arrival.conclusion)],
        is_unread=arrival.reading == Reading.UNREAD,
    )


def document_rows(arrival: Arrival) -> list[SummaryRow]:
    """Give what is known of an incoming document, empty facts left out."""
    official = arrival.official
    kind = find_kind(official.kind)
    number = f"{official.number} / {official.year}" if official.number else ""
    rows = [
        SummaryRow(_("Số đến"), number),
        SummaryRow(_("Đến lúc"), _moment(arrival.arrived_at)),
        SummaryRow(_("Tác giả"), official.author_name),
        SummaryRow(_("Số, ký hiệu"), official.notation),
        SummaryRow(
            _("Ngày ban hành"), f"{official.issued_on:%d/%m/%Y}" if official.issued_on else ""
        ),
        SummaryRow(_("Tên loại"), kind.name if kind else official.kind),
        SummaryRow(_("Người ký"), official.signer_name),
        SummaryRow(_("Độ khẩn"), str(Urgency(official.urgency).label)),
        SummaryRow(_("Hạn trả lời"), _moment(official.due_at)),
        SummaryRow(_("Đơn vị, người nhận"), arrival.recipient),
        SummaryRow(_("Cách đến"), str(Source(arrival.source).label)),
        SummaryRow(_("Chữ ký số"), str(Conclusion(arrival.conclusion).label)),
        SummaryRow(_("Nội dung tệp"), str(Reading(arrival.reading).label)),
        SummaryRow(_("Số trang"), str(arrival.page_count or "")),
        SummaryRow(_("Lý do trả lại"), arrival.returned_reason),
        SummaryRow(_("Ghi chú"), arrival.note),
    ]
    return [row for row in rows if row.value]


def _moment(at: datetime | None) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}" if at else ""


def history_of(events: list[DocumentEvent]) -> list[TimelineEntry]:
    """Give the history of a document, newest first."""
    return [
        TimelineEntry(
            title=str(EVENT_WORDS.get(event.kind) or event_words(event)),
            at=event.at,
            by=", ".join(part for part in (event.actor_name, event.agency_name) if part),
            note=" · ".join(str(event.facts[name]) for name in _FACTS if event.facts.get(name)),
        )
        for event in reversed(events)
    ]
