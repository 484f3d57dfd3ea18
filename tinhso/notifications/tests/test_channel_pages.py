"""A citizen chooses channels; the law's notices keep one."""

import pytest
from django.test import Client

from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import (
    AT,
    actor_of_account,
    make_citizen,
    make_officer,
    sign_in,
)
from tinhso.notifications.models import ChannelChoice, ChannelDelivery, UnreachableAddress
from tinhso.notifications.queries.reach import index_of
from tinhso.notifications.rules import Channel
from tinhso.notifications.tests.providers import relay
from tinhso.notifications.tests.test_notify import tell
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/thong-bao/kenh/"
ALL_ON = {kind: ["EMAIL", "ZALO", "SMS"] for kind in ("PROGRESS", "ACTION_NEEDED", "DECISION")}


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}thu-lai/"])
def test_only_citizens_choose(client: Client, address: str) -> None:
    assert client.post(address)["Location"].startswith("/dang-nhap/")
    sign_in(client, make_officer(make_agency()))
    assert client.post(address).status_code == 403


def test_choices_are_kept_and_shown_again(client: Client) -> None:
    account = make_citizen()
    sign_in(client, account)

    response = client.post(PAGE, {**ALL_ON, "PROGRESS": ["ZALO"]})

    assert response["Location"] == PAGE
    off = ChannelChoice.objects.filter(person=account.person, kind="PROGRESS", is_on=False)
    assert sorted(choice.channel for choice in off) == ["EMAIL", "SMS"]
    shown = client.get(PAGE).context["form"]["PROGRESS"].initial
    assert shown == ["ZALO"]


def test_a_legal_notice_keeps_its_last_channel(client: Client) -> None:
    sign_in(client, make_citizen())

    response = client.post(PAGE, {**ALL_ON, "DECISION": []})

    assert "ít nhất một kênh" in response.content.decode()
    assert not ChannelChoice.objects.exists()


def test_a_channel_without_an_address_does_not_count_as_one(client: Client) -> None:
    sign_in(client, make_citizen(email=""))

    assert client.post(PAGE, {**ALL_ON, "DECISION": ["EMAIL"]}).status_code == 200


def test_news_of_progress_can_be_switched_off(client: Client) -> None:
    account = make_citizen()
    sign_in(client, account)
    client.post(PAGE, {**ALL_ON, "PROGRESS": []})
    tell(account.person_id)
    relay()

    states = set(ChannelDelivery.objects.values_list("state", "reason"))
    assert states == {("SUPPRESSED", "SWITCHED_OFF")}


def test_an_address_that_failed_can_be_tried_again(client: Client) -> None:
    account = make_citizen()
    UnreachableAddress.objects.create(
        person=account.person,
        channel=Channel.EMAIL,
        address_index=index_of(account.person.email),
        marked_at=AT,
    )
    sign_in(client, account)
    assert "Không nhận được tin" in client.get(PAGE).content.decode()

    client.post(f"{PAGE}thu-lai/", {"channel": "EMAIL"})

    assert not UnreachableAddress.objects.exists()
    assert client.post(f"{PAGE}thu-lai/", {"channel": "PIGEON"}).status_code == 302


def test_the_inbox_says_how_each_message_went(client: Client) -> None:
    account = make_citizen(email="", phone="")
    tell(account.person_id)
    relay()
    sign_in(client, account)

    page = client.get("/thong-bao/").content.decode()

    assert "Tin này còn được gửi qua" in page
    assert "chưa có địa chỉ" in page


def test_nobody_else_reads_deliveries_or_choices() -> None:
    account, other = make_citizen(phone="", email=""), make_citizen()
    tell(account.person_id)
    relay()

    with acting_as(actor_of_account(other)):
        assert not ChannelDelivery.objects.exists()
    with acting_as(actor_of_account(make_officer(make_agency()))):
        assert not ChannelDelivery.objects.exists()
    with acting_as(actor_of_account(account)):
        assert ChannelDelivery.objects.exists()


def test_the_page_speaks_english(client: Client) -> None:
    sign_in(client, make_citizen())
    client.cookies["tinhso_language"] = "en"

    assert "Channels for messages" in client.get(PAGE).content.decode()
