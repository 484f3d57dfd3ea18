"""Apologies of a demonstration: some cases whose agency asks for a few days more, in time."""

from datetime import datetime, timedelta

from tinhso.cases.models import WORKING_STATES, Case
from tinhso.cases.operations.delays import reschedule
from tinhso.core.actors import Actor, ActorKind
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import organisation_date

_REASONS = (
    "Cần xác minh thêm tại nơi cư trú; cơ quan xin lỗi vì chưa trả đúng hẹn ban đầu.",
    "Chờ ý kiến của cơ quan phối hợp; cơ quan xin lỗi người nộp hồ sơ.",
)
_WORKING_DAYS_MORE = 3


def apologise_for_some(*, count: int, at: datetime) -> int:
    """Let leaders apologise for cases not yet late; gives how many were promised anew."""
    calendar, done = load_calendar(), 0
    waiting = Case.objects.filter(
        state__in=WORKING_STATES[:2], due_at__gt=at, decided_at__isnull=True
    )
    for case in waiting.order_by("due_at", "id"):
        leaders = officers_of(case.competent_agency_id, "LEADER", organisation_date())
        if done == count or not leaders or case.due_at is None:
            continue
        day = local(case.due_at).date()
        for _ in range(_WORKING_DAYS_MORE):
            day += timedelta(days=1)
            while not calendar.is_working_day(day):
                day += timedelta(days=1)
        actor = _acting(leaders[0])
        try:
            with acting_as(actor):
                reschedule(case=case, new_day=day, reason=_REASONS[done % 2], actor=actor, at=at)
        except DomainError:
            continue  # signed in between, or apologised for already: another case will do
        done += 1
    return done


def _acting(leader: Officer) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER,
        name=leader.full_name,
        person_id=leader.person_id,
        position_id=leader.position_id,
        agency_ids=(leader.agency_id,),
        roles=frozenset({leader.role}),
    )
