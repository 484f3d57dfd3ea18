"""Complaints about the handling: for the head of the agency, a date, one answer."""

from datetime import datetime, timedelta

import pytest

from tinhso.cases.models import Case, Complaint
from tinhso.cases.operations import (
    CaseActionRefused,
    ComplaintOpen,
    ReasonRequired,
    answer_complaint,
    complain,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import watch_of
from tinhso.cases.tests.factories import AT, Ward, make_ward
from tinhso.cases.tests.walk import SOON, acting
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area

WORDS = "Cán bộ bắt tôi đi lại ba lần."


@pytest.fixture
def complaint(case: Case, account: CitizenAccount) -> Complaint:
    """Give a complaint of the applicant."""
    return acting(actor_of_account(account), complain, case=case, text=WORDS, at=AT)


def answered(
    complaint: Complaint, ward: Ward, role: str = "LEADER", text: str = "Xin lỗi."
) -> Complaint:
    """Settle a complaint."""
    words = {"complaint": complaint, "outcome": "UPHELD", "answer": text, "at": SOON}
    return acting(ward.actor(role), answer_complaint, **words)


def test_complaint_reaches_the_leader_with_a_date(complaint: Complaint, ward: Ward) -> None:
    leader = ward.actor("LEADER")

    assert complaint.due_at == datetime(2021, 7, 2, 17, 0, tzinfo=VIETNAM)
    told = Notification.objects.filter(template="complaint_received")
    assert [row.person_id for row in told] == [leader.person_id]
    with acting_as(leader):
        assert [row.pk for row in watch_of(leader, at=SOON).complaints] == [complaint.pk]


def test_answer_reaches_the_citizen(complaint: Complaint, ward: Ward) -> None:
    done = answered(complaint, ward)

    assert (done.outcome, done.answered_at, done.case.state) == ("UPHELD", SOON, "FILED")
    told = Notification.objects.get(template="complaint_answered")
    assert told.person_id == done.case.applicant_id


def test_complaint_is_answered_once_with_words(complaint: Complaint, ward: Ward) -> None:
    with pytest.raises(ReasonRequired):
        answered(complaint, ward, text=" ")
    answered(complaint, ward)
    with pytest.raises(CaseActionRefused):
        answered(complaint, ward)


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "HEAD_OF_UNIT", "REGISTRAR"])
def test_nobody_but_the_leader_answers(complaint: Complaint, ward: Ward, role: str) -> None:
    with pytest.raises(NotAuthorised):
        answered(complaint, ward, role)


def test_leader_elsewhere_and_another_citizen_find_nothing(
    complaint: Complaint, ward: Ward, case: Case
) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    stranger = actor_of_account(make_citizen(full_name="Lê Văn Khác"))

    with pytest.raises(Case.DoesNotExist):
        answered(complaint, other)
    with pytest.raises(Case.DoesNotExist):
        acting(stranger, complain, case=case, text=WORDS, at=SOON)
    with acting_as(stranger):
        assert not Complaint.objects.exists()


def test_one_complaint_waits_at_a_time(
    complaint: Complaint, ward: Ward, account: CitizenAccount
) -> None:
    citizen = actor_of_account(account)
    again = {"case": complaint.case, "text": "Vẫn chậm.", "at": SOON + timedelta(days=1)}

    with pytest.raises(ComplaintOpen):
        acting(citizen, complain, **again)
    answered(complaint, ward)

    assert acting(citizen, complain, **again).pk != complaint.pk


def test_complaint_says_something(case: Case, account: CitizenAccount) -> None:
    with pytest.raises(ReasonRequired):
        acting(actor_of_account(account), complain, case=case, text="", at=AT)


def test_specialist_does_not_complain_for_the_citizen(case: Case, ward: Ward) -> None:
    with pytest.raises(NotAuthorised):
        acting(ward.actor("SPECIALIST"), complain, case=case, text=WORDS, at=AT)
