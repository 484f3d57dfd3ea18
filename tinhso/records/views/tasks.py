"""Tasks: lists, one task, overdue by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tinhso.core.calendar import load_calendar
from tinhso.core.clock import now
from tinhso.core.keyset import BadCursor
from tinhso.core.working_time import WorkingCalendar
from tinhso.documents.api import can_read_scans, list_received
from tinhso.identity.api import officer_required
from tinhso.records.models import Task, TaskNote, TaskState
from tinhso.records.operations import subject_of
from tinhso.records.permissions import INCOMING_ROLES, access_task
from tinhso.records.queries.carrying import carrying_document
from tinhso.records.queries.tasks import (
    TaskNarrowing,
    TaskTab,
    count_tasks,
    overdue_by_unit,
    task_page,
)
from tinhso.records.rules.tasks import OPEN_STATES
from tinhso.records.views.task_acts import task_acts_open
from tinhso.ui.components import TabItem, TimelineEntry, Tone
from tinhso.ui.navigation import actor_of

TAB_WORDS: Mapping[TaskTab, tuple[str, Promise]] = {
    TaskTab.MINE: ("cua-toi", gettext_lazy("Việc của tôi")),
    TaskTab.UNIT: ("don-vi", gettext_lazy("Của đơn vị")),
    TaskTab.HELPING: ("phoi-hop", gettext_lazy("Phối hợp")),
    TaskTab.GIVEN: ("da-giao", gettext_lazy("Đã giao")),
    TaskTab.CLOSED: ("da-xong", gettext_lazy("Đã xong")),
}
NEARNESS = {"qua-han": "late", "sap-han": "soon"}
STATE_TONES = {
    TaskState.GIVEN: Tone.WARNING,
    TaskState.IN_PROGRESS: Tone.INFO,
    TaskState.REPORTED: Tone.INFO,
    TaskState.DONE: Tone.SUCCESS,
    TaskState.CANCELLED: Tone.NEUTRAL,
}
NOTE_WORDS = {
    "GIVEN": pgettext_lazy("task history", "Giao việc"),
    "PROGRESS": gettext_lazy("Tiến độ"),
    "CONTRIBUTION": gettext_lazy("Ý kiến phối hợp"),
    "REPORTED": gettext_lazy("Báo cáo hoàn thành"),
    "DONE": gettext_lazy("Xác nhận hoàn thành"),
    "SENT_BACK": gettext_lazy("Yêu cầu làm thêm"),
    "CANCELLED": gettext_lazy("Dừng nhiệm vụ"),
    "TIME_ASKED": gettext_lazy("Xin gia hạn"),
    "TIME_GRANTED": gettext_lazy("Đồng ý gia hạn"),
    "TIME_REFUSED": gettext_lazy("Không đồng ý gia hạn"),
    "ANSWERED_BY": gettext_lazy("Gắn văn bản trả lời"),
    "FILE_SHUT_AWAY": gettext_lazy("Niêm phong tệp minh chứng: có dấu mật trong bản quét"),
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a line of a list or board."""

    task: Task
    state: str
    tone: str
    deadline: str
    deadline_tone: str
    leader: str
    is_part: bool


def task_line(task: Task, calendar: WorkingCalendar, at: datetime) -> TaskLine:
    """Give how a task is written in a list: who leads it, how near its deadline is."""
    words, tone = deadline_words(task, calendar, at)
    state = TaskState(task.state)
    leader = f"{task.person_name}, {task.agency.short_name}" if task.person_name else ""
    return TaskLine(
        task=task,
        state=str(state.label),
        tone=STATE_TONES[state],
        deadline=words,
        deadline_tone=tone,
        leader=leader or task.agency.short_name,
        is_part=task.parent_id is not None,
    )


