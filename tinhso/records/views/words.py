"""The words of outgoing documents on pages: kinds, states, what was done."""

from django.utils.translation import gettext_lazy as _

from tinhso.records.models import DocumentEvent, OutgoingState
from tinhso.records.queries.wording import kind_name
from tinhso.ui.components import TimelineEntry

__all__ = ["event_words", "history_of", "kind_name", "state_tone"]

_EVENTS = {
    "DRAFT_BEGUN": _("Bắt đầu soạn"),
    "SUBMIT": _("Trình duyệt"),
    "APPROVE_CONTENT": _("Duyệt nội dung"),
    "APPROVE_LAYOUT": _("Duyệt thể thức, trình ký"),
    "RETURN": _("Trả lại người soạn"),
    "READ": _("Người ký đã mở đọc"),
    "SIGN": _("Ký, cấp số"),
    "NOT_SIGNED": _("Người ký chưa xác nhận"),
    "SEAL": _("Ký số cơ quan, phát hành"),
    "VOID": _("Hủy số"),
    "WITHDRAW": _("Bỏ dự thảo"),
    "OPINION_ASKED": _("Lấy ý kiến phối hợp"),
    "OPINION_GIVEN": _("Có ý kiến phối hợp"),
    "LINKED": _("Gắn với văn bản khác"),
    "CARRIES_DIRECTIVE": _("Soạn từ chỉ đạo"),
    "SENT": _("Gửi nơi nhận"),
    "FILE_ADDED": _("Kèm tệp"),
    "FILE_REMOVED": _("Bỏ tệp kèm"),
    "FILE_SHUT_AWAY": _("Niêm phong tệp kèm: có dấu mật trong bản quét"),
    "UPDATE_WAITS": _("Bản cập nhật chờ nhận dạng chữ trong tệp"),
    "UPDATE_DROPPED": _("Không gửi bản cập nhật"),
    "UPDATE_SENT": _("Gửi bản cập nhật"),
    "RECALL_SENT": _("Gửi yêu cầu thu hồi"),
    "FORWARDED_INSIDE": _("Chuyển đồng nghiệp xem"),
    "SECRET_REFUSED": _("Từ chối lưu: có dấu chỉ độ mật"),
    "REVISION_RECALL_AGREED": _("Nơi gửi thu hồi, đã đồng ý"),
    "REVISION_RECALL_DECLINED": _("Nơi gửi đề nghị thu hồi, không đồng ý"),
    "REVISION_UPDATE_AGREED": _("Nơi gửi cập nhật, đã đồng ý"),
    "REVISION_UPDATE_DECLINED": _("Nơi gửi đề nghị cập nhật, không đồng ý"),
    "REVISION_REPLACE_AGREED": _("Nơi gửi thay thế, đã đồng ý"),
    "REVISION_REPLACE_DECLINED": _("Nơi gửi đề nghị thay thế, không đồng ý"),
    "PUT_IN_DOSSIER": _("Đưa vào hồ sơ"),
    "COPY_ORDERED": _("Đề nghị bản sao"),
    "COPY_SIGNED": _("Ký bản sao"),
    "COPY_ISSUED": _("Phát hành bản sao"),
}
_TONES = {
    OutgoingState.DRAFT: "neutral",
    OutgoingState.UNIT_REVIEW: "info",
    OutgoingState.FORMAT_REVIEW: "info",
    OutgoingState.SIGNING: "warning",
    OutgoingState.SIGNED: "warning",
    OutgoingState.ISSUED: "success",
}


def state_tone(state: str) -> str:
    """Give the colour of a state."""
    return _TONES.get(OutgoingState(state), "danger")


def event_words(event: DocumentEvent) -> str:
    """Say what was done."""
    return str(_EVENTS.get(event.kind, event.kind))


def history_of(events: list[DocumentEvent]) -> list[TimelineEntry]:
    """Lay out what was done, newest first."""
    return [
        TimelineEntry(
            event_words(event),
            at=event.at,
            by=f"{event.actor_name}, {event.agency_name}".strip(", "),
            note=" · ".join(
                str(event.facts[key]) for key in ("to", "reason") if event.facts.get(key)
            ),
        )
        for event in reversed(events)
    ]
