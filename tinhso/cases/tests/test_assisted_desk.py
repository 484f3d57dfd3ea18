"""A member of the community digital team files for a citizen who is present."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, Draft
from tinhso.cases.operations import attach_paper
from tinhso.cases.tests.factories import AT, Ward, example_answers, photo
from tinhso.cases.tests.test_officer_counter import person
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
DESK = "/can-bo/nop-giup/"


@pytest.fixture
def account(ward: Ward, version: ProcedureVersion) -> OfficerAccount:
    """Give the account of a helper of the ward's digital team."""
    assert version.is_online
    return make_officer(ward.committee, "HELPER")


@pytest.fixture
def helper(client: Client, account: OfficerAccount) -> Client:
    """Give a browser in which the helper is signed in."""
    sign_in(client, account)
    return client


def begun(helper: Client, account: OfficerAccount) -> Draft:
    """Begin for a person who is present; the answers are right, the paper attached."""
    helper.post(DESK, person(is_present="on"))
    draft = Draft.objects.get()
    draft.form = example_answers()
    draft.save()
    actor = actor_of_account(account)
    with acting_as(actor):
        upload = receive_upload(
            file=photo(), actor=actor, purpose="test", accept=["image/jpeg"], at=AT
        )
        attach_paper(draft=draft, paper_code="birth-notice", upload=upload, at=AT)
    return draft


def test_who_helped_stands_on_the_case(helper: Client, account: OfficerAccount, ward: Ward) -> None:
    draft = begun(helper, account)

    helper.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    case = Case.objects.get()
    assert (case.channel, case.state) == ("ASSISTED", "FILED")
    assert case.assisted_by_id == account.person_id
    assert case.assisting_agency_id == ward.committee.pk
    assert case.receiving_agency_id == ward.office.pk
    page = helper.get(reverse("cases:officer_case", args=[case.token])).content.decode()
    assert account.person.full_name in page
    assert "Người hỗ trợ nộp" in page


def test_helper_never_accepts_what_they_filed(helper: Client, account: OfficerAccount) -> None:
    draft = begun(helper, account)

    helper.post(
        reverse("cases:draft_check", args=[draft.token]), {"declaration": "on", "go": "accept"}
    )

    assert Case.objects.get().state == "FILED"


def test_papers_are_needed_as_online(helper: Client, account: OfficerAccount) -> None:
    draft = begun(helper, account)
    draft.papers.all().delete()

    page = helper.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert "Thiếu giấy tờ" in page.content.decode()
    assert not Case.objects.exists()


def test_person_must_be_present(helper: Client) -> None:
    page = helper.post(DESK, person()).content.decode()

    assert "Chỉ nộp giúp khi người nộp có mặt và đồng ý." in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST"])
def test_others_have_no_assisted_desk(client: Client, ward: Ward, role: str) -> None:
    sign_in(client, ward.officers[role])

    assert client.get(DESK).status_code == 403


def test_helper_has_no_counter(helper: Client) -> None:
    assert helper.get("/can-bo/nop-tai-quay/").status_code == 403
