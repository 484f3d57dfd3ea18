"""Following without an account: an address is proved by a code, told of news, and lets go."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.contact.models import Contact, Follower, FollowRequest
from tinhso.contact.operations import public_draft, publish_contact
from tinhso.contact.operations.following_by_address import (
    MOST_AN_HOUR,
    MOST_TRIES,
    CodeWrong,
    TooManyCodes,
    ask_to_follow,
    confirm_follow,
)
from tinhso.contact.operations.telling import News, tell_citizens
from tinhso.contact.tests.factories import AT, CENTRE, Line, report
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    """Give a published report."""
    line = Line()
    made = report().contact
    return publish_contact(
        contact=made, text=public_draft(made), photo_ids=(), actor=line.actor(CENTRE), at=AT
    )


def code_sent(asked: FollowRequest) -> str:
    """Give the code as the message to the address holds it."""
    with acting_as(SYSTEM):
        told = Notification.objects.get(idempotency_key=f"contact:follow:{asked.token}")
    return str(told.facts["proof"])


def test_who_proves_the_address_hears_of_news_at_the_public_page(contact: Contact) -> None:
    asked = ask_to_follow(contact=contact, email="an@thu.example", at=AT)

    follower = confirm_follow(asked=asked, code=code_sent(asked), at=AT)
    tell_citizens(contact, News("contact_news", "x", {"news": "Đã sửa"}), at=AT)

    with acting_as(SYSTEM):
        contact.refresh_from_db()
        told = Notification.objects.get(person_id=follower.person_id or 0, template="contact_news")
        assert told.person.email == "an@thu.example"
        assert told.url == f"/phan-anh/xem/{contact.code}/"
        assert contact.follower_count == 1


def test_wrong_codes_are_counted_and_old_ones_hold_no_more(contact: Contact) -> None:
    asked = ask_to_follow(contact=contact, phone="0900000123", at=AT)
    code = code_sent(asked)
    with pytest.raises(CodeWrong):
        confirm_follow(asked=asked, code=code, at=AT + timedelta(hours=1))
    for _ in range(MOST_TRIES):
        with pytest.raises(CodeWrong):
            confirm_follow(asked=asked, code="000", at=AT)

    with pytest.raises(CodeWrong):
        confirm_follow(asked=asked, code=code, at=AT)

    with acting_as(SYSTEM):
        assert not Follower.objects.exists()
        assert FollowRequest.objects.get().tries >= MOST_TRIES


def test_an_address_gets_few_codes_an_hour(contact: Contact) -> None:
    for _ in range(MOST_AN_HOUR):
        ask_to_follow(contact=contact, email="an@thu.example", at=AT)

    with pytest.raises(TooManyCodes):
        ask_to_follow(contact=contact, email="AN@thu.example", at=AT)


def test_same_address_follows_once(contact: Contact) -> None:
    for _ in range(2):
        asked = ask_to_follow(contact=contact, email="an@thu.example", at=AT)
        confirm_follow(asked=asked, code=code_sent(asked), at=AT)
        confirm_follow(asked=asked, code="again", at=AT)

    with acting_as(SYSTEM):
        contact.refresh_from_db()
        assert (Follower.objects.count(), contact.follower_count) == (1, 1)


def test_pages_ask_prove_and_stop(client: Client, contact: Contact, settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined] # no waiting for the person to type
    address = f"/phan-anh/xem/{contact.code}/theo-doi/dia-chi/"
    page = client.get(address)
    sent = {"challenge": page.context["challenge"]}
    assert "ten@vidu.vn" in client.post(address, {**sent, "address": "an@"}).content.decode()
    assert "10 chữ số" in client.post(address, {**sent, "address": "12"}).content.decode()

    answer = client.post(address, {**sent, "address": "+84 900 000 123"})

    with acting_as(SYSTEM):
        asked = FollowRequest.objects.get()
    proof = answer["Location"]
    assert "không đúng" in client.post(proof, {"code": "1"}).content.decode()
    done = client.post(proof, {"code": code_sent(asked)}, follow=True)
    assert "Bạn đang theo dõi" in done.content.decode()
    stop = f"/phan-anh/thoi-theo-doi/{asked.token}/"
    assert client.get(stop).status_code == 200
    client.post(stop)
    with acting_as(SYSTEM):
        assert not Follower.objects.exists()
    assert client.post(stop).status_code == 404
    assert client.get("/phan-anh/theo-doi/khong-co/").status_code == 404


def test_robots_are_turned_away(client: Client, contact: Contact) -> None:
    address = f"/phan-anh/xem/{contact.code}/theo-doi/dia-chi/"

    page = client.post(address, {"address": "an@thu.example", "website": "x"})

    assert "thư tự động" in page.content.decode()
    assert not FollowRequest.objects.exists()
