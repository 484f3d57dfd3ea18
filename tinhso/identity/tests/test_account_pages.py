"""One's own account: what is stored, who looked, the language, signing out."""

import pytest
from django.test import Client

from tinhso.identity.api import record_look
from tinhso.identity.models import AccessLog, SignInEvent
from tinhso.identity.tests.factories import (
    AT,
    actor_of_account,
    make_citizen,
    make_officer,
    make_person,
    sign_in,
)
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/tai-khoan/"])
def test_nobody_signed_in_is_led_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2F"


def test_changing_the_language_needs_a_sign_in(client: Client) -> None:
    response = client.post("/tai-khoan/ngon-ngu/", {"language": "en"})

    assert response["Location"].startswith("/dang-nhap/")


def test_a_citizen_sees_who_looked_at_their_data(client: Client) -> None:
    account = make_citizen()
    clerk = actor_of_account(make_officer(make_agency(), full_name="Trần Thị Ngọc Lan"))
    record_look(
        actor=clerk, person_id=account.person_id, purpose="Giải quyết hồ sơ",
        subject="H10.14-210601-0001", at=AT,
    )  # fmt: skip
    sign_in(client, account)

    page = client.get("/tai-khoan/").content.decode()

    assert "Trần Thị Ngọc Lan" in page
    assert "Sở Tư pháp" in page
    assert "H10.14-210601-0001" in page
    assert "09:00 01/06/2021" in page


def test_a_citizen_sees_no_looks_at_others(client: Client) -> None:
    clerk = actor_of_account(make_officer(make_agency(), full_name="Trần Thị Ngọc Lan"))
    record_look(actor=clerk, person_id=make_person().id, purpose="x", subject="", at=AT)
    sign_in(client, make_citizen())

    page = client.get("/tai-khoan/").content.decode()

    assert "Trần Thị Ngọc Lan" not in page
    assert "Chưa có cán bộ nào xem dữ liệu của bạn" in page


def test_long_lists_of_looks_are_paged_at_constant_cost(
    client: Client, django_assert_max_num_queries: object
) -> None:
    account = make_citizen()
    clerk = actor_of_account(make_officer(make_agency()))
    for _ in range(25):
        record_look(actor=clerk, person_id=account.person_id, purpose="x", subject="", at=AT)
    sign_in(client, account)

    with django_assert_max_num_queries(20):  # type: ignore[operator] # a fixture
        response = client.get("/tai-khoan/")

    assert len(response.context["looks"].items) == 20
    assert response.context["looks"].next_cursor


def test_looking_at_oneself_leaves_no_line() -> None:
    account = make_citizen()

    record_look(
        actor=actor_of_account(account), person_id=account.person_id, purpose="x", subject="",
        at=AT,
    )  # fmt: skip

    assert not AccessLog.objects.exists()


def test_an_officer_sees_their_positions(client: Client) -> None:
    sign_in(client, make_officer(make_agency()))

    page = client.get("/tai-khoan/").content.decode()

    assert "Cán bộ một cửa, Sở Tư pháp" in page


def test_an_officer_without_appointment_is_told_what_to_do(client: Client) -> None:
    sign_in(client, make_officer(None))

    assert "Bạn chưa được phân công vị trí nào" in client.get("/tai-khoan/").content.decode()


def test_the_language_of_letters_is_kept(client: Client) -> None:
    account = make_citizen()
    sign_in(client, account)

    client.post("/tai-khoan/ngon-ngu/", {"language": "en"})

    account.person.refresh_from_db()
    assert account.person.language == "en"


@pytest.mark.parametrize("language", ["", "xx", "vi'--"])
def test_an_unknown_language_is_refused(client: Client, language: str) -> None:
    account = make_citizen()
    sign_in(client, account)

    page = client.post("/tai-khoan/ngon-ngu/", {"language": language}, follow=True)

    account.person.refresh_from_db()
    assert account.person.language == "vi"
    assert "Chọn một ngôn ngữ" in page.content.decode()


def test_signing_out_ends_the_session(client: Client) -> None:
    account = make_citizen()
    sign_in(client, account)
    key = client.cookies["tinhso_session"].value

    client.post("/dang-xuat/")
    client.cookies["tinhso_session"] = key

    assert client.get("/tai-khoan/").status_code == 302
    assert SignInEvent.objects.get().kind == "SIGNED_OUT"


def test_a_link_alone_signs_nobody_out(client: Client) -> None:
    sign_in(client, make_citizen())

    assert "Bạn muốn đăng xuất?" in client.get("/dang-xuat/").content.decode()
    assert client.get("/tai-khoan/").status_code == 200


def test_signing_out_without_signing_in_is_no_error(client: Client) -> None:
    assert client.post("/dang-xuat/").status_code == 302
    assert not SignInEvent.objects.exists()


def test_own_pages_are_never_cached(client: Client) -> None:
    sign_in(client, make_citizen())

    assert "no-store" in client.get("/tai-khoan/")["Cache-Control"]
