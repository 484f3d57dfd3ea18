"""Hearing of an area without an account: nothing is told before a letter's reader agreed."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tinhso.contact.models import Contact, Subscription
from tinhso.contact.operations import public_draft, publish_contact
from tinhso.contact.operations.subscribing import (
    KEPT,
    MOST_AN_HOUR,
    TooManyLetters,
    agree,
    ask_area_by_email,
    find_asked,
    forget_unanswered,
    tell_subscribers,
)
from tinhso.contact.queries.subscriptions import area_chosen, codes_heard_in
from tinhso.contact.tests.factories import AT, CENTRE, Line, report
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.notifications.models import Notification
from tinhso.orgs.models import AreaSuccession
from tinhso.orgs.tests.factories import make_area

pytestmark = pytest.mark.django_db
WARD_AREA = "25195"
EMAIL = "an@thu.example"


@pytest.fixture
def contact() -> Contact:
    """Give a published report of the ward."""
    line = Line()
    made = report().contact
    return publish_contact(
        contact=made, text=public_draft(made), photo_ids=(), actor=line.actor(CENTRE), at=AT
    )


def asked() -> Subscription:
    with acting_as(SYSTEM):
        return Subscription.objects.get()


def letters(template: str) -> list[Notification]:
    with acting_as(SYSTEM):
        rows = Notification.objects.select_related("person").filter(template=template)
        return [one for one in rows if one.person.email == EMAIL]


def test_an_address_hears_of_its_area_once_its_owner_agreed(contact: Contact) -> None:
    ask_area_by_email(area_code=WARD_AREA, email=EMAIL, at=AT)
    assert tell_subscribers(contact_id=contact.pk, at=AT) == 0

    agree(asked=asked(), at=AT)
    told = [tell_subscribers(contact_id=contact.pk, at=AT) for _ in range(2)]

    assert told == [1, 1]
    assert [one.url for one in letters("contact_news")] == [f"/phan-anh/xem/{contact.code}/"]


def test_a_hidden_report_is_told_nobody(contact: Contact) -> None:
    ask_area_by_email(area_code=WARD_AREA, email=EMAIL, at=AT)
    agree(asked=asked(), at=AT)
    with acting_as(SYSTEM):
        Contact.objects.update(public_state="WITHDRAWN")

    assert tell_subscribers(contact_id=contact.pk, at=AT) == 0


def test_a_choice_outlives_its_commune() -> None:
    ward, day = make_area(WARD_AREA, valid_to=date(2021, 5, 1)), date(2021, 5, 1)
    heir = make_area("25999", name="Phường Đồng Xoài", valid_from=day)
    AreaSuccession.objects.create(predecessor=ward, successor=heir, effective_on=day)

    assert codes_heard_in(heir) == {WARD_AREA, "25999"}
    assert area_chosen(WARD_AREA) == ward


def test_a_letter_left_too_long_leads_nowhere_and_is_forgotten() -> None:
    Line()
    ask_area_by_email(area_code=WARD_AREA, email=EMAIL, at=AT)
    later = AT + KEPT + timedelta(minutes=1)

    assert find_asked(asked().token, at=AT) is not None
    assert find_asked(asked().token, at=later) is None
    assert forget_unanswered(at=AT) == 0
    assert forget_unanswered(at=later) == 1


def test_asked_again_the_same_page_is_sent_and_few_an_hour() -> None:
    Line()
    for number in range(MOST_AN_HOUR):
        at = AT + timedelta(minutes=number)
        ask_area_by_email(area_code=WARD_AREA, email=EMAIL.upper() if number else EMAIL, at=at)

    with pytest.raises(TooManyLetters):
        ask_area_by_email(area_code=WARD_AREA, email=EMAIL, at=AT)

    pages = {one.url for one in letters("contact_area_confirm")}
    assert pages == {f"/phan-anh/theo-khu-vuc/{asked().token}/"}


def test_pages_ask_agree_and_end(client: Client, settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined] # no waiting for the person to type
    Line()
    page = client.get("/phan-anh/theo-khu-vuc/")
    sent = {"challenge": page.context["challenge"], "area": WARD_AREA}
    wrong = client.post("/phan-anh/theo-khu-vuc/", {**sent, "email": "an@"})
    assert "ten@vidu.vn" in wrong.content.decode()
    robot = client.post("/phan-anh/theo-khu-vuc/", {**sent, "email": EMAIL, "website": "x"})
    assert "thư tự động" in robot.content.decode()

    done = client.post("/phan-anh/theo-khu-vuc/", {**sent, "email": EMAIL})

    assert EMAIL in done.content.decode()
    where = letters("contact_area_confirm")[0].url
    assert "Đồng ý nhận tin" in client.get(where).content.decode()
    assert asked().confirmed_at is None
    agreed = client.post(where, follow=True).content.decode()
    assert "Bạn đang nhận tin" in agreed
    assert "Phường Tân Phú" in agreed
    client.post(where, {"thoi": "1"})
    assert client.get(where).status_code == 404
    with acting_as(SYSTEM):
        assert not Subscription.objects.exists()
