"""Somebody signed in at the national portal is signed in here without entering anything."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from peers.national_portal.login import LoginDesk, Tamper, entry_address
from peers.national_portal.server import NationalPortal
from tinhso.identity.models import CitizenAccount, Person
from tinhso.identity.tests.factories import make_officer, make_person, sign_in
from tinhso.identity.tests.peer import Browser
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
SITE = "http://localhost"


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    desk = LoginDesk(settings.NATIONAL_PORTAL_LOGIN_CLIENT, settings.NATIONAL_PORTAL_LOGIN_SECRET)
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY, login=desk, site=SITE)
    running.start()
    settings.NATIONAL_PORTAL_LOGIN_ISSUER = desk.issuer
    yield running
    running.stop()


def signed_in_there(portal: NationalPortal, sub: str = "cong-dan-01") -> Browser:
    """Give a browser in which somebody is signed in at the portal."""
    browser = Browser()
    browser.open(f"{portal.login.issuer}/sign-in", urlencode({"sub": sub}).encode())
    return browser


def hand_over(
    client: Client, portal: NationalPortal, browser: Browser, page: str = "/thu-tuc/"
) -> HttpResponse:
    """Follow the portal's link to us, to the portal, and back; gives our answer."""
    left = get(client, entry_address(SITE, portal.login.issuer, page))
    assert left.status_code == 302, left.content.decode()
    return get(client, browser.open(left["Location"]))


def get(client: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}", headers={"host": "localhost"})
    assert isinstance(response, HttpResponse)
    return response


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_a_citizen_is_taken_over_and_led_on(client: Client, portal: NationalPortal) -> None:
    known = make_person(identity_number="000194000101")

    response = hand_over(client, portal, signed_in_there(portal))

    assert (response.status_code, response["Location"]) == (302, "/thu-tuc/")
    assert client.session["assurance"] == "2"
    assert CitizenAccount.objects.get(issuer=portal.login.issuer).person == known
    assert "Nguyễn Thị Lan Anh" in client.get("/tai-khoan/").content.decode()


def test_whoever_sits_at_the_portal_now_replaces_who_was_signed_in_here(
    client: Client, portal: NationalPortal
) -> None:
    hand_over(client, portal, signed_in_there(portal))

    hand_over(client, portal, signed_in_there(portal, "cong-dan-02"))

    assert "Trần Văn Minh" in client.get("/tai-khoan/").content.decode()


def test_an_officer_stays_who_they_are(client: Client, portal: NationalPortal) -> None:
    sign_in(client, make_officer(make_agency(), "CLERK"))

    response = get(client, entry_address(SITE, portal.login.issuer, "/thu-tuc/"))

    assert response["Location"] == "/thu-tuc/"
    assert portal.login.handed_over == 0


def test_nobody_signed_in_there_is_told_what_to_do(client: Client, portal: NationalPortal) -> None:
    response = hand_over(client, portal, Browser())

    assert response.status_code == 400
    assert "Bạn chưa đăng nhập, hoặc phiên" in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("tamper", [one for one in Tamper if one is not Tamper.NOTHING])
def test_a_forged_hand_over_signs_nobody_in(
    client: Client, portal: NationalPortal, tamper: Tamper
) -> None:
    portal.login.tamper = tamper

    response = hand_over(client, portal, signed_in_there(portal))

    assert response.status_code == 400
    assert not is_signed_in(client)
    assert not Person.objects.exists()


def test_an_answer_is_good_once_and_in_its_own_browser(
    client: Client, portal: NationalPortal
) -> None:
    left = get(client, entry_address(SITE, portal.login.issuer, "/thu-tuc/"))
    back = signed_in_there(portal).open(left["Location"])
    thief = Client()

    assert get(thief, back).status_code == 400
    assert not is_signed_in(thief)
    assert get(client, back).status_code == 302
    assert get(client, back).status_code == 400


def test_a_code_of_the_portal_is_worth_nothing_to_the_national_id(
    client: Client, portal: NationalPortal, settings: LazySettings
) -> None:
    settings.OIDC_ISSUER = portal.login.issuer
    begun = client.post("/dang-nhap/cong-dan/", {}, headers={"host": "localhost"})
    back = signed_in_there(portal).open(begun["Location"])

    response = get(client, back)

    assert response.status_code == 400
    assert parse_qs(urlsplit(begun["Location"]).query).get("prompt") is None
    assert not is_signed_in(client)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_a_foreign_page_is_not_opened_next(
    client: Client, portal: NationalPortal, target: str
) -> None:
    wish = urlencode({"iss": portal.login.issuer, "target_link_uri": target})
    left = get(client, f"{SITE}/dang-nhap/cong-quoc-gia/?{wish}")

    response = get(client, signed_in_there(portal).open(left["Location"]))

    assert response["Location"] == "/viec-cua-toi/"


def test_another_sender_is_refused_before_anything_is_asked(
    client: Client, portal: NationalPortal
) -> None:
    response = get(client, f"{SITE}/dang-nhap/cong-quoc-gia/?iss=https://evil.example")

    assert response.status_code == 400
    assert "không đến từ Cổng" in response.content.decode()


def test_a_portal_that_is_away_is_told_kindly(
    client: Client, portal: NationalPortal, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_LOGIN_ISSUER = "http://127.0.0.1:1"

    response = get(client, entry_address(SITE, "http://127.0.0.1:1", "/thu-tuc/"))

    assert response.status_code == 503


def test_without_a_portal_there_is_no_such_page(client: Client) -> None:
    assert client.get("/dang-nhap/cong-quoc-gia/").status_code == 404