def deadline_words(task: Task, calendar: WorkingCalendar, at: datetime) -> tuple[str, str]:
    """Say in working hours or days how long is left; finished tasks say whether they were late."""
    if task.due_at is None:
        return _("Không có hạn"), Tone.NEUTRAL
    if task.state not in OPEN_STATES:
        is_late = bool(task.done_at and task.done_at > task.due_at)
        return (_("Xong muộn"), Tone.WARNING) if is_late else (_("Đúng hạn"), Tone.SUCCESS)
    if at > task.due_at:
        hours = calendar.working_minutes_between(task.due_at, at) // 60
        return _("Quá hạn %(time)s") % {"time": _span(hours)}, Tone.DANGER
    hours = calendar.working_minutes_between(at, task.due_at) // 60
    tone = Tone.WARNING if hours <= 16 else Tone.SUCCESS
    return _("Còn %(time)s") % {"time": _span(hours)}, tone


def _span(hours: int) -> str:
    if hours < 16:
        return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", hours) % {"n": hours}
    days = hours // 8
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", days) % {"n": days}


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def task_list(request: HttpRequest) -> HttpResponse:
    """Show one of the lists of tasks, what falls due first first."""
    actor, at = actor_of(request), now()
    known = {code: tab for tab, (code, _label) in TAB_WORDS.items()}
    first = TaskTab.GIVEN if actor.has_role("LEADER") else TaskTab.MINE
    tab = known.get(request.GET.get("muc", ""), first)
    agency = request.GET.get("don-vi", "")
    narrowing = TaskNarrowing(
        text=request.GET.get("q", "").strip()[:120],
        nearness=NEARNESS.get(request.GET.get("han", ""), ""),
        agency_id=int(agency) if agency.isdecimal() and len(agency) < 12 else None,
    )
    try:
        page = task_page(actor, tab, narrowing, at=at, cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:tasks"))
    calendar = load_calendar()
    tabs = [
        TabItem(str(label), f"?muc={code}", is_current=one is tab)
        for one, (code, label) in TAB_WORDS.items()
    ]
    context = {
        "tabs": tabs,
        "tab_code": TAB_WORDS[tab][0],
        "narrowing": narrowing,
        "lines": [task_line(task, calendar, at) for task in page.items],
        "keyset": page,
        "counts": count_tasks(actor, at=at),
    }
    return render(request, "records/tasks/list.html", context)


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def task(request: HttpRequest, token: str) -> HttpResponse:
    """Show one task: what, who, until when, its history, its parts, the document it is about."""
    actor, at = actor_of(request), now()
    found = access_task(actor, token)
    calendar = load_calendar()
    official = found.directive.official
    context = {
        "task": found,
        "line": task_line(found, calendar, at),
        "carried": carrying_document(found.directive, actor),
        "acts": task_acts_open(actor, found),
        "official": official,
        "files": list_received(subject_of(official)) if official else [],
        "parties": found.parties.select_related("agency"),
        "parts": [
            task_line(part, calendar, at)
            for part in found.parts.select_related("agency").order_by("id")
        ],
        "extensions": found.extensions.order_by("-id"),
        "entries": [note_entry(note) for note in found.notes.order_by("-id")],
        "evidence": found.notes.filter(upload__isnull=False).select_related("upload__file"),
        "can_read_scans": can_read_scans(),
    }
    return render(request, "records/tasks/task.html", context)


def note_entry(note: TaskNote) -> TimelineEntry:
    """Give one line of a task's history."""
    percent = f" {note.percent} %" if note.percent is not None and note.kind == "PROGRESS" else ""
    return TimelineEntry(
        title=f"{NOTE_WORDS.get(note.kind, note.kind)}{percent}",
        at=note.at,
        by=", ".join(part for part in (note.actor_name, note.agency_name) if part),
        note=note.text,
    )


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def overdue(request: HttpRequest) -> HttpResponse:
    """Show how every unit stands with its tasks, the latest first; each number opens its list."""
    lines = overdue_by_unit(actor_of(request), at=now())
    context = {
        "lines": lines,
        "open_count": sum(line.open_count for line in lines),
        "late_count": sum(line.late_count for line in lines),
        "soon_count": sum(line.soon_count for line in lines),
        "reported_count": sum(line.reported_count for line in lines),
    }
    return render(request, "records/tasks/overdue.html", context)
