"""When time runs out: telling those above, saying sorry before it is late, a new appointment."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseEscalated, CaseRescheduled
from tinhso.cases.models import Case, CaseState
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, start_act
from tinhso.cases.operations.clock import (
    due_changes,
    due_of,
    pauses_of,
    watch_moment,
    working_time_outside,
)
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.slips import order_slip
from tinhso.cases.operations.telling import tell_applicant, tell_officers
from tinhso.cases.rules import (
    ESCALATIONS,
    Action,
    Escalation,
    escalation_due,
    limits_on,
    progress_percent,
)
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.deadlines import RESCHEDULED
from tinhso.core.errors import DomainError
from tinhso.core.working_time import WorkingCalendar


class AlreadyRescheduled(DomainError):
    """The law allows putting a date off once."""

    code = "already_rescheduled"
    text = gettext_lazy("Hồ sơ này đã được xin lỗi và hẹn lại một lần. Không hẹn lại lần nữa.")


class ApologyTooLate(DomainError):
    """An apology is issued before the promised date passes, not after."""

    code = "apology_too_late"
    text = gettext_lazy(
        "Đã quá ngày hẹn nên không lập phiếu xin lỗi, hẹn lại được nữa. Hồ sơ nằm trong danh sách"
        " quá hạn chưa xin lỗi; hãy giải quyết ngay và báo cho người nộp."
    )


class NewDateNotLater(DomainError):
    """The new date is not after the promised one, or no working day."""

    code = "new_date_not_later"
    text = gettext_lazy("Ngày hẹn mới phải là ngày làm việc và sau ngày đã hẹn.")


def reschedule(*, case: Case, new_day: date, reason: str, actor: Actor, at: datetime) -> Case:
    """Apologise before the case is late and appoint the end of another working day; slip 04.

    :raises ReasonRequired: when no reason is given.
    :raises AlreadyRescheduled: when the law's number of new appointments is used up.
    :raises ApologyTooLate: when the promised date has passed.
    :raises NewDateNotLater: when the new day is not after the promised one, or a day off.
    :raises CaseActionRefused: when the state does not allow it, or the result is signed.
    :raises NotAuthorised: when the actor is no leader of the deciding agency.
    """
    why = require_reason(reason)
    locked = start_act(case=case, action=Action.RESCHEDULE, actor=actor)
    if locked.due_at is None or locked.accepted_at is None or locked.decided_at is not None:
        raise CaseActionRefused
    _check_apology(locked, at)
    calendar = load_calendar()
    former, new_due = locked.due_at, _end_of(new_day, locked.due_at, calendar)
    locked.extended_minutes = calendar.working_minutes_between(former, new_due)
    locked.escalation_percent = 0
    params = {"from": former.isoformat(), "until": new_due.isoformat(), "why": why}
    locked.due_reasons = [*locked.due_reasons, {"code": RESCHEDULED, "params": params}]
    changes = {
        **due_changes(due_of(locked, accepted_at=locked.accepted_at)),
        "extended_minutes": locked.extended_minutes,
        "reschedule_count": locked.reschedule_count + 1,
        "escalation_percent": 0,
    }
    facts = {
        "reason": why,
        "former_due_at": former.isoformat(),
        "new_due_at": changes["due_at"].isoformat(),
    }
    act = Act(Action.RESCHEDULE, changes, facts, news=CaseRescheduled)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    order_slip(case=locked, form="04", event=event, actor=actor)
    tell_applicant(case=locked, template="case_late", at=at)
    return locked


def _check_apology(case: Case, at: datetime) -> None:
    limits = limits_on(local(at).date())
    if case.reschedule_count >= limits.reschedules:
        raise AlreadyRescheduled
    if case.due_at is not None and at > case.due_at and not limits.apology_may_follow_lateness:
        raise ApologyTooLate


def _end_of(day: date, former: datetime, calendar: WorkingCalendar) -> datetime:
    if not calendar.is_working_day(day) or calendar.closes_at(day) <= former:
        raise NewDateNotLater
    return calendar.closes_at(day)


def escalate(*, case: Case, at: datetime) -> Escalation | None:
    """Tell those above when enough of the time has gone; the case stays in the same hands.

    Done by the platform through the same table as every act; told before is not told again.
    Gives what was told, ``None`` when nothing was due.

    :raises CaseActionRefused: when the case no longer waits for the office.
    """
    locked = start_act(case=case, action=Action.ESCALATE, actor=SYSTEM)
    percent = spent_percent(locked, at)
    row = escalation_due(spent_percent=percent, told_percent=locked.escalation_percent)
    if row is None or locked.decided_at is not None:
        return None
    locked.escalation_percent = row.percent
    changes = {"escalation_percent": row.percent, "watch_at": _next_watch(locked)}
    facts = {"percent": row.percent, "roles": list(row.roles)}
    act = Act(Action.ESCALATE, changes, facts, is_public=False, news=CaseEscalated)
    finish_act(case=locked, act=act, actor=SYSTEM, at=at)
    roles = {locked.step_role or "CLERK", *row.roles}
    tell_officers(
        case=locked, roles=roles, template="case_escalated", at=at, facts={"percent": row.percent}
    )
    return row


def spent_percent(case: Case, at: datetime) -> int:
    """Give the share of the working time gone: of the promise, or of the time to accept."""
    calendar = load_calendar()
    if case.accepted_at is None or case.due_at is None:
        arrived = case.received_at or case.filed_at
        hours = limits_on(local(arrived).date()).acceptance_hours
        spent = calendar.working_minutes_between(arrived, at)
        return progress_percent(spent_minutes=spent, total_minutes=hours * 60)
    spans = tuple(
        (pause.from_at, pause.to_at)
        for pause in pauses_of(case, since=case.accepted_at)
        if pause.to_at is not None
    )
    spent_time = working_time_outside(calendar, case.accepted_at, at, spans)
    total = working_time_outside(calendar, case.accepted_at, case.due_at, spans)
    minute = timedelta(minutes=1)
    return progress_percent(spent_minutes=spent_time // minute, total_minutes=total // minute)


def _next_watch(case: Case) -> datetime | None:
    if case.accepted_at is None or case.due_at is None:
        return None
    pauses = pauses_of(case, since=case.accepted_at)
    return watch_moment(case, case.accepted_at, case.due_at, pauses, load_calendar())


def is_watched(case: Case) -> bool:
    """Tell whether the clock of a case is watched: it waits for the office, undecided."""
    states = (CaseState.FILED, CaseState.ACCEPTED, CaseState.IN_PROGRESS)
    return (
        case.state in states
        and case.decided_at is None
        and case.escalation_percent < ESCALATIONS[-1].percent
    )
