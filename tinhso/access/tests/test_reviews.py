"""Each quarter the leader confirms or removes every appointment; idle accounts are disabled."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tinhso.access.models import AccessReview, ChangeKind, ReviewOutcome, SensitiveChange
from tinhso.access.operations import NotReviewable, open_reviews, review_appointment
from tinhso.access.tests.factories import AT, Office
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import today
from tinhso.core.rls import acting_as
from tinhso.identity.api import disable_idle_accounts
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import sign_in

pytestmark = pytest.mark.django_db
DAY = date(2021, 6, 1)


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    for role in ("LEADER", "CLERK"):
        office.account(role)
    return office


def test_every_appointment_is_up_for_review_once_a_quarter(office: Office) -> None:
    with acting_as(SYSTEM):
        assert open_reviews(day=DAY, on=DAY) == 2
        assert open_reviews(day=DAY + timedelta(days=1), on=DAY) == 2


def test_removing_proposes_the_end_which_another_confirms(office: Office) -> None:
    leader = office.actor()
    with acting_as(SYSTEM):
        open_reviews(day=DAY, on=DAY)
        clerk = AccessReview.objects.get(appointment__role="CLERK")
        own = AccessReview.objects.get(appointment__role="LEADER")
    with acting_as(leader):
        review_appointment(review=clerk, outcome=ReviewOutcome.REMOVED, actor=leader, at=AT)

    assert SensitiveChange.objects.get().kind == ChangeKind.END_APPOINTMENT
    for review in (clerk, own):
        with acting_as(leader), pytest.raises(NotReviewable):
            review_appointment(review=review, outcome=ReviewOutcome.KEPT, actor=leader, at=AT)


def test_leader_of_another_agency_may_not_review(office: Office) -> None:
    foreign = Office("H10.78", "Sở Khác").actor()
    with acting_as(SYSTEM):
        open_reviews(day=DAY, on=DAY)
        clerk = AccessReview.objects.get(appointment__role="CLERK")

    with acting_as(foreign), pytest.raises(NotReviewable):
        review_appointment(review=clerk, outcome=ReviewOutcome.KEPT, actor=foreign, at=AT)


def test_page_confirms(client: Client, office: Office) -> None:
    with acting_as(SYSTEM):
        open_reviews(day=today(), on=DAY)
        clerk = AccessReview.objects.get(appointment__role="CLERK")
    sign_in(client, office.account())
    assert "CLERK 0" in client.get("/can-bo/quyen/ra-soat/").content.decode()

    client.post("/can-bo/quyen/ra-soat/", {"review": clerk.pk, "outcome": "KEPT"})

    clerk.refresh_from_db()
    assert clerk.outcome == ReviewOutcome.KEPT
    unknown = {"review": 10**9, "outcome": "KEPT"}
    assert client.post("/can-bo/quyen/ra-soat/", unknown).status_code == 404


def test_account_idle_for_45_days_is_disabled(office: Office) -> None:
    clerk = OfficerAccount.objects.filter(pk=office.account("CLERK").pk)
    clerk.update(is_demo=False, last_signed_in_at=AT)

    assert disable_idle_accounts(at=AT + timedelta(days=45)) == 0
    assert disable_idle_accounts(at=AT + timedelta(days=45, seconds=1)) == 1
    assert not clerk.get().is_active
