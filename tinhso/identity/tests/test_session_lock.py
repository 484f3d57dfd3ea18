"""A session left alone locks; a proof opens it at the page it was left, what was sent is kept."""

import time

import pytest
from django.test import Client

from tinhso.identity.permissions import device_name
from tinhso.identity.rules.idling import (
    ADMINISTRATORS,
    NOTED_EVERY_SECONDS,
    OFFICERS,
    idle_limit,
    is_left_alone,
)
from tinhso.identity.tests.factories import PASSWORD, make_citizen, make_officer, sign_in
from tinhso.identity.tests.test_second_factor import add_app, code_now
from tinhso.orgs.tests.factories import make_agency

PROVE, STATE, PLACES = "/tai-khoan/xac-nhan/", "/tai-khoan/phien/tinh-trang/", "/tai-khoan/phien/"
LIVE = {"X-Live": "1"}
database = pytest.mark.django_db


def leave_alone(client: Client, minutes: float) -> None:
    """Let the session have been used so many minutes ago."""
    session = client.session
    session["seen_at"] = time.time() - 60 * minutes
    session.save()


@pytest.mark.parametrize(
    ("roles", "minutes"),
    [({"CLERK"}, 15), ({"LEADER", "CLERK"}, 15), (set(), 15), ({"ADMINISTRATOR"}, 5),
     ({"CLERK", "SECURITY_OFFICER"}, 5)],
)  # fmt: skip
def test_administrators_lock_earlier(roles: set[str], minutes: int) -> None:
    assert idle_limit(frozenset(roles)).seconds == 60 * minutes


def test_limits_say_where_they_come_from() -> None:
    for limit in (OFFICERS, ADMINISTRATORS):
        assert limit.source
        assert limit.certainty in {"confirmed", "secondary", "to_confirm"}


def test_a_session_is_left_alone_only_past_the_limit() -> None:
    last = 1000.0 + 300 + NOTED_EVERY_SECONDS
    assert not is_left_alone(1000.0, last, 300)
    assert is_left_alone(1000.0, last + 1, 300)
    assert not is_left_alone(None, last + 1, 300)


@database
def test_a_page_left_alone_leads_to_the_lock_and_back(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))
    leave_alone(client, 17)

    away = client.get("/can-bo/uy-quyen/?trang=2")
    assert away["Location"] == f"{PROVE}?next=%2Fcan-bo%2Fuy-quyen%2F%3Ftrang%3D2"
    assert "Phiên đã khóa" in client.get(away["Location"]).content.decode()
    assert client.get(PLACES).status_code == 302
    back = client.post(away["Location"], {"password": PASSWORD})

    assert back["Location"] == "/can-bo/uy-quyen/?trang=2"
    assert client.get(PLACES).status_code == 200


@database
@pytest.mark.parametrize(("role", "is_locked"), [("ADMINISTRATOR", True), ("CLERK", False)])
def test_seven_minutes_lock_administrators_only(
    client: Client, role: str, *, is_locked: bool
) -> None:
    sign_in(client, make_officer(make_agency(), role))
    leave_alone(client, 7)

    assert client.get(PLACES).status_code == (302 if is_locked else 200)


@database
@pytest.mark.parametrize("answers", [{"password": "sai"}, {}, {"code": "123456"}])
def test_a_wrong_proof_opens_nothing(client: Client, answers: dict[str, str]) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))
    leave_alone(client, 17)

    assert client.post(PROVE, answers).status_code == 400
    assert client.get(PLACES).status_code == 302


@database
def test_with_a_second_factor_the_password_does_not_open_it(client: Client) -> None:
    account = make_officer(make_agency(), "CLERK")
    add_app(account)
    sign_in(client, account)
    leave_alone(client, 17)

    assert client.post(PROVE, {"password": PASSWORD}).status_code == 400
    assert client.post(PROVE, {"code": code_now()}).status_code == 302
    assert client.get(PLACES).status_code == 200


@database
def test_what_was_sent_to_a_locked_session_is_kept_and_sent_on(client: Client) -> None:
    account = make_officer(make_agency(), "CLERK")
    factor = add_app(account)
    add_app(account)
    sign_in(client, account)
    leave_alone(client, 17)
    address = f"/tai-khoan/bao-mat/{factor.pk}/xoa/"

    away = client.post(address)
    assert account.factors.count() == 2
    client.post(away["Location"], {"code": code_now()})
    client.post(address, {"resume": "send"})

    assert account.factors.count() == 1


@database
def test_programs_hear_that_it_is_locked(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))
    leave_alone(client, 17)

    assert client.get(STATE, headers=LIVE).status_code == 302
    answer = client.get("/api/session")
    assert (answer.status_code, answer.json()["code"]) == (401, "session_locked")


@database
def test_a_page_that_keeps_itself_true_is_no_work(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))
    leave_alone(client, 15.5)

    assert client.get(STATE, headers=LIVE).status_code == 204
    seen_at = client.session["seen_at"]
    assert client.get(STATE).status_code == 204

    assert client.session["seen_at"] > seen_at


@database
def test_leaving_and_the_language_stay_possible(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))
    leave_alone(client, 17)

    client.post("/dang-xuat/")

    assert "account_id" not in client.session


@database
def test_citizens_are_not_locked(client: Client) -> None:
    sign_in(client, make_citizen())
    leave_alone(client, 120)

    assert client.get(PLACES).status_code == 200


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{WINDOWS} Chrome/141.0.0.0 Safari/537.36", "Chrome trên Windows"),
        (f"{WINDOWS} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge trên Windows"),
        (f"{WINDOWS} coc_coc_browser/141.0.100 Chrome/135.0 Safari/537.36", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox trên Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
         " Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko)"
         " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
         "Samsung Internet trên Android"),
        ("curl/8.5", "curl/8.5"),
        ("", "Thiết bị không rõ"),
    ],
)  # fmt: skip
def test_a_device_has_a_name_people_know(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
