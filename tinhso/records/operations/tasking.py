"""Work on tasks: progress, evidence, more time, reports, confirmation, reminders, the end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.state_machine import TransitionRefused
from tinhso.ledger.api import record
from tinhso.records.models import (
    Arrival,
    Directive,
    Extension,
    ExtensionState,
    LinkKind,
    OfficialDocument,
    Task,
    TaskNote,
    TaskState,
)
from tinhso.records.operations.directing import (
    Assignment,
    Line,
    give_task,
    note_task,
    tell_about_task,
    tell_assignees,
)
from tinhso.records.operations.history import link_documents
from tinhso.records.operations.registering import News, move
from tinhso.records.queries.carrying import lacks_document
from tinhso.records.rules import arrivals, tasks
from tinhso.records.rules.tasks import OPEN_STATES, Stage, stage_of

NEAR_HOURS = 16


class TaskMovedOn(DomainError):
    """The act does not fit where the task stands."""

    code = "task_moved_on"
    text = gettext_lazy("Nhiệm vụ không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class PartsOpen(DomainError):
    """Parts of the task are not finished."""

    code = "task_parts_open"
    text = gettext_lazy("Còn nhiệm vụ thành phần chưa xong. Hãy hoàn thành hoặc dừng chúng trước.")


class EvidenceMissing(DomainError):
    """The directive says what must be shown; nothing was."""

    code = "evidence_missing"
    text = gettext_lazy(
        "Chỉ đạo yêu cầu minh chứng. Hãy gửi tệp minh chứng ở mục Ghi tiến độ, rồi báo cáo."
    )


class BadExtension(DomainError):
    """More time must end later than the deadline, and one request waits at a time."""

    code = "bad_extension"
    text = gettext_lazy("Hạn mới phải sau hạn cũ, và mỗi lúc chỉ có một đề nghị chờ quyết định.")


def _move(task: Task, action: str) -> Task:
    locked = (
        Task.objects.select_for_update(of=("self",)).select_related("directive").get(pk=task.pk)
    )
    try:
        locked.state = tasks.MACHINE.target(action=action, state=locked.state)
    except TransitionRefused as error:
        raise TaskMovedOn from error
    return locked


@transaction.atomic
def note_progress(
    *,
    task: Task,
    text: str,
    percent: int,
    actor: Actor,
    at: datetime,
    upload_id: int | None = None,
) -> Task:
    """Say how far the work has come, with a file as evidence if there is one.

    :raises TaskMovedOn: the task is reported, finished or stopped.
    """
    locked = _move(task, tasks.NOTE)
    locked.percent = percent
    locked.save(update_fields=["state", "percent"])
    note_task(locked, Line("PROGRESS", text, percent, upload_id=upload_id), actor=actor, at=at)
    _begin_document(locked, actor, at)
    return locked


@transaction.atomic
def contribute(
    *, task: Task, text: str, actor: Actor, at: datetime, upload_id: int | None = None
) -> None:
    """Add what a co-operating unit found or thinks, with a file if there is one.

    :raises TaskMovedOn: the task is finished or stopped.
    """
    if task.state not in OPEN_STATES:
        raise TaskMovedOn
    note_task(task, Line("CONTRIBUTION", text, upload_id=upload_id), actor=actor, at=at)
    tell_assignees(task, News("task_news", f"{at.timestamp()}", actor.name, text), at)


@transaction.atomic
def report_done(*, task: Task, text: str, actor: Actor, at: datetime) -> Task:
    """Report a task as done to who gave it, who confirms or sends it back.

    :raises TaskMovedOn: it is reported or finished already.
    :raises PartsOpen: parts of it are not finished.
    :raises EvidenceMissing: its directive asks for evidence and nothing was sent.
    """
    locked = _move(task, tasks.REPORT)
    _require_parts_closed(locked)
    _require_evidence(locked)
    locked.percent = 100
    locked.save(update_fields=["state", "percent"])
    note_task(locked, Line("REPORTED", text, 100), actor=actor, at=at)
    tell_about_task(
        locked, locked.giver_id, News("task_reported", f"{at.timestamp()}", actor.name, text), at
    )
    return locked


@transaction.atomic
def confirm_done(*, task: Task, text: str, actor: Actor, at: datetime) -> Task:
    """Confirm that a task is done; the last one ends its directive and its document.

    :raises TaskMovedOn: it is finished or stopped already.
    :raises PartsOpen: parts of it are not finished.
    """
    locked = _move(task, tasks.ACCEPT)
    _require_parts_closed(locked)
    _close(locked, actor, at)
    note_task(locked, Line("DONE", text, 100), actor=actor, at=at)
    tell_assignees(locked, News("task_news", "done", actor.name, text), at)
    return locked


@transaction.atomic
def send_back(*, task: Task, text: str, actor: Actor, at: datetime) -> Task:
    """Send a reported task back with what is missing.

    :raises TaskMovedOn: it is not reported.
    """
    locked = _move(task, tasks.SEND_BACK)
    locked.percent = min(locked.percent, 90)
    locked.save(update_fields=["state", "percent"])
    note_task(locked, Line("SENT_BACK", text), actor=actor, at=at)
    key = f"back:{at.timestamp()}"
    tell_assignees(locked, News("task_news", key, actor.name, text), at)
    return locked


@transaction.atomic
def cancel_task(*, task: Task, text: str, actor: Actor, at: datetime) -> Task:
    """Stop a task that is not needed any more, with its parts.

    :raises TaskMovedOn: it is finished or stopped already.
    """
    locked = _move(task, tasks.CANCEL)
    for part in locked.parts.filter(state__in=OPEN_STATES):
        cancel_task(task=part, text=text, actor=actor, at=at)
    locked.save(update_fields=["state"])
    note_task(locked, Line("CANCELLED", text), actor=actor, at=at)
    tell_assignees(locked, News("task_news", "cancelled", actor.name, text), at)
    _close_directive(locked, actor, at)
    return locked


@transaction.atomic
def split_task(*, task: Task, assignment: Assignment, actor: Actor, at: datetime) -> Task:
    """Give a part of a task to somebody: it cannot end later than the whole.

    :raises TaskMovedOn: the task is finished or stopped.
    :raises BadExtension: the part would end after the whole.
    """
    locked = _move(task, tasks.NOTE)
    if locked.due_at and assignment.due_at and assignment.due_at > locked.due_at:
        raise BadExtension(gettext_lazy("Nhiệm vụ thành phần phải xong trước hạn của nhiệm vụ."))
    locked.save(update_fields=["state"])
    _begin_document(locked, actor, at)
    return give_task(
        directive=locked.directive, assignment=assignment, actor=actor, at=at, parent=locked
    )


@transaction.atomic
def ask_for_time(
    *, task: Task, until: datetime, reason: str, actor: Actor, at: datetime
) -> Extension:
    """Ask who gave the task for more time.

    :raises TaskMovedOn: it is reported or finished.
    :raises BadExtension: it has no deadline, the new one is not later, or a request waits.
    """
    locked = _move(task, tasks.ASK_TIME)
    waits = locked.extensions.filter(state=ExtensionState.ASKED).exists()
    if locked.due_at is None or until <= locked.due_at or waits:
        raise BadExtension
    asked = Extension.objects.create(
        task=locked,
        reason=reason,
        former_due_at=locked.due_at,
        wanted_due_at=until,
        asked_by=actor.name,
        asked_at=at,
    )
    note_task(locked, Line("TIME_ASKED", reason), actor=actor, at=at)
    tell_about_task(
        locked, locked.giver_id, News("extension_asked", str(asked.pk), actor.name, reason), at
    )
    return asked


@transaction.atomic
def decide_extension(
    *, task: Task, grants: bool, answer: str, actor: Actor, at: datetime
) -> Extension:
    """Answer the request for more time that waits.

    :raises TaskMovedOn: none waits.
    """
    locked = Task.objects.select_for_update().get(pk=task.pk)
    asked = locked.extensions.filter(state=ExtensionState.ASKED).first()
    if asked is None:
        raise TaskMovedOn
    asked.state = ExtensionState.GRANTED if grants else ExtensionState.REFUSED
    asked.answer, asked.decided_by, asked.decided_at = answer, actor.name, at
    asked.save()
    if grants:
        locked.due_at, locked.reminded_stage = asked.wanted_due_at, Stage.CALM
        locked.save(update_fields=["due_at", "reminded_stage"])
    note_task(locked, Line(f"TIME_{asked.state}", answer), actor=actor, at=at)
    tell_assignees(locked, News("extension_decided", str(asked.pk), actor.name, answer), at)
    return asked


@transaction.atomic
def answer_with(*, task: Task, outgoing: OfficialDocument, actor: Actor, at: datetime) -> Task:
    """Link the outgoing document that answers; once it is issued the task is done.

    :raises TaskMovedOn: the task is finished or stopped.
    """
    locked = (
        Task.objects.select_for_update(of=("self",)).select_related("directive").get(pk=task.pk)
    )
    if locked.state not in OPEN_STATES:
        raise TaskMovedOn
    locked.answer = outgoing
    locked.save(update_fields=["answer"])
    asked = locked.directive.official
    if asked is not None:
        link_documents(source=outgoing, target=asked, kind=LinkKind.ANSWERS, at=at)
    note_task(locked, Line("ANSWERED_BY", str(outgoing)), actor=actor, at=at)
    if outgoing.number is not None:
        return confirm_done(task=locked, text=outgoing.notation, actor=actor, at=at)
    return locked


@transaction.atomic
def close_answered(*, official_id: int, actor: Actor, at: datetime) -> int:
    """End the tasks that an issued document answers; gives how many."""
    waiting = Task.objects.filter(answer_id=official_id, state__in=OPEN_STATES)
    found = list(waiting.select_related("answer"))
    for task in found:
        if task.parts.filter(state__in=OPEN_STATES).exists():
            continue
        notation = task.answer.notation if task.answer else ""
        confirm_done(task=task, text=notation, actor=actor, at=at)
    return len(found)


def close_all_answered(*, actor: Actor, at: datetime) -> int:
    """End every task whose answering document is issued: what a lost event left open."""
    waiting = Task.objects.filter(state__in=OPEN_STATES, answer__number__isnull=False)
    ids = set(waiting.values_list("answer_id", flat=True)[:200])
    return sum(close_answered(official_id=each, actor=actor, at=at) for each in ids if each)


def _require_parts_closed(task: Task) -> None:
    if task.parts.filter(state__in=OPEN_STATES).exists():
        raise PartsOpen


def _require_evidence(task: Task) -> None:
    """Ask for a file of the task or its parts, or an answering document, where one is wanted."""
    if not task.directive.evidence or task.answer_id is not None:
        return
    shown = TaskNote.objects.filter(Q(task=task) | Q(task__parent=task), upload__isnull=False)
    if not shown.exists():
        raise EvidenceMissing


def _close(task: Task, actor: Actor, at: datetime) -> None:
    task.done_at, task.percent = at, 100
    task.save(update_fields=["state", "done_at", "percent"])
    record(
        kind="TASK_DONE",
        subject=f"task:{task.token}",
        payload={"is_late": task.due_at is not None and at > task.due_at},
        actor=actor,
        at=at,
    )
    _close_directive(task, actor, at)


def _close_directive(task: Task, actor: Actor, at: datetime) -> None:
    """End the directive after its last task; units see only their own tasks, so as the platform."""
    directive = task.directive
    with acting_as(SYSTEM):
        states = set(directive.tasks.values_list("state", flat=True))
        if states & OPEN_STATES or TaskState.DONE not in states or lacks_document(directive):
            return
        Directive.objects.filter(pk=directive.pk, closed_at=None).update(closed_at=at)
        arrival = Arrival.objects.filter(official_id=directive.official_id).first()
        still_open = Task.objects.filter(
            directive__official_id=directive.official_id, state__in=OPEN_STATES
        ).exists()
        if arrival is not None and not still_open and _may(arrival, arrivals.FINISH):
            move(arrival, arrivals.FINISH, actor=actor, at=at)


def _begin_document(task: Task, actor: Actor, at: datetime) -> None:
    with acting_as(SYSTEM):
        arrival = Arrival.objects.filter(official_id=task.directive.official_id).first()
        if arrival is not None and arrival.state == "ASSIGNED":
            move(arrival, arrivals.BEGIN, actor=actor, at=at)


def _may(arrival: Arrival, action: str) -> bool:
    return arrivals.MACHINE.allows(action=action, state=arrival.state)


@transaction.atomic
def remind_of_tasks(*, at: datetime, limit: int = 500) -> int:
    """Remind those who lead before the deadline and when it passed, each stage once; as platform.

    Gives how many tasks somebody was told of; lateness is told to who gave the task as well.
    """
    calendar = load_calendar()
    horizon = calendar.add_working_hours(at, NEAR_HOURS)
    waiting = Task.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state__in=OPEN_STATES, due_at__lt=horizon + timedelta(minutes=1), reminded_stage__lt=3
    )
    count = 0
    for task in waiting.order_by("due_at")[:limit]:
        stage = stage_of(task.due_at, at, at)
        if stage <= task.reminded_stage:
            continue
        _remind(task, stage, at)
        count += 1
    return count


def _remind(task: Task, stage: Stage, at: datetime) -> None:
    template = "task_late" if stage is Stage.LATE else "task_near"
    key = f"{stage}:{task.due_at.isoformat() if task.due_at else ''}"
    tell_assignees(task, News(template, key, task.giver_name), at)
    if stage is Stage.LATE:
        tell_about_task(task, task.giver_id, News(template, key, task.giver_name), at)
    task.reminded_stage = int(stage)
    task.save(update_fields=["reminded_stage"])
