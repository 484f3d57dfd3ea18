"""How dossiers are written on pages: lines, facts, contents, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tinhso.core.clock import local
from tinhso.core.grouping import grouped
from tinhso.records.models import (
    Direction,
    Dossier,
    DossierEvent,
    DossierItem,
    DossierState,
    HandOver,
)
from tinhso.records.queries.dossiers import DossierTab
from tinhso.records.rules import find_kind
from tinhso.ui.components import SummaryRow, TabItem, TimelineEntry, Tone

TAB_WORDS: Mapping[DossierTab, tuple[str, Promise]] = {
    DossierTab.OPEN: ("dang-lap", gettext_lazy("Đang lập")),
    DossierTab.CLOSED: ("cho-nop", gettext_lazy("Chờ nộp lưu")),
    DossierTab.WAITING: ("cho-tiep-nhan", gettext_lazy("Chờ lưu trữ tiếp nhận")),
    DossierTab.ARCHIVED: ("luu-tru", gettext_lazy("Trong lưu trữ")),
    DossierTab.PAST: ("het-han", gettext_lazy("Hết thời hạn bảo quản")),
    DossierTab.ALL: ("tat-ca", gettext_lazy("Tất cả")),
}
STATE_TONES = {
    DossierState.OPEN: Tone.INFO,
    DossierState.CLOSED: Tone.WARNING,
    DossierState.HANDED_OVER: Tone.WARNING,
    DossierState.ARCHIVED: Tone.SUCCESS,
    DossierState.PROPOSED: Tone.DANGER,
    DossierState.DESTROYED: Tone.NEUTRAL,
}
EVENT_WORDS = {
    "OPENED": gettext_lazy("Bắt đầu hồ sơ"),
    "PUT": gettext_lazy("Đưa vào hồ sơ"),
    "TAKEN_OUT": gettext_lazy("Bỏ khỏi hồ sơ"),
    "CLOSED": gettext_lazy("Kết thúc hồ sơ"),
    "REOPENED": gettext_lazy("Mở lại hồ sơ"),
    "HANDED_OVER": gettext_lazy("Nộp vào lưu trữ"),
    "ARCHIVED": gettext_lazy("Lưu trữ tiếp nhận"),
    "RETURNED": gettext_lazy("Lưu trữ trả lại"),
    "HELD": gettext_lazy("Giữ lại, không xét hủy"),
    "HOLD_ENDED": gettext_lazy("Thôi giữ"),
    "DESTRUCTION_PROPOSED": gettext_lazy("Đề nghị hủy"),
    "DESTRUCTION_APPROVED": gettext_lazy("Có quyết định hủy"),
    "DESTRUCTION_REFUSED": gettext_lazy("Không đồng ý hủy"),
    "DESTROYED": gettext_lazy("Hủy theo quyết định"),
}
CERTAINTY_WORDS = {
    "confirmed": gettext_lazy("đã đối chiếu"),
    "secondary": gettext_lazy("nguồn thứ cấp"),
    "to_confirm": gettext_lazy("cần đối chiếu"),
}
PROBLEM_WORDS = {
    "CHECKSUM": gettext_lazy("Mã băm của một tệp không khớp"),
    "MISSING": gettext_lazy("Thiếu một tệp"),
    "NOT_LISTED": gettext_lazy("Có tệp không ghi trong danh mục"),
    "BYTES_LOST": gettext_lazy("Tệp gốc bị mất hoặc bị thay đổi trên máy chủ"),
    "TOO_MUCH": gettext_lazy("Hồ sơ quá lớn để đóng một gói, hãy tách hồ sơ"),
    "OTHER_DOSSIER": gettext_lazy("Gói là của hồ sơ khác"),
}


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list."""

    token: str
    code: str
    title: str
    state: str
    tone: str
    keeping: str
    keeper: str
    count_words: str
    limit: str
    limit_tone: str
    is_held: bool


def row_of(dossier: Dossier, on: date) -> DossierRow:
    """Give a line for a dossier; how much is in it only where the list counted it."""
    count = getattr(dossier, "item_count", None)
    words = ngettext("%(n)s văn bản, tài liệu", "%(n)s văn bản, tài liệu", count or 0)
    limit, limit_tone = _limit(dossier, on)
    return DossierRow(
        token=dossier.token,
        code=dossier.code,
        title=dossier.title,
        state=str(DossierState(dossier.state).label),
        tone=STATE_TONES[DossierState(dossier.state)],
        keeping=keeping_of(dossier),
        keeper=dossier.keeper_name,
        count_words=words % {"n": grouped(count)} if count is not None else "",
        limit=limit,
        limit_tone=limit_tone,
        is_held=dossier.is_held,
    )


def keeping_of(dossier: Dossier) -> str:
    """Write how long a dossier is kept."""
    if dossier.retention_years is None:
        return _("Bảo quản vĩnh viễn")
    return _("Bảo quản %(years)s năm") % {"years": dossier.retention_years}


