"""Filing for a person at the counter: the same pages, filed and accepted in one go."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, CaseState, Draft
from tinhso.cases.tests.factories import Ward, example_answers, make_ready_draft, make_ward
from tinhso.identity.models import Person
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
COUNTER = "/can-bo/nop-tai-quay/"


def person(**changes: str) -> dict[str, str]:
    """Give what the clerk types."""
    return {
        "procedure": "dang-ky-khai-sinh",
        "identity_number": "070190000123",
        "full_name": "Điểu Thị Mai",
        "birth_date-day": "5",
        "birth_date-month": "4",
        "birth_date-year": "1990",
        "phone": "0912345678",
        "email": "",
        "address": "Ấp 2",
        "area": "25195",
        **changes,
    }


@pytest.fixture
def clerk(client: Client, ward: Ward, version: ProcedureVersion) -> Client:
    """Give a browser in which the clerk of a ward with a procedure is signed in."""
    assert version.is_online
    sign_in(client, ward.officers["CLERK"])
    return client


def test_new_person_is_made_and_the_first_page_opens(clerk: Client, ward: Ward) -> None:
    response = clerk.post(COUNTER, person())

    draft = Draft.objects.get()
    assert response.status_code == 302
    assert f"/nop-ho-so/{draft.token}/" in response.headers["Location"]
    assert (draft.person.full_name, draft.created_by_agency_id) == ("Điểu Thị Mai", ward.office.pk)
    assert draft.competent_agency_id == ward.committee.pk


def test_known_person_is_found_by_number(clerk: Client) -> None:
    account = make_citizen(full_name="Điểu Thị Mai")
    number = account.person.identity_number

    clerk.post(
        COUNTER,
        person(
            identity_number=number,
            **{"birth_date-year": "1994", "birth_date-month": "3", "birth_date-day": "12"},
        ),
    )

    assert Draft.objects.get().person_id == account.person_id
    assert Person.objects.filter(full_name="Điểu Thị Mai").count() == 1


def test_number_of_somebody_else_is_said_beside_it(clerk: Client) -> None:
    number = make_citizen(full_name="Phạm Văn Hai").person.identity_number

    page = clerk.post(COUNTER, person(identity_number=number)).content.decode()

    assert "đã thuộc về người có họ tên hoặc ngày sinh khác" in page
    assert 'value="Điểu Thị Mai"' in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"identity_number": "123"}, "Số định danh gồm 12 chữ số."),
        ({"full_name": " "}, "Nhập họ tên như trên căn cước."),
        ({"birth_date-month": "13"}, "Nhập một ngày có thật"),
        ({"birth_date-year": "1780"}, "Xem lại năm sinh"),
        ({"phone": "abc"}, "bắt đầu bằng 0"),
        ({"area": "99999"}, "Chọn một nơi trong danh sách."),
    ],
)
def test_wrong_input_is_named_and_nothing_begins(
    clerk: Client, changes: dict[str, str], message: str
) -> None:
    page = clerk.post(COUNTER, person(**changes)).content.decode()

    assert "govuk-error-summary" in page
    assert message in page
    assert not Draft.objects.exists()


def written(clerk: Client) -> Draft:
    """Begin at the counter and fill in right answers."""
    clerk.post(COUNTER, person())
    draft = Draft.objects.get()
    draft.form = example_answers()
    draft.save()
    return draft


def test_filed_and_accepted_in_one_go_without_uploads(clerk: Client) -> None:
    draft = written(clerk)
    check = reverse("cases:draft_check", args=[draft.token])

    shown = clerk.get(check).content.decode()
    response = clerk.post(check, {"declaration": "on", "go": "accept"})

    case = Case.objects.get()
    assert "Nộp và tiếp nhận ngay" in shown
    assert case.state == CaseState.ACCEPTED
    assert response.headers["Location"] == reverse("cases:officer_case", args=[case.token])


def test_filed_now_may_be_accepted_later(clerk: Client) -> None:
    draft = written(clerk)

    clerk.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert Case.objects.get().state == CaseState.FILED


def test_citizen_cannot_accept_their_own_filing(
    client: Client, ward: Ward, version: ProcedureVersion
) -> None:
    account = make_citizen()
    draft = make_ready_draft(account, version)
    sign_in(client, account)

    client.post(
        reverse("cases:draft_check", args=[draft.token]), {"declaration": "on", "go": "accept"}
    )

    assert Case.objects.get().state == CaseState.FILED


def test_clerk_of_another_counter_does_not_find_the_draft(clerk: Client, ward: Ward) -> None:
    draft = written(clerk)
    sign_in(clerk, ward.officers["SPECIALIST"])

    assert clerk.get(reverse("cases:draft_check", args=[draft.token])).status_code == 404


def test_unknown_procedure_leads_back_to_the_choice(clerk: Client) -> None:
    page = clerk.post(COUNTER, person(procedure="khong-co")).content.decode()

    assert "Chọn một thủ tục trong danh sách." in page
    assert not Draft.objects.exists()


def test_procedure_is_found_by_everyday_words(clerk: Client) -> None:
    page = clerk.get(COUNTER, {"q": "khai sinh"}).content.decode()

    assert 'href="?procedure=dang-ky-khai-sinh"' in page


def test_what_the_post_brought_is_filed_as_such(clerk: Client) -> None:
    clerk.post(COUNTER, person(channel="POST"))
    draft = Draft.objects.get()
    draft.form = example_answers()
    draft.save()

    clerk.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert Case.objects.get().channel == "POST"


def test_any_counter_receives_for_any_competent_agency(clerk: Client, ward: Ward) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", parent=ward.area.parent), 2)
    draft = written(clerk)
    clerk.post(reverse("cases:draft_place", args=[draft.token]), {"area": "25198"})

    clerk.post(
        reverse("cases:draft_check", args=[draft.token]), {"declaration": "on", "go": "accept"}
    )

    case = Case.objects.get()
    assert (case.receiving_agency_id, case.competent_agency_id) == (
        ward.office.pk,
        other.committee.pk,
    )
    assert (case.step_role, case.step_agency_id) == ("SPECIALIST", other.committee.pk)
    page = clerk.get(reverse("cases:officer_case", args=[case.token])).content.decode()
    assert ward.office.name in page
    assert other.committee.name in page
