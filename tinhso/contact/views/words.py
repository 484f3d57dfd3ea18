"""How kinds, states and acts are said and coloured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tinhso.contact.models import Contact, ContactEvent, ContactKind, ContactState
from tinhso.core.working_time import WorkingCalendar
from tinhso.ui.components import State, TimelineEntry, Tone

KIND_SLUGS: Mapping[str, str] = {
    ContactKind.FIELD_REPORT: "hien-truong",
    ContactKind.QUESTION: "hoi-dap",
    ContactKind.REGULATION_REPORT: "quy-dinh",
    ContactKind.COMPLAINT: "khieu-nai",
    ContactKind.DENUNCIATION: "to-cao",
    ContactKind.EMERGENCY: "khan-cap",
    ContactKind.OTHER: "khac",
}
KINDS_BY_SLUG: Mapping[str, str] = {slug: kind for kind, slug in KIND_SLUGS.items()}
KIND_WORDS: Mapping[str, Promise] = {
    ContactKind.FIELD_REPORT: gettext_lazy("Đường hư, rác, đèn tắt, ngập nước, lấn chiếm …"),
    ContactKind.QUESTION: gettext_lazy("Thủ tục, giấy tờ, lệ phí, chính sách"),
    ContactKind.REGULATION_REPORT: gettext_lazy("Quy định, thủ tục gây khó khăn; đề xuất cách làm"),
    ContactKind.COMPLAINT: gettext_lazy("Không đồng ý với một quyết định, việc làm của cơ quan"),
    ContactKind.DENUNCIATION: gettext_lazy("Báo hành vi vi phạm pháp luật; giữ bí mật người gửi"),
    ContactKind.EMERGENCY: gettext_lazy("Cháy, tai nạn, tội phạm: gọi 113, 114, 115 trước"),
    ContactKind.OTHER: gettext_lazy("Góp ý, khen, việc chưa có trong danh mục"),
}
STATE_TONES: Mapping[str, Tone] = {
    ContactState.NEW: Tone.INFO,
    ContactState.FORWARDED: Tone.INFO,
    ContactState.IN_PROGRESS: Tone.INFO,
    ContactState.WAITING: Tone.WARNING,
    ContactState.SUBMITTED: Tone.INFO,
    ContactState.ANSWERED: Tone.SUCCESS,
    ContactState.REFUSED: Tone.NEUTRAL,
    ContactState.HANDED_OVER: Tone.NEUTRAL,
    ContactState.LINKED: Tone.NEUTRAL,
    ContactState.WITHDRAWN: Tone.NEUTRAL,
}
ACT_WORDS: Mapping[str, Promise] = {
    "RECEIVED": gettext_lazy("Đã tiếp nhận"),
    "FILE_SHUT_AWAY": gettext_lazy("Một tệp có dấu mật đã bị niêm phong"),
    "FORWARDED": gettext_lazy("Chuyển cơ quan xử lý"),
    "TAKEN": gettext_lazy("Bắt đầu giải quyết"),
    "RETURNED": gettext_lazy("Trả về trung tâm"),
    "ASKED": gettext_lazy("Hỏi thêm người gửi"),
    "HEARD": gettext_lazy("Người gửi bổ sung"),
    "NOT_HEARD": gettext_lazy("Hết hạn bổ sung, tiếp tục tính thời gian"),
    "TIME_ASKED": pgettext_lazy("history", "Xin gia hạn"),
    "TIME_GRANTED": gettext_lazy("Đồng ý gia hạn"),
    "TIME_REFUSED": gettext_lazy("Không đồng ý gia hạn"),
    "HELP_ASKED": gettext_lazy("Đề nghị phối hợp"),
    "HELP_GIVEN": gettext_lazy("Đã phối hợp trả lời"),
    "ANSWER_SUBMITTED": gettext_lazy("Trình duyệt trả lời"),
    "ANSWER_RETURNED": gettext_lazy("Trả lại để sửa câu trả lời"),
    "ANSWERED": gettext_lazy("Đã trả lời"),
    "REFUSED": gettext_lazy("Không tiếp nhận"),
    "HANDED_OVER": gettext_lazy("Chuyển thủ tục riêng"),
    "LINKED": gettext_lazy("Theo dõi cùng phản ánh khác"),
    "UNLINKED": gettext_lazy("Tách khỏi phản ánh khác"),
    "DUPLICATE": gettext_lazy("Thêm một người phản ánh cùng việc"),
    "FOLLOWED": gettext_lazy("Thêm người theo dõi"),
    "RATED": gettext_lazy("Người gửi đánh giá"),
    "REOPEN_ASKED": gettext_lazy("Người gửi đề nghị xử lý lại"),
    "REOPENED": gettext_lazy("Xử lý lại"),
    "REOPEN_REFUSED": gettext_lazy("Không xử lý lại"),
    "WITHDRAWN": gettext_lazy("Người gửi rút"),
    "PUBLISHED": gettext_lazy("Công khai"),
    "HIDDEN": gettext_lazy("Ẩn khỏi trang công khai"),
    "ESCALATED": pgettext_lazy("history", "Đôn đốc"),
    "LOOKED": gettext_lazy("Xem thông tin người gửi"),
    "PHOTO_ADDED": gettext_lazy("Thêm ảnh"),
    "PHOTO_CHECKED": gettext_lazy("Xem và che ảnh trước khi công khai"),
    "CONNECTED": gettext_lazy("Liên thông"),
}


#: Working hours are not counted one by one for what has been late this long.
_LONG_OVERDUE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class KindCard:
    """One choice of the first page."""

    slug: str
    label: str
    words: str
    is_urgent: bool


def kind_cards() -> list[KindCard]:
    """Give the kinds in the order people look for them."""
    return [
        KindCard(
            slug, str(ContactKind(kind).label), str(KIND_WORDS[kind]), kind == ContactKind.EMERGENCY
        )
        for kind, slug in KIND_SLUGS.items()
    ]


def deadline_words(contact: Contact, at: datetime, calendar: WorkingCalendar) -> tuple[str, Tone]:
    """Say how long is left in working time; closed ones say whether they were late."""
    if contact.due_at is None:
        return _("Không có hạn"), Tone.NEUTRAL
    if contact.closed_at is not None:
        is_late = contact.closed_at > contact.due_at
        return (_("Xong muộn"), Tone.WARNING) if is_late else (_("Đúng hạn"), Tone.SUCCESS)
    if contact.paused_since is not None:
        return _("Tạm dừng tính hạn"), Tone.NEUTRAL
    if at - contact.due_at > _LONG_OVERDUE:
        months = (at - contact.due_at).days // 30
        words = ngettext("Quá hạn %(n)s tháng", "Quá hạn %(n)s tháng", months)
        return words % {"n": months}, Tone.DANGER
    if at > contact.due_at:
        hours = calendar.working_minutes_between(contact.due_at, at) // 60
        return _("Quá hạn %(time)s") % {"time": _span(hours)}, Tone.DANGER
    hours = calendar.working_minutes_between(at, contact.due_at) // 60
    tone = Tone.WARNING if hours <= 8 else Tone.SUCCESS
    return _("Còn %(time)s") % {"time": _span(hours)}, tone


def _span(hours: int) -> str:
    if hours < 16:
        return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", hours) % {"n": hours}
    days = hours // 8
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", days) % {"n": days}


def act_words(act: str) -> str:
    """Name an act of the history."""
    return str(ACT_WORDS.get(act, act))


def timeline(events: list[ContactEvent], *, names_people: bool) -> list[TimelineEntry]:
    """Give the history for drawing, newest first; citizens see agencies, not people."""
    return [
        TimelineEntry(
            title=act_words(event.act),
            state=State.DONE,
            at=event.at,
            by=_who(event, names_people=names_people),
            note=_note(event),
        )
        for event in reversed(events)
    ]


def _who(event: ContactEvent, *, names_people: bool) -> str:
    parts = [event.actor_name if names_people else "", event.agency_name]
    return ", ".join(part for part in parts if part)


def _note(event: ContactEvent) -> str:
    to = event.facts.get("to", "")
    return " – ".join(part for part in (str(to), event.note) if part)
