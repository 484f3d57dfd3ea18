"""Signed in and paid at the national portal: nothing is entered again here, the money is here."""

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, see, seen, type_day
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.gateways.national_portal import PORTAL, claim_parcel
from tinhso.cases.models import Case
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.api import send
from tinhso.exchange.tests.pipe import pull
from tinhso.identity.models import Person
from tinhso.payments.models import PaymentIntent

pytestmark = pytest.mark.journey


def tell_a_fee() -> tuple[PaymentIntent, Person]:
    """Tell the portal of a fee of the demonstration that waits, as the task does each minute."""
    with acting_as(SYSTEM):
        waiting = PaymentIntent.objects.filter(state="OPEN", subject__startswith="case:")
        intent = waiting.select_related("person").order_by("pk")[0]
        case = Case.objects.select_related("applicant").get(pk=intent.subject.removeprefix("case:"))
        send(claim_parcel(case, intent, ""), at=now())
    send_all_due(destination=f"exchange:{PORTAL}", at=now())
    return intent, intent.person


def test_whoever_comes_from_the_national_portal_enters_nothing_again(
    open_window: OpenWindow, site: Site, site_database: None, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_API_URL = site.national_portal_url
    intent, person = tell_a_fee()
    phone = open_window(PHONE)
    comes_over(phone, site, person.full_name)

    phone.goto(site.national_portal_url)
    phone.locator("li", has_text=intent.purpose).get_by_role("button", name="Nộp phí").first.click()
    pull(PORTAL, now())
    phone.goto(f"{site.url}/nop-phi/{intent.token}/")
    expect(phone.locator("#main")).to_contain_text("Đã nộp")
    check_accessible(phone)
    look(phone, "portal-fee-paid")

    asks_the_population_register(open_window(DESK), person)
    phone.goto(f"{site.url}/tai-khoan/ai-da-xem/")
    expect(phone.locator("#main")).to_contain_text("Xác minh nơi thường trú")
    look(phone, "portal-who-looked")
    refuses_who_left(phone, site)


def comes_over(phone: Page, site: Site, name: str) -> None:
    """Sign in at the portal, follow its link, and be signed in here."""
    phone.goto(site.national_portal_url)
    phone.get_by_label("Đăng nhập Cổng quốc gia là").select_option(label=name)
    phone.get_by_role("button", name="Đăng nhập").click()
    phone.get_by_role("link", name="Nộp hồ sơ ở tỉnh").click()
    expect(phone.locator(".ts-header").get_by_role("button", name="Đăng xuất")).to_be_visible()
    assert phone.url == f"{site.url}/thu-tuc/"
    phone.goto("/tai-khoan/")
    expect(phone.locator("#main")).to_contain_text(name)


def asks_the_population_register(desk: Page, person: Person) -> None:
    """Let a clerk look the person up for a case; a purpose that says nothing is refused."""
    sign_in_as_officer(desk, "clerk.tanphu")
    see(desk, "/can-bo/tra-cuu-dan-cu/", "population")
    assert person.birth_date is not None
    desk.get_by_label("Số định danh cá nhân").fill(person.identity_number)
    type_day(desk, "birth_date", person.birth_date)
    desk.get_by_label("Nơi thường trú").check()
    desk.get_by_label("Mã hồ sơ hoặc số văn bản").fill("H10.32.01-210601-0001")
    desk.get_by_label("Tra cứu để làm gì").fill("xem")
    press(desk, "Tra cứu")
    seen(desk, "population-refused")
    desk.get_by_label("Tra cứu để làm gì").fill("Xác minh nơi thường trú của người nộp")
    press(desk, "Tra cứu")
    expect(desk.locator("#main")).to_contain_text("CSDL dân cư trả lời")
    seen(desk, "population-answered")


def refuses_who_left(phone: Page, site: Site) -> None:
    """Sign out at the portal: its link signs nobody in any more, and says what to do."""
    phone.goto(site.national_portal_url)
    link = phone.get_by_role("link", name="Nộp hồ sơ ở tỉnh").get_attribute("href")
    phone.get_by_role("button", name="Đăng xuất khỏi Cổng quốc gia").click()
    phone.goto(str(link))
    expect(phone.locator("h1")).to_contain_text("Chưa đăng nhập được")
    seen(phone, "portal-refused")