def _limit(dossier: Dossier, on: date) -> tuple[str, str]:
    if dossier.state == DossierState.CLOSED and dossier.hand_over_by:
        tone = Tone.DANGER if dossier.hand_over_by < on else Tone.NEUTRAL
        return _("nộp trước %(day)s") % {"day": f"{dossier.hand_over_by:%d/%m/%Y}"}, tone
    if dossier.state == DossierState.ARCHIVED and dossier.destroyable_on:
        is_past = dossier.destroyable_on <= on
        words = _("xét hủy được từ %(day)s") % {"day": f"{dossier.destroyable_on:%d/%m/%Y}"}
        return words, Tone.WARNING if is_past else Tone.NEUTRAL
    return "", Tone.NEUTRAL


def tabs_of(current: DossierTab, counts: Mapping[DossierTab, int]) -> list[TabItem]:
    """Give the tabs of the lists with what waits in them."""
    return [
        TabItem(str(label), f"?muc={code}", is_current=tab is current, item_count=counts.get(tab))
        for tab, (code, label) in TAB_WORDS.items()
    ]


def dossier_rows(dossier: Dossier) -> list[SummaryRow]:
    """Give what is known of a dossier, empty facts left out."""
    certainty = CERTAINTY_WORDS.get(dossier.retention_certainty, "")
    rows = [
        SummaryRow(_("Mã hồ sơ công việc"), dossier.code),
        SummaryRow(_("Cơ quan"), dossier.agency.name),
        SummaryRow(_("Người lập"), dossier.keeper_name),
        SummaryRow(_("Nhóm hồ sơ"), dossier.retention_name),
        SummaryRow(_("Thời hạn bảo quản"), f"{keeping_of(dossier)} ({certainty})"),
        SummaryRow(_("Căn cứ thời hạn"), dossier.retention_source),
        SummaryRow(_("Mở ngày"), f"{local(dossier.opened_at):%d/%m/%Y}"),
        SummaryRow(_("Kết thúc ngày"), _day(dossier.closed_at and local(dossier.closed_at).date())),
        SummaryRow(_("Nộp lưu trước ngày"), _day(dossier.hand_over_by)),
        SummaryRow(_("Xét hủy được từ ngày"), _day(dossier.destroyable_on)),
        SummaryRow(_("Lý do giữ lại"), dossier.hold_reason),
    ]
    return [row for row in rows if row.value]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One thing in a dossier as its list of contents writes it."""

    item_id: int
    ordinal: int
    notation: str
    day: str
    title: str
    author: str
    direction: str
    url: str


def content_lines(items: Sequence[DossierItem]) -> list[ContentLine]:
    """Give the lines of a dossier's list of contents."""
    return [_line(item) for item in items]


def _line(item: DossierItem) -> ContentLine:
    if item.task is not None:
        task = item.task
        return ContentLine(
            item_id=item.pk,
            ordinal=item.ordinal,
            notation="",
            day=f"{local(task.given_at):%d/%m/%Y}",
            title=_("Nhiệm vụ: %(title)s") % {"title": task.title},
            author=task.giver_name,
            direction=_("Nhiệm vụ, minh chứng"),
            url=reverse("records:task", args=[task.token]),
        )
    official = item.official
    if official is None:
        raise ValueError("an item is a document or a task")
    kind = find_kind(official.kind)
    page = "incoming_document" if official.direction == Direction.INCOMING else "outgoing"
    return ContentLine(
        item_id=item.pk,
        ordinal=item.ordinal,
        notation=official.notation,
        day=_day(official.issued_on),
        title=f"{kind.name}: {official.abstract}" if kind else official.abstract,
        author=official.author_name,
        direction=str(Direction(official.direction).label),
        url=reverse(f"records:{page}", args=[official.token]),
    )


def content_rows(lines: Sequence[ContentLine]) -> tuple[tuple[str, ...], ...]:
    """Give the rows of the printed list of contents."""
    return tuple(
        (str(line.ordinal), line.notation, line.day, line.title, line.author) for line in lines
    )


def hand_over_lines(dossier: Dossier) -> list[tuple[HandOver, list[str]]]:
    """Give the packages of a dossier, newest first, each with what is wrong with it."""
    rows = dossier.handovers.select_related("file").order_by("-pk")
    return [(given, [_problem(one) for one in given.problems]) for given in rows]


def _problem(problem: dict[str, str]) -> str:
    words = PROBLEM_WORDS.get(problem["reason"], problem["reason"])
    return f"{words} ({problem['where']})" if problem.get("where") else str(words)


def history_of_dossier(events: list[DossierEvent]) -> list[TimelineEntry]:
    """Give the history of a dossier, newest first."""
    return [
        TimelineEntry(
            title=str(EVENT_WORDS.get(event.kind, event.kind)),
            at=event.at,
            by=event.actor_name,
            note=event.note,
        )
        for event in events
    ]
