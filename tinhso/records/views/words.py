"""The words of outgoing documents on pages: kinds, states, what was done."""

from django.utils.translation import gettext_lazy as _

from tinhso.records.models import DocumentEvent, OutgoingState
from tinhso.records.rules import find_kind

_EVENTS = {
    "DRAFT_BEGUN": _("Bắt đầu soạn"),
    "SUBMIT": _("Trình duyệt"),
    "APPROVE_CONTENT": _("Duyệt nội dung"),
    "APPROVE_LAYOUT": _("Duyệt thể thức, trình ký"),
    "RETURN": _("Trả lại người soạn"),
    "READ": _("Người ký đã mở đọc"),
    "SIGN": _("Ký, cấp số"),
    "SEAL": _("Ký số cơ quan, phát hành"),
    "VOID": _("Hủy số"),
    "WITHDRAW": _("Bỏ dự thảo"),
    "OPINION_ASKED": _("Lấy ý kiến phối hợp"),
    "OPINION_GIVEN": _("Có ý kiến phối hợp"),
    "LINKED": _("Gắn với văn bản khác"),
    "SENT": _("Gửi nơi nhận"),
}
_TONES = {
    OutgoingState.DRAFT: "neutral",
    OutgoingState.UNIT_REVIEW: "info",
    OutgoingState.FORMAT_REVIEW: "info",
    OutgoingState.SIGNING: "warning",
    OutgoingState.SIGNED: "warning",
    OutgoingState.ISSUED: "success",
}


def kind_name(code: str) -> str:
    """Give the printed name of a kind."""
    kind = find_kind(code)
    return kind.name if kind else code


def state_tone(state: str) -> str:
    """Give the colour of a state."""
    return _TONES.get(OutgoingState(state), "danger")


def event_words(event: DocumentEvent) -> str:
    """Say what was done."""
    return str(_EVENTS.get(event.kind, event.kind))
