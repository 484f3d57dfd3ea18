"""Looking on the spot: planned with people and place, recorded with minutes and photos."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.events import InspectionPlanned, InspectionRecorded
from tinhso.cases.models import Case, Inspection, InspectionOutcome, InspectionPhoto
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, start_act
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.permissions import agencies_of
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload, share_uploads


class InspectionInThePast(DomainError):
    """An inspection is planned for a moment to come."""

    code = "inspection_in_the_past"
    text = gettext_lazy("Thời điểm kiểm tra phải ở phía trước.")


class InspectionPlannedSo(DomainError):
    """The same look on the spot stands in the plan already: a second click, most likely."""

    code = "inspection_planned_so"
    text = gettext_lazy("Buổi kiểm tra này đã có trong lịch và đã báo người nộp.")


class InspectionNotPlanned(CaseActionRefused):
    """Only a planned inspection can be recorded, and not before it took place."""

    code = "inspection_not_planned"
    text = gettext_lazy(
        "Chưa có buổi kiểm tra nào được lên lịch và đã diễn ra. Hãy lên lịch trước."
    )


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """When, where, and who goes (names as written)."""

    planned_at: datetime
    place: str
    people: str


@dataclass(frozen=True, slots=True)
class InspectionRecord:
    """What was found: an outcome, the minutes, photos uploaded before."""

    outcome: str
    minutes: str
    photos: Sequence[Upload] = field(default_factory=tuple)


def plan_inspection(*, case: Case, plan: InspectionPlan, actor: Actor, at: datetime) -> Inspection:
    """Plan a look on the spot and tell the applicant; planning again moves the one planned.

    :raises ReasonRequired: when place or people are missing.
    :raises InspectionInThePast: when the moment has passed.
    :raises InspectionPlannedSo: when nothing of it differs from what is planned.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    place, people = require_reason(plan.place), require_reason(plan.people)
    locked = start_act(case=case, action=Action.PLAN_INSPECTION, actor=actor)
    if plan.planned_at <= at:
        raise InspectionInThePast
    what = {"planned_at": plan.planned_at, "place": place, "people": people}
    if Inspection.objects.filter(case=locked, done_at=None, **what).exists():
        raise InspectionPlannedSo
    inspection, _is_new = Inspection.objects.update_or_create(
        case=locked,
        done_at=None,
        defaults={**what, "planned_by": actor.name, "created_at": at},
    )
    facts = {"planned_at": plan.planned_at.isoformat(), "place": place, "people": people}
    act = Act(Action.PLAN_INSPECTION, facts=facts, news=InspectionPlanned)
    finish_act(case=locked, act=act, actor=actor, at=at)
    told = {"when": f"{local(plan.planned_at):%H:%M %d/%m/%Y}", "place": place}
    tell_applicant(case=locked, template="inspection_planned", at=at, facts=told)
    return inspection


def record_inspection(
    *, case: Case, record: InspectionRecord, actor: Actor, at: datetime
) -> Inspection:
    """Keep what was found on the spot.

    :raises ReasonRequired: when the minutes are empty.
    :raises InspectionNotPlanned: when none was planned, or it has not taken place yet.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    minutes = require_reason(record.minutes)
    locked = start_act(case=case, action=Action.RECORD_INSPECTION, actor=actor)
    inspection = Inspection.objects.filter(case=locked, done_at=None).first()
    if inspection is None or inspection.planned_at > at:
        raise InspectionNotPlanned
    inspection.done_at, inspection.recorded_by = at, actor.name
    inspection.outcome, inspection.minutes = InspectionOutcome(record.outcome), minutes
    inspection.save(update_fields=["done_at", "recorded_by", "outcome", "minutes"])
    photos = [InspectionPhoto(inspection=inspection, upload=photo) for photo in record.photos]
    InspectionPhoto.objects.bulk_create(photos)
    share_uploads(
        upload_ids=[photo.pk for photo in record.photos], agency_ids=list(agencies_of(locked))
    )
    facts = {"outcome": inspection.outcome, "minutes": minutes, "photos": len(photos)}
    act = Act(Action.RECORD_INSPECTION, facts=facts, is_public=False, news=InspectionRecorded)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return inspection
