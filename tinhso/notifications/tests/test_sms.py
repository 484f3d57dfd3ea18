"""Text messages through two providers: fail-over, reports, costs, quiet hours, never twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from peers.behaviour import Report
from peers.sms.server import SmsPeer
from tinhso.core.outbox_relay import Outcome
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery, Notification, ProviderHealth
from tinhso.notifications.operations import poll_deliveries, resend, take_as_sent
from tinhso.notifications.rules import Channel, Reason, State
from tinhso.notifications.tests.providers import (
    NOON,
    NOWHERE,
    deliver_report,
    misbehave,
    relay,
    relay_after,
    running_sms,
    use_channels,
)
from tinhso.notifications.tests.test_notify import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(settings: LazySettings) -> Iterator[SmsPeer]:
    use_channels(settings, "sms")
    settings.SITE_URL = "https://dvc.example"
    with running_sms(settings) as peer:
        yield peer


def delivery() -> ChannelDelivery:
    return ChannelDelivery.objects.get(channel=Channel.SMS)


def test_the_phone_gets_one_message_without_accents(sms: SmsPeer) -> None:
    tell(make_citizen(phone="0900 000 101").person_id)

    relay()

    [message] = sms.phones.list_messages("0900000101")
    assert message.provider == "saomai"
    assert message.text == (
        "Ho so H10.32.01-210601-0001 da duoc tiep nhan. https://dvc.example/ho-so/abc/"
    )
    assert delivery().state == State.SENT


def test_parts_and_costs_are_counted_as_the_provider_counts(sms: SmsPeer) -> None:
    tell(
        make_citizen().person_id,
        context={"due_at": "", "procedure_name": "", "case_code": "H" * 150},
    )
    relay()

    [message] = sms.phones.list_messages()
    assert delivery().segments == message.segments == 2
    assert delivery().cost_vnd == 700


@pytest.mark.parametrize("mode", ["busy", "reject-nothing"])
def test_the_second_provider_takes_what_the_first_does_not(sms: SmsPeer, mode: str) -> None:
    if mode == "busy":
        misbehave(sms, "saomai", mode="busy")
    else:
        sms.saomai._key = "changed"
    tell(make_citizen().person_id)

    assert relay()["sms"] == [Outcome.SENT]

    [message] = sms.phones.list_messages()
    assert message.provider == delivery().provider == "hoaban"
    assert delivery().cost_vnd == 420


def test_a_provider_that_keeps_failing_rests(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="busy")
    for number in range(4):
        tell(make_citizen().person_id, str(number))
    relay()

    health = ProviderHealth.objects.get(provider="saomai")
    assert health.failure_count == 3
    assert health.rests_until == NOON + timedelta(seconds=30)
    misbehave(sms, "saomai", mode="ok")
    tell(make_citizen().person_id, "after")
    relay_after(1)

    assert sms.phones.list_messages()[0].provider == "saomai"
    assert ProviderHealth.objects.get(provider="saomai").failure_count == 0


def test_nobody_able_means_later_and_nothing_is_lost(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="busy")
    misbehave(sms, "hoaban", mode="busy")
    tell(make_citizen().person_id)

    assert relay()["sms"] == [Outcome.LATER]
    misbehave(sms, "hoaban", mode="ok")
    relay_after(1)

    assert len(sms.phones.list_messages()) == 1
    assert delivery().state == State.SENT


def test_after_a_day_without_any_provider_it_has_failed(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="busy")
    misbehave(sms, "hoaban", mode="busy")
    tell(make_citizen().person_id)
    relay()
    relay_after(24 * 60)

    assert (delivery().state, delivery().reason) == (State.FAILED, Reason.NO_PROVIDER)


def test_a_message_taken_before_the_line_broke_is_not_sent_by_another(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="drop-after-storing", count=1)
    tell(make_citizen().person_id)

    assert relay()["sms"] == [Outcome.LATER]
    assert relay_after(1)["sms"] == [Outcome.SENT]

    [message] = sms.phones.list_messages()
    assert (message.provider, message.copies) == ("saomai", 1)
    assert delivery().state == State.SENT


def test_a_message_that_never_arrived_goes_again_to_the_same(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="drop", count=1)
    tell(make_citizen().person_id)
    relay()
    relay_after(1)

    [message] = sms.phones.list_messages()
    assert message.provider == "saomai"


def test_a_silent_provider_keeps_the_message_until_it_says_that_it_has_none(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="drop")
    tell(make_citizen().person_id)
    relay()
    relay_after(45)
    assert (delivery().state, delivery().reason) == (State.UNCLEAR, Reason.NO_ANSWER)
    assert sms.phones.list_messages() == []

    misbehave(sms, "saomai", mode="ok")
    poll_deliveries(at=NOON + timedelta(minutes=56))
    relay_after(57)

    assert len(sms.phones.list_messages()) == 1
    assert (delivery().state, delivery().generation) == (State.SENT, 1)


def test_a_silent_provider_that_has_the_message_says_so_when_it_is_back(
    sms: SmsPeer, settings: LazySettings
) -> None:
    address = settings.SMS_SAOMAI_URL
    misbehave(sms, "saomai", mode="drop-after-storing", count=1)
    tell(make_citizen().person_id)
    relay()
    settings.SMS_SAOMAI_URL = NOWHERE
    relay_after(45)
    assert delivery().state == State.UNCLEAR

    settings.SMS_SAOMAI_URL = address
    poll_deliveries(at=NOON + timedelta(minutes=56))

    [message] = sms.phones.list_messages()
    assert message.provider == "saomai"
    assert delivery().state in {State.SENT, State.DELIVERED}


def test_a_person_decides_what_stays_unclear(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="drop")
    for number in range(2):
        tell(make_citizen().person_id, str(number))
    relay()
    relay_after(45)
    again, left = ChannelDelivery.objects.order_by("id")
    assert (again.state, left.state) == (State.UNCLEAR, State.UNCLEAR)

    at = NOON + timedelta(minutes=46)
    assert take_as_sent(delivery_ids=[left.pk], at=at) == 1
    assert take_as_sent(delivery_ids=[left.pk], at=at) == 0
    assert resend(delivery_ids=[again.pk, left.pk], at=at) == 1
    misbehave(sms, "saomai", mode="busy")
    relay_after(47)

    [message] = sms.phones.list_messages()
    assert message.provider == "hoaban"
    assert ChannelDelivery.objects.get(pk=left.pk).poll_at is None


@pytest.mark.parametrize("provider", ["saomai", "hoaban"])
def test_reports_are_believed_once(sms: SmsPeer, client: Client, provider: str) -> None:
    if provider == "hoaban":
        misbehave(sms, "saomai", mode="busy")
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()
    report = getattr(sms, provider).report(message)

    statuses = [deliver_report(client, report) for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert delivery().state == State.DELIVERED
    assert delivery().cost_vnd == (350 if provider == "saomai" else 420)


@pytest.mark.parametrize("provider", ["saomai", "hoaban"])
def test_a_forged_report_changes_nothing(sms: SmsPeer, client: Client, provider: str) -> None:
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()
    sms.saomai._webhook_key = sms.hoaban._password = "guessed"

    assert deliver_report(client, getattr(sms, provider).report(message)) == 403
    assert delivery().state == State.SENT


def test_a_provider_cannot_report_anothers_message(sms: SmsPeer, client: Client) -> None:
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()

    assert deliver_report(client, sms.hoaban.report(message)) == 404
    assert delivery().state == State.SENT


def test_an_old_report_is_not_believed(
    sms: SmsPeer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()
    monkeypatch.setattr("peers.sms.saomai.time.time", lambda: 1_000_000_000)
    report = sms.saomai.report(message)

    assert deliver_report(client, report) == 403


def test_unreadable_reports_and_strangers_are_refused(client: Client) -> None:
    assert client.post("/thong-bao/bao-phat/khong-co/").status_code == 404
    assert client.get("/thong-bao/bao-phat/hoaban/").status_code == 400


def test_what_was_not_reported_is_asked_for(sms: SmsPeer) -> None:
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()
    sms.phones.note_report(message.id)

    assert poll_deliveries(at=NOON + timedelta(minutes=1)) == 0
    assert poll_deliveries(at=NOON + timedelta(minutes=3)) == 1

    assert delivery().state == State.DELIVERED
    assert poll_deliveries(at=NOON + timedelta(hours=1)) == 0


def test_a_number_that_does_not_exist_is_marked_and_told_in_the_app(sms: SmsPeer) -> None:
    account = make_citizen()
    misbehave(sms, "saomai", mode="reject-number")
    tell(account.person_id, template="result_issued")
    relay()
    tell(account.person_id, "later")
    relay_after(1)

    states = list(ChannelDelivery.objects.order_by("id").values_list("state", "reason"))
    assert states == [
        (State.BOUNCED, Reason.ADDRESS_REFUSED),
        (State.SUPPRESSED, Reason.UNREACHABLE),
    ]
    assert Notification.objects.filter(template="phone_unreachable").count() == 1


def test_a_corrected_number_is_used_again(sms: SmsPeer) -> None:
    account = make_citizen()
    misbehave(sms, "saomai", mode="reject-number", count=1)
    tell(account.person_id)
    relay()
    account.person.phone = "0900000999"
    account.person.save()
    tell(account.person_id, "later")
    relay_after(1)

    assert len(sms.phones.list_messages("0900000999")) == 1


def test_at_night_messages_wait_for_the_morning(sms: SmsPeer) -> None:
    tell(make_citizen().person_id)
    night = datetime.fromisoformat("2021-06-01T23:30:00+07:00")

    assert relay(night)["sms"] == [Outcome.LATER]
    assert relay(night + timedelta(hours=7, minutes=29))["sms"] == []
    assert relay(night + timedelta(hours=7, minutes=30))["sms"] == [Outcome.SENT]

    assert len(sms.phones.list_messages()) == 1


def test_a_failed_message_sent_again_is_a_new_one_for_the_provider(
    sms: SmsPeer, client: Client
) -> None:
    misbehave(sms, "saomai", report="failed")
    tell(make_citizen().person_id)
    relay()
    [message] = sms.phones.list_messages()
    assert message.behaviour.report is Report.FAILED
    deliver_report(client, sms.saomai.report(message))
    assert delivery().state == State.FAILED

    assert resend(delivery_ids=[delivery().id], at=NOON + timedelta(minutes=1)) == 1
    assert resend(delivery_ids=[delivery().id], at=NOON + timedelta(minutes=1)) == 0
    relay_after(2)

    assert len(sms.phones.list_messages()) == 2
    assert (delivery().state, delivery().cost_vnd) == (State.SENT, 700)


def test_a_message_the_provider_refuses_has_failed(sms: SmsPeer) -> None:
    misbehave(sms, "saomai", mode="reject-message")
    tell(make_citizen().person_id)
    relay()

    assert (delivery().state, delivery().reason) == (State.FAILED, Reason.MESSAGE_REFUSED)


def test_a_person_without_a_number_is_told_why(sms: SmsPeer) -> None:
    tell(make_citizen(phone="").person_id)
    relay()

    assert (delivery().state, delivery().reason) == (State.SUPPRESSED, Reason.NO_ADDRESS)
