"""Asking another agency: it reads the question and answers once, never the case."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, Consultation
from tinhso.cases.tests.factories import Ward, make_case, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case somebody has filed."""
    return make_case(account, version)


def ask(client: Client, case: Case, ward: Ward, other: Ward) -> Consultation:
    """Ask another ward's committee about an accepted case."""
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    client.post(
        f"/can-bo/ho-so/{case.token}/lay-y-kien/",
        {"agency": str(other.committee.pk), "question": "Đã cấp số chưa?"},
    )
    return Consultation.objects.get(case=case)


@pytest.fixture
def other() -> Ward:
    """Give another ward."""
    return make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)


def test_asked_agency_answers_and_the_asker_reads_it(
    client: Client, case: Case, ward: Ward, other: Ward
) -> None:
    asked = ask(client, case, ward, other)
    sign_in(client, other.officers["SPECIALIST"])
    listed = client.get(reverse("cases:consultations")).content.decode()
    client.post(reverse("cases:consultation", args=[asked.pk]), {"answer": "Chưa cấp."})
    sign_in(client, ward.officers["SPECIALIST"])

    page = client.get(reverse("cases:officer_case", args=[case.token])).content.decode()

    assert "Đã cấp số chưa?" in listed
    assert "Chưa cấp." in page


def test_asked_agency_does_not_see_the_case(
    client: Client, case: Case, ward: Ward, other: Ward
) -> None:
    asked = ask(client, case, ward, other)
    sign_in(client, other.officers["SPECIALIST"])

    page = client.get(reverse("cases:consultation", args=[asked.pk])).content.decode()

    assert case.applicant_name not in page
    assert client.get(reverse("cases:officer_case", args=[case.token])).status_code == 404


def test_question_is_not_found_for_an_agency_nobody_asked(
    client: Client, case: Case, ward: Ward, other: Ward
) -> None:
    asked = ask(client, case, ward, other)
    sign_in(client, ward.officers["CLERK"])

    assert client.get(reverse("cases:consultation", args=[asked.pk])).status_code == 404


def test_question_is_answered_once(client: Client, case: Case, ward: Ward, other: Ward) -> None:
    address = reverse("cases:consultation", args=[ask(client, case, ward, other).pk])
    sign_in(client, other.officers["SPECIALIST"])
    client.post(address, {"answer": "Lần một"})

    response = client.post(address, {"answer": "Lần hai"})

    assert response.status_code == 409
    assert "Lần hai" in response.content.decode()
    assert Consultation.objects.get(case=case).answer == "Lần một"


def test_empty_answer_is_asked_for_again(
    client: Client, case: Case, ward: Ward, other: Ward
) -> None:
    address = reverse("cases:consultation", args=[ask(client, case, ward, other).pk])
    sign_in(client, other.officers["SPECIALIST"])

    assert "Ghi ý kiến trả lời." in client.post(address, {"answer": " "}).content.decode()


def test_own_agency_is_not_offered_for_a_question(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])

    response = client.post(
        f"/can-bo/ho-so/{case.token}/lay-y-kien/",
        {"agency": str(ward.committee.pk), "question": "Hỏi mình"},
    )

    assert "Chọn một cơ quan trong danh sách." in response.content.decode()
