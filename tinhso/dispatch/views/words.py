"""How messages are described on pages."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.clock import local
from tinhso.dispatch.models import (
    InboundMessage,
    OutgoingMessage,
    SignatureVerdict,
    StatusRecord,
    Transmission,
)
from tinhso.dispatch.rules import Decision, Sent, Taken
from tinhso.dispatch.rules.refusals import Reason
from tinhso.ui.components import SummaryRow, TimelineEntry, Tone

PRIORITIES = {
    0: gettext_lazy("Thường"),
    1: gettext_lazy("Khẩn"),
    2: gettext_lazy("Thượng khẩn"),
    3: gettext_lazy("Hỏa tốc"),
    4: gettext_lazy("Hỏa tốc hẹn giờ"),
}
REFUSALS = {
    Reason.EMPTY: gettext_lazy("Gói tin rỗng"),
    Reason.TOO_LARGE: gettext_lazy("Gói tin quá lớn"),
    Reason.NOT_XML: gettext_lazy("Không đọc được XML"),
    Reason.DTD: gettext_lazy("Có khai báo kiểu tài liệu (DTD), có thể gây hại"),
    Reason.TOO_DEEP: gettext_lazy("XML lồng quá sâu"),
    Reason.TOO_MANY_ELEMENTS: gettext_lazy("XML có quá nhiều phần tử"),
    Reason.NOT_EDXML: gettext_lazy("Không phải gói tin edXML"),
    Reason.FIELD_MISSING: gettext_lazy("Thiếu thông tin bắt buộc"),
    Reason.FIELD_BAD: gettext_lazy("Thông tin sai dạng"),
    Reason.UNKNOWN_ACT: gettext_lazy("Loại nghiệp vụ không có trong quy chuẩn"),
    Reason.UNKNOWN_STATUS: gettext_lazy("Mã trạng thái không có trong quy chuẩn"),
    Reason.TOO_MANY_RECIPIENTS: gettext_lazy("Quá nhiều nơi nhận"),
    Reason.TOO_MANY_FILES: gettext_lazy("Quá nhiều tệp đính kèm"),
    Reason.FILE_BROKEN: gettext_lazy("Tệp đính kèm bị hỏng"),
    Reason.FILE_TOO_LARGE: gettext_lazy("Tệp đính kèm quá lớn"),
    Reason.FILE_BOMB: gettext_lazy("Tệp nén phình to bất thường"),
    Reason.FILE_MISSING: gettext_lazy("Thiếu tệp đính kèm đã kê"),
    Reason.SIGNATURE_MISSING: gettext_lazy("Gói tin không có chữ ký số"),
    Reason.SIGNATURE_BAD: gettext_lazy("Chữ ký số sai, nội dung có thể đã bị sửa"),
    Reason.SENDER_UNKNOWN: gettext_lazy("Không biết nơi gửi"),
    Reason.SENDER_DIFFERS: gettext_lazy("Chữ ký không phải của nơi gửi"),
    Reason.NOT_FOR_US: gettext_lazy("Không gửi cho cơ quan này"),
    Reason.DOCUMENT_UNKNOWN: gettext_lazy("Báo trạng thái của văn bản ta không gửi"),
}
_TAKEN_TONES = {
    Taken.ARRIVED: Tone.WARNING,
    Taken.RETURNED: Tone.DANGER,
    Taken.RECALLED: Tone.DANGER,
    Taken.SHUT_AWAY: Tone.DANGER,
    Taken.DONE: Tone.SUCCESS,
    Taken.RECEIVED: Tone.INFO,
    Taken.ASSIGNED: Tone.INFO,
    Taken.IN_PROGRESS: Tone.INFO,
}
_SENT_TONES = {
    Sent.QUEUED: Tone.WARNING,
    Sent.FAILED: Tone.DANGER,
    Sent.RETURNED: Tone.DANGER,
    Sent.TAKEN_BACK: Tone.DANGER,
    Sent.DONE: Tone.SUCCESS,
    Sent.SENT: Tone.NEUTRAL,
}
_DECISION_TONES = {
    Decision.OPEN: Tone.WARNING,
    Decision.AGREED: Tone.SUCCESS,
    Decision.DECLINED: Tone.DANGER,
}
_SIGNATURE_TONES = {
    SignatureVerdict.VALID: Tone.SUCCESS,
    SignatureVerdict.INVALID: Tone.DANGER,
}


def taken_tag(message: InboundMessage) -> tuple[str, Tone]:
    """Say how a message that came stands, and in which colour."""
    if message.decision == Decision.OPEN:
        return str(message.get_decision_display()), Tone.WARNING
    return message.get_state_display(), _TAKEN_TONES.get(Taken(message.state), Tone.NEUTRAL)


def sent_tag(row: Transmission) -> tuple[str, Tone]:
    """Say how a message stands at a recipient, and in which colour."""
    decision = Decision(row.decision)
    if decision is not Decision.NONE and row.state != Sent.FAILED:
        return str(row.get_decision_display()), _DECISION_TONES[decision]
    return row.get_state_display(), _SENT_TONES.get(Sent(row.state), Tone.INFO)


def signature_tag(message: InboundMessage) -> tuple[str, Tone]:
    """Say what the signature of the envelope is worth."""
    verdict = SignatureVerdict(message.signature)
    return str(verdict.label), _SIGNATURE_TONES.get(verdict, Tone.WARNING)


def refusal_words(code: str) -> str:
    """Say why an envelope was not taken."""
    return str(REFUSALS[Reason(code)]) if code in set(Reason) else code


def inbound_rows(message: InboundMessage) -> list[SummaryRow]:
    """List what the header says."""
    head = message.head
    signer = ", ".join(part for part in (message.signer_name, message.signer_position) if part)
    rows = [
        SummaryRow(_("Trích yếu"), message.subject),
        SummaryRow(_("Số, ký hiệu"), message.code),
        SummaryRow(_("Loại văn bản"), message.type_name),
        SummaryRow(_("Ngày ban hành"), f"{message.issued_on:%d/%m/%Y}"),
        SummaryRow(_("Nơi gửi"), f"{message.sender_name} ({message.sender_organ_id})"),
        SummaryRow(_("Người ký"), signer),
        SummaryRow(_("Độ khẩn"), str(PRIORITIES.get(message.priority, ""))),
        SummaryRow(_("Hạn xử lý"), f"{message.due_on:%d/%m/%Y}" if message.due_on else ""),
        SummaryRow(_("Trả lời văn bản"), "\n".join(head.get("responds_to", []))),
        SummaryRow(_("Lý do"), message.reason),
        SummaryRow(_("Đến lúc"), _moment(message.arrived_at)),
        SummaryRow(_("Phải tiếp nhận trước"), _moment(message.acknowledge_by)),
        SummaryRow(_("Vào sổ"), message.registered_as),
        SummaryRow(_("Mã văn bản"), message.document_id),
    ]
    return [row for row in rows if row.value]


def outgoing_rows(outgoing: OutgoingMessage) -> list[SummaryRow]:
    """List what was sent."""
    rows = [
        SummaryRow(_("Trích yếu"), outgoing.subject),
        SummaryRow(_("Số, ký hiệu"), outgoing.code),
        SummaryRow(_("Loại văn bản"), outgoing.type_name),
        SummaryRow(_("Ngày ban hành"), f"{outgoing.issued_on:%d/%m/%Y}"),
        SummaryRow(_("Nghiệp vụ"), str(outgoing.get_act_display())),
        SummaryRow(_("Lý do"), outgoing.reason),
        SummaryRow(_("Độ khẩn"), str(PRIORITIES.get(outgoing.priority, ""))),
        SummaryRow(_("Gửi lúc"), _moment(outgoing.created_at)),
        SummaryRow(_("Người gửi"), outgoing.created_by),
        SummaryRow(_("Mã văn bản"), outgoing.document_id),
    ]
    return [row for row in rows if row.value]


def timeline(records: list[StatusRecord]) -> list[TimelineEntry]:
    """Lay out statuses, each with who reported it and what they said."""
    return [
        TimelineEntry(
            title=f"{record.get_code_display()} ({record.code})",
            at=local(record.at),
            by=record.reported_by,
            note=" · ".join(part for part in (record.description, _unsent(record)) if part),
        )
        for record in records
    ]


def _unsent(record: StatusRecord) -> str:
    if record.direction == "IN" or record.sent_at is not None:
        return ""
    return _("chưa báo được tới nơi gửi")


def _moment(at: datetime) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}"
