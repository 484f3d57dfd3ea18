"""Looking on the spot: planned, the citizen told, recorded with minutes and photos."""

from datetime import timedelta

import pytest

from tinhso.cases.models import Case, Inspection
from tinhso.cases.operations import (
    CaseActionRefused,
    InspectionInThePast,
    InspectionNotPlanned,
    InspectionPlan,
    InspectionRecord,
    ReasonRequired,
    plan_inspection,
    record_inspection,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.tests.factories import Ward, make_ward, photo
from tinhso.cases.tests.walk import SOON, accepted, acting
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area

THERE = SOON + timedelta(hours=3)


def planned(case: Case, ward: Ward, role: str = "SPECIALIST", **changes: object) -> Inspection:
    """Plan an inspection."""
    words = {"planned_at": THERE, "place": "Số 12 Hùng Vương", "people": "Ông An, bà Bình"}
    plan = InspectionPlan(**{**words, **changes})  # type: ignore[arg-type] # a test's words
    return acting(ward.actor(role), plan_inspection, case=case, plan=plan, at=SOON)


def recorded(
    case: Case, ward: Ward, role: str = "SPECIALIST", minutes: str = "Đúng."
) -> Inspection:
    """Record what was found, with a photo."""
    actor = ward.actor(role)
    with acting_as(actor):
        upload = receive_upload(
            file=photo(), actor=actor, purpose="inspection", accept=["image/jpeg"], at=THERE
        )
    record = InspectionRecord("CONFORMS", minutes, [upload])
    return acting(actor, record_inspection, case=case, record=record, at=THERE)


def test_citizen_hears_when_and_where(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    planned(case, ward)

    told = Notification.objects.get(template="inspection_planned")
    assert (told.person_id, told.facts["place"]) == (case.applicant_id, "Số 12 Hùng Vương")


def test_planning_again_moves_the_one_planned(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    planned(case, ward)

    planned(case, ward, planned_at=THERE + timedelta(days=1))

    assert Inspection.objects.get(case=case).planned_at == THERE + timedelta(days=1)


def test_minutes_and_photos_are_kept(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    planned(case, ward)

    done = recorded(case, ward)

    assert (done.outcome, done.minutes, done.photos.count()) == ("CONFORMS", "Đúng.", 1)
    assert Case.objects.get(pk=case.pk).event_count == 4


def test_nothing_is_recorded_that_was_not_planned_or_has_not_happened(
    case: Case, ward: Ward
) -> None:
    accepted(case, ward)

    with pytest.raises(InspectionNotPlanned):
        recorded(case, ward)
    planned(case, ward, planned_at=THERE + timedelta(minutes=1))
    with pytest.raises(InspectionNotPlanned):
        recorded(case, ward)


def test_incomplete_plans_and_minutes_are_refused(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(InspectionInThePast):
        planned(case, ward, planned_at=SOON)
    for empty in ("place", "people"):
        with pytest.raises(ReasonRequired):
            planned(case, ward, **{empty: " "})
    planned(case, ward)
    with pytest.raises(ReasonRequired):
        recorded(case, ward, minutes="")


@pytest.mark.parametrize("role", ["CLERK", "LEADER", "REGISTRAR", "HEAD_OF_UNIT"])
def test_only_the_holder_inspects(case: Case, ward: Ward, role: str) -> None:
    accepted(case, ward)

    with pytest.raises(NotAuthorised):
        planned(case, ward, role)
    planned(case, ward)
    with pytest.raises(NotAuthorised):
        recorded(case, ward, role)


def test_filing_nobody_accepted_is_not_inspected(case: Case, ward: Ward) -> None:
    with pytest.raises(CaseActionRefused):
        planned(case, ward)


def test_other_wards_do_not_see_the_inspection(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    planned(case, ward)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)

    with acting_as(other.actor("SPECIALIST")):
        assert not Inspection.objects.exists()
