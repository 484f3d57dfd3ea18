"""Breaking the glass: an officer sees one person's data for minutes; people hear of it."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from tinhso.access.models import EmergencyAccess, Verdict
from tinhso.access.operations.changes import ReasonTooShort
from tinhso.access.permissions import reviews
from tinhso.access.queries import gather
from tinhso.access.queries.holders import Holding
from tinhso.access.rules import EMERGENCY_MINUTES, is_reason
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.api import find_person_named, officers_of, record_look
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at

PURPOSE = gettext_noop("Truy cập khẩn cấp")


class EmergencyRefused(DomainError):
    """No agency stands behind the officer, or nobody has this number and name."""

    code = "emergency_refused"
    text = gettext_lazy("Không tìm thấy người có số định danh và họ tên này.")


class EmergencyOver(DomainError):
    """The time is up, or the officer ended it."""

    code = "emergency_over"
    text = gettext_lazy("Lần truy cập khẩn cấp này đã hết thời gian.")


class ReviewRefused(DomainError):
    """Reviewed before, or the actor may not review it."""

    code = "review_refused"
    text = gettext_lazy("Lần truy cập này đã được xem xét, hoặc bạn không phải người xem xét.")


def break_glass(
    *,
    actor: Actor,
    identity_number: str,
    full_name: str,
    reason: str,
    minutes: int,
    at: datetime,
) -> EmergencyAccess:
    """Open a person's data to an officer for some minutes; the heads and the person are told.

    Read only, and only that person's; it goes into the ledger and into the person's access log.

    :raises ReasonTooShort: the reason says nothing.
    :raises EmergencyRefused: nobody has this number and name, or the officer has no agency.
    """
    if not is_reason(reason):
        raise ReasonTooShort
    person, is_theirs = find_person_named(identity_number, full_name)
    if person is None or not is_theirs or minutes not in EMERGENCY_MINUTES:
        raise EmergencyRefused
    if not actor.is_officer or actor.person_id is None or actor.agency_id is None:
        raise EmergencyRefused
    row = EmergencyAccess(
        token=new_token(),
        officer_id=actor.person_id,
        officer_name=actor.name,
        agency_id=actor.agency_id,
        person=person,
        reason=reason.strip()[:500],
        begun_at=at,
        ends_at=at + timedelta(minutes=minutes),
    )
    with acting_as(SYSTEM):
        row.save()
    _record("EMERGENCY_ACCESS_BEGUN", row, actor, at)
    _tell_people(row, at)
    return row


def read_in_emergency(*, emergency: EmergencyAccess, actor: Actor, at: datetime) -> list[Holding]:
    """Give what the platform holds about the person; the look is written down each time.

    :raises EmergencyOver: the time is up, or the actor is not who broke the glass.
    """
    if emergency.officer_id != actor.person_id or at >= emergency.ends_at:
        raise EmergencyOver
    record_look(
        actor=actor,
        person_id=emergency.person_id,
        purpose=PURPOSE,
        subject=emergency.reason,
        at=at,
        reference=f"emergency:{emergency.token}",
    )
    with acting_as(SYSTEM):
        return gather(emergency.person_id)


def end_emergency(*, emergency: EmergencyAccess, actor: Actor, at: datetime) -> None:
    """End it before its time; ended already changes nothing.

    :raises EmergencyOver: it is somebody else's.
    """
    if emergency.officer_id != actor.person_id:
        raise EmergencyOver
    with acting_as(SYSTEM):
        still = EmergencyAccess.objects.filter(pk=emergency.pk, ends_at__gt=at)
        still.update(ends_at=at)


def review_emergency(
    *, emergency: EmergencyAccess, verdict: Verdict, note: str, actor: Actor, at: datetime
) -> EmergencyAccess:
    """Judge an emergency access afterwards; who broke the glass is told.

    :raises ReviewRefused: reviewed before, the actor's own, or not theirs to review.
    """
    with acting_as(SYSTEM):
        locked = EmergencyAccess.objects.select_for_update().get(pk=emergency.pk)
        if locked.verdict or not reviews(actor, locked):
            raise ReviewRefused
        locked.verdict, locked.review_note = verdict, note.strip()[:300]
        locked.reviewer_id, locked.reviewer_name = actor.person_id, actor.name
        locked.reviewed_at = at
        locked.save()
    _record("EMERGENCY_ACCESS_REVIEWED", locked, actor, at)
    _tell(locked, locked.officer_id, at)
    return locked


def _tell_people(row: EmergencyAccess, at: datetime) -> None:
    heads = officers_of(row.agency_id, "LEADER", organisation_date_at(at))
    for person_id in sorted({head.person_id for head in heads} - {row.officer_id}):
        _tell(row, person_id, at)
    notify(
        person_id=row.person_id,
        template="emergency_access",
        context={"officer": row.officer_name, "agency": row.agency.name, "reason": row.reason},
        url=reverse("access:looks"),
        at=at,
        idempotency_key=f"emergency:{row.pk}:person",
    )


def _tell(row: EmergencyAccess, person_id: int, at: datetime) -> None:
    notify(
        person_id=person_id,
        template="emergency_review",
        context={
            "officer": row.officer_name,
            "reason": row.reason,
            "justified": row.verdict == Verdict.JUSTIFIED,
            "not_justified": row.verdict == Verdict.NOT_JUSTIFIED,
        },
        url=reverse("access:emergency", args=[row.token]),
        at=at,
        idempotency_key=f"emergency:{row.pk}:{row.verdict}:{person_id}",
    )


def _record(kind: str, row: EmergencyAccess, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"emergency:{row.token}",
        payload={"agency": row.agency_id, "person": row.person_id, "verdict": row.verdict},
        actor=actor,
        at=at,
    )
