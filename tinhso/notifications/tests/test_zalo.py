"""Zalo: registered templates, tokens that change, text messages when it cannot."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from peers.behaviour import read_behaviour
from peers.sms.server import SmsPeer
from peers.zalo.server import ZaloPeer
from tinhso.core import clock
from tinhso.core.outbox_relay import Outcome
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery, Notification, ProviderToken
from tinhso.notifications.rules import Channel, State
from tinhso.notifications.tests.providers import (
    deliver_report,
    relay,
    relay_after,
    running_sms,
    running_zalo,
    use_channels,
)
from tinhso.notifications.tests.test_notify import CONTEXT, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def zalo(settings: LazySettings) -> Iterator[ZaloPeer]:
    settings.EMAIL_HOST = ""
    with running_zalo(settings) as peer:
        yield peer


@pytest.fixture
def sms(settings: LazySettings, zalo: ZaloPeer) -> Iterator[SmsPeer]:
    with running_sms(settings) as peer:
        yield peer


def states() -> dict[str, str]:
    return dict(ChannelDelivery.objects.values_list("channel", "state"))


def test_the_registered_text_is_filled(zalo: ZaloPeer, settings: LazySettings) -> None:
    use_channels(settings, "zalo")
    tell(make_citizen(phone="0900000101").person_id, template="supplement_requested")

    assert relay()["zalo"] == [Outcome.SENT]

    [message] = zalo.phones.list_messages("0900000101")
    assert "Lý do: thiếu giấy chứng sinh" in message.text
    assert "Kính gửi Nguyễn Thị Lan Anh" in message.text


def test_too_long_a_value_is_shortened_to_what_zalo_takes(
    zalo: ZaloPeer, settings: LazySettings
) -> None:
    use_channels(settings, "zalo")
    tell(
        make_citizen().person_id,
        template="supplement_requested",
        context={**CONTEXT, "reason": "rất dài " * 100},
    )

    assert relay()["zalo"] == [Outcome.SENT]
    assert "…" in zalo.phones.list_messages()[0].text


def test_tokens_are_refreshed_and_kept_sealed(zalo: ZaloPeer, settings: LazySettings) -> None:
    use_channels(settings, "zalo")
    tell(make_citizen().person_id, "a")
    relay()
    first = ProviderToken.objects.get().refresh_token
    zalo.zalo.tokens.forget_access()
    tell(make_citizen().person_id, "b")
    relay_after(1)

    assert len(zalo.phones.list_messages()) == 2
    assert ProviderToken.objects.get().refresh_token != first


def test_a_lost_token_is_replaced_by_the_configured_one(
    zalo: ZaloPeer, settings: LazySettings
) -> None:
    use_channels(settings, "zalo")
    tell(make_citizen().person_id)
    relay()
    ProviderToken.objects.update(refresh_token="lost", access_token="old")
    zalo.zalo.tokens._refresh_token = settings.ZALO_REFRESH_TOKEN
    tell(make_citizen().person_id, "b")
    relay_after(1)

    assert len(zalo.phones.list_messages()) == 2


def test_nobody_without_a_token_is_sent_anything(zalo: ZaloPeer, settings: LazySettings) -> None:
    use_channels(settings, "zalo")
    settings.ZALO_REFRESH_TOKEN = "wrong"
    tell(make_citizen().person_id)

    assert relay()["zalo"] == [Outcome.LATER]


def test_a_phone_with_zalo_gets_no_text_message(zalo: ZaloPeer, sms: SmsPeer) -> None:
    tell(make_citizen().person_id)
    relay()

    assert len(zalo.phones.list_messages()) == 1
    assert sms.phones.list_messages() == []
    assert states() == {Channel.ZALO: State.SENT}


def test_a_phone_without_zalo_gets_a_text_message(zalo: ZaloPeer, sms: SmsPeer) -> None:
    tell(make_citizen(phone="0900000108").person_id)
    relay()

    assert len(sms.phones.list_messages("0900000108")) == 1
    assert states() == {Channel.ZALO: State.BOUNCED, Channel.SMS: State.SENT}
    assert not Notification.objects.filter(template="phone_unreachable").exists()


def test_a_message_zalo_could_not_deliver_goes_by_text(
    zalo: ZaloPeer, sms: SmsPeer, client: Client
) -> None:
    zalo.zalo.control.set(read_behaviour({"report": "failed"}))
    tell(make_citizen().person_id)
    relay()
    report = zalo.zalo.report(zalo.phones.list_messages()[0])

    assert [deliver_report(client, report) for _ in range(2)] == [200, 200]
    relay(clock.now().replace(hour=12) + timedelta(days=1))

    assert states() == {Channel.ZALO: State.FAILED, Channel.SMS: State.SENT}
    assert len(sms.phones.list_messages()) == 1


def test_a_report_of_delivery_is_believed_when_signed(
    zalo: ZaloPeer, settings: LazySettings, client: Client
) -> None:
    use_channels(settings, "zalo")
    tell(make_citizen().person_id)
    relay()
    report = zalo.zalo.report(zalo.phones.list_messages()[0])

    assert deliver_report(client, report) == 200
    assert states() == {Channel.ZALO: State.DELIVERED}
    zalo.zalo._webhook_key = "guessed"
    assert deliver_report(client, zalo.zalo.report(zalo.phones.list_messages()[0])) == 403


def test_what_waited_while_the_channel_proved_useless_takes_the_next(
    zalo: ZaloPeer, sms: SmsPeer
) -> None:
    person_id = make_citizen(phone="0900000108").person_id
    tell(person_id, "a")
    tell(person_id, "b")
    relay()
    relay_after(1)

    found = ChannelDelivery.objects.filter(channel=Channel.ZALO).order_by("id")
    assert [delivery.state for delivery in found] == [State.BOUNCED, State.SUPPRESSED]
    assert len(sms.phones.list_messages("0900000108")) == 2
