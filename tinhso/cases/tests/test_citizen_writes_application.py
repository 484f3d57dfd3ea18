"""Writing an application: begun once, saved page by page, right or wrong, filed once."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Draft
from tinhso.cases.tests.factories import (
    Ward,
    example_answers,
    make_draft,
    make_ready_draft,
)
from tinhso.cases.tests.pages import CHILD, page_url
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
SLUG = "dang-ky-khai-sinh"


def test_start_page_says_what_is_needed(
    client: Client, ward: Ward, version: ProcedureVersion
) -> None:
    response = client.get(reverse("cases:start", args=[SLUG]))

    assert response.status_code == 200
    assert "Giấy chứng sinh" in response.content.decode()
    assert "Đăng nhập và bắt đầu" in response.content.decode()


def test_visitor_signs_in_before_beginning(
    client: Client, ward: Ward, version: ProcedureVersion
) -> None:
    response = client.post(reverse("cases:start", args=[SLUG]))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("identity:sign_in"))
    assert not Draft.objects.exists()


def test_draft_begins_with_what_the_account_knows(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    citizen.post(reverse("cases:start", args=[SLUG]))

    draft = Draft.objects.get()
    assert draft.person == account.person
    assert draft.form["applicant_full_name"] == account.person.full_name
    assert draft.form["applicant_identity_number"] == account.person.identity_number


def test_beginning_again_goes_on_with_the_open_draft(
    citizen: Client, ward: Ward, version: ProcedureVersion
) -> None:
    first = citizen.post(reverse("cases:start", args=[SLUG]))

    second = citizen.post(reverse("cases:start", args=[SLUG]))

    assert first["Location"] == second["Location"]
    assert Draft.objects.count() == 1


def test_unknown_procedure_is_not_found(citizen: Client) -> None:
    assert citizen.get(reverse("cases:start", args=["khong-co"])).status_code == 404


def test_place_defaults_to_where_the_person_lives(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.get(reverse("cases:draft_place", args=[draft.token]))

    assert '<option value="25195" selected>Phường Tân Phú' in response.content.decode()


def test_place_chosen_names_the_competent_agency(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(
        reverse("cases:draft_place", args=[draft.token]), {"area": ward.area.code}
    )

    draft.refresh_from_db()
    assert response["Location"] == page_url(draft, "applicant")
    assert draft.competent_agency == ward.committee


@pytest.mark.parametrize("area", ["", "99999", "' or 1=1 --"])
def test_place_outside_the_list_is_refused(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, area: str
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(reverse("cases:draft_place", args=[draft.token]), {"area": area})

    draft.refresh_from_db()
    assert response.status_code == 200
    assert "Chọn một nơi trong danh sách." in response.content.decode()
    assert draft.competent_agency is None


def test_page_is_saved_and_the_next_one_opened(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(page_url(draft, "child"), CHILD)

    draft.refresh_from_db()
    assert response["Location"] == page_url(draft, "birth-place")
    assert draft.form["child_birth_date"] == "2021-05-20"


def test_wrong_answers_are_kept_and_explained(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(page_url(draft, "child"), {**CHILD, "child_birth_date-day": "45"})

    text = response.content.decode()
    assert response.status_code == 200
    assert "Nhập một ngày có thật" in text
    assert 'href="#id_child_birth_date-day"' in text
    draft.refresh_from_db()
    assert draft.form["child_full_name"] == CHILD["child_full_name"]
    assert 'value="45"' in citizen.get(page_url(draft, "child")).content.decode()


def test_cleared_answer_does_not_come_back(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version, **example_answers())

    citizen.post(page_url(draft, "child"), {**CHILD, "child_full_name": ""})

    draft.refresh_from_db()
    assert "child_full_name" not in draft.form


def test_page_the_answers_do_not_call_for_is_not_found(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version, father_known="N")

    assert citizen.get(page_url(draft, "father")).status_code == 404
    assert citizen.get(page_url(draft, "khong-co")).status_code == 404


def test_answer_from_the_account_says_so(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    citizen.post(reverse("cases:start", args=[SLUG]))

    text = citizen.get(page_url(Draft.objects.get(), "applicant")).content.decode()

    assert text.count("Lấy từ tài khoản định danh.") == 4


def test_session_that_ended_in_mid_form_loses_nothing(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = client.post(page_url(draft, "child"), CHILD)
    sign_in(client, account)
    back = client.get(page_url(draft, "child"))
    client.post(page_url(draft, "child"), {"resume": "send"})

    assert response["Location"].startswith(reverse("identity:sign_in"))
    assert "Gửi tiếp" in back.content.decode()
    draft.refresh_from_db()
    assert draft.form["child_full_name"] == CHILD["child_full_name"]


def test_answers_kept_over_a_sign_in_never_reach_another_person(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    client.post(page_url(draft, "child"), CHILD)

    sign_in(client, make_citizen())

    assert client.get(page_url(draft, "child")).status_code == 404
    draft.refresh_from_db()
    assert draft.form == {}


def test_draft_is_thrown_away_after_asking(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    url = reverse("cases:draft_discard", args=[draft.token])

    asked = citizen.get(url)
    citizen.post(url)

    assert "Xoá bản nháp này?" in asked.content.decode()
    assert not Draft.objects.exists()
