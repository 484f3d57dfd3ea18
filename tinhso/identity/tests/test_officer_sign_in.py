"""Officers sign in with user name and password, and are locked out when they fail too often."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.core import clock
from tinhso.identity.models import OfficerAccount, SignInEvent
from tinhso.identity.operations import AccountLocked, WrongCredentials, sign_in_officer
from tinhso.identity.tests.factories import AT, PASSWORD, make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/dang-nhap/can-bo/"


def attempt(account: OfficerAccount, password: str, minutes: int = 0) -> OfficerAccount:
    return sign_in_officer(
        username=account.username,
        password=password,
        address="127.0.0.1",
        at=AT + timedelta(minutes=minutes),
    )


def fail(account: OfficerAccount, times: int) -> None:
    for _ in range(times):
        with pytest.raises((WrongCredentials, AccountLocked)):
            attempt(account, "sai")


def test_the_right_password_opens_the_officers_home(client: Client) -> None:
    account = make_officer(make_agency())

    response = client.post(PAGE, {"username": account.username, "password": PASSWORD})

    assert response.status_code == 302
    assert response["Location"] == "/can-bo/"
    assert client.get("/tai-khoan/").status_code == 200


def test_the_user_name_may_be_typed_in_capitals(client: Client) -> None:
    account = make_officer(make_agency())

    response = client.post(PAGE, {"username": account.username.upper(), "password": PASSWORD})

    assert response.status_code == 302


def test_a_wrong_password_is_told_beside_the_field(client: Client) -> None:
    account = make_officer(make_agency())

    response = client.post(PAGE, {"username": account.username, "password": "sai"})

    assert response.status_code == 400
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()
    assert client.get("/tai-khoan/").status_code == 302


def test_an_unknown_name_sounds_like_a_wrong_password(client: Client) -> None:
    response = client.post(PAGE, {"username": "khong-ai", "password": "sai"})

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in response.content.decode()


def test_an_empty_form_says_what_to_type(client: Client) -> None:
    response = client.post(PAGE, {})

    assert response.status_code == 400
    assert "Nhập tên đăng nhập" in response.content.decode()


def test_five_failures_lock_even_the_right_password() -> None:
    account = make_officer(None)
    fail(account, 5)

    with pytest.raises(AccountLocked):
        attempt(account, PASSWORD, minutes=14)


def test_four_failures_do_not_lock() -> None:
    account = make_officer(None)
    fail(account, 4)

    assert attempt(account, PASSWORD).failed_count == 0


def test_the_lock_ends_after_fifteen_minutes() -> None:
    account = make_officer(None)
    fail(account, 5)

    assert attempt(account, PASSWORD, minutes=15) == account


def test_failures_before_a_success_do_not_count_any_more() -> None:
    account = make_officer(None)
    fail(account, 4)
    attempt(account, PASSWORD)
    fail(account, 4)

    assert attempt(account, PASSWORD) == account


def test_the_lock_is_told_with_its_end(client: Client) -> None:
    account = make_officer(None)
    for _ in range(4):
        client.post(PAGE, {"username": account.username, "password": "sai"})

    page = client.post(PAGE, {"username": account.username, "password": "sai"}).content.decode()

    account.refresh_from_db()
    assert account.locked_until is not None
    assert clock.local(account.locked_until).strftime("%H:%M %d/%m/%Y") in page


def test_a_disabled_account_stays_out() -> None:
    account = make_officer(None, is_active=False)

    with pytest.raises(WrongCredentials):
        attempt(account, PASSWORD)


def test_every_attempt_is_written_down() -> None:
    account = make_officer(None)
    fail(account, 5)
    with pytest.raises(WrongCredentials):
        sign_in_officer(username="khong-ai", password="x", address=None, at=AT)
    attempt(account, PASSWORD, minutes=20)

    kinds = list(SignInEvent.objects.order_by("id").values_list("kind", flat=True))

    assert kinds == ["REFUSED"] * 4 + ["LOCKED", "REFUSED", "SIGNED_IN"]


def test_signing_in_changes_the_session_key(client: Client) -> None:
    account = make_officer(make_agency())
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key or ""
    client.cookies["tinhso_session"] = planted

    client.post(PAGE, {"username": account.username, "password": PASSWORD})

    assert client.cookies["tinhso_session"].value not in {"", planted}


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(client: Client) -> None:
    sign_in(client, make_citizen())
    session = client.session
    session["draft_of_first"] = "1"
    session.save()
    account = make_officer(make_agency())

    client.post(PAGE, {"username": account.username, "password": PASSWORD})

    assert "draft_of_first" not in client.session


@pytest.mark.parametrize("wanted", ["/can-bo/ho-so/?trang=2", "/thong-bao/"])
def test_a_page_of_this_site_is_opened_next(client: Client, wanted: str) -> None:
    account = make_officer(make_agency())
    fields = {"username": account.username, "password": PASSWORD, "next": wanted}

    assert client.post(PAGE, fields)["Location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    ["http://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:/x",
     "///evil.example", "can-bo"],
)  # fmt: skip
def test_a_foreign_address_is_not_opened_next(client: Client, wanted: str) -> None:
    account = make_officer(make_agency())
    fields = {"username": account.username, "password": PASSWORD, "next": wanted}

    assert client.post(PAGE, fields)["Location"] == "/can-bo/"


def test_the_form_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(PAGE, {"username": "a", "password": "b"}).status_code == 403
