"""Lists of changes, emergencies and reviews for who answers for an agency."""

from datetime import date

from tinhso.access.models import (
    AccessReview,
    DataRequest,
    EmergencyAccess,
    SensitiveChange,
)
from tinhso.access.permissions import AUDITOR, KEEPERS, agencies_of
from tinhso.access.rules import quarter_of
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as

SHOWN = 100


def list_changes(actor: Actor) -> list[SensitiveChange]:
    """Give the changes of the agencies the actor answers for, newest first."""
    with acting_as(SYSTEM):
        rows = SensitiveChange.objects.filter(agencies_of(actor)).select_related("agency")
        return list(rows.order_by("-proposed_at", "-id")[:SHOWN])


def list_emergencies(actor: Actor) -> list[EmergencyAccess]:
    """Give the officer's own emergency accesses and those they review, newest first."""
    with acting_as(SYSTEM):
        rows = EmergencyAccess.objects.select_related("person", "agency")
        if actor.has_role(*KEEPERS):
            rows = rows.filter(agencies_of(actor))
        elif not actor.has_role(AUDITOR):
            rows = rows.filter(officer_id=actor.person_id or 0)
        return list(rows.order_by("-begun_at", "-id")[:SHOWN])


def list_reviews(actor: Actor, day: date) -> list[AccessReview]:
    """Give this quarter's reviews of the leader's own agencies: open ones first, by name."""
    with acting_as(SYSTEM):
        rows = AccessReview.objects.filter(
            agency_id__in=actor.agency_ids, quarter=quarter_of(day)
        ).select_related("appointment__person", "appointment__position", "agency")
        return list(rows.order_by("outcome", "appointment__person__full_name", "id")[:SHOWN])


def list_requests(actor: Actor) -> list[DataRequest]:
    """Give the citizen's own requests about their data, newest first, without the archives."""
    rows = DataRequest.objects.filter(person_id=actor.person_id or 0).defer("archive")
    return list(rows.order_by("-asked_at")[:20])
