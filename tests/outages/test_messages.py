"""Letters, text messages, Zalo and chats through a day of outages: each person told once."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from peers.behaviour import read_behaviour
from peers.chat.server import ChatPeer
from peers.chat.server import start as start_chat
from peers.mail.server import MailPeer
from peers.sms.server import SmsPeer
from peers.zalo.server import ZaloPeer
from tests.outages.day import moments, turns
from tinhso.contact.models import ChatMessage, Contact
from tinhso.contact.operations.chatting import CHAT, Said, hear_message
from tinhso.contact.tests.factories import Line
from tinhso.core.outbox_relay import send_all_due
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery
from tinhso.notifications.operations import poll_deliveries, resend, take_as_sent
from tinhso.notifications.tests.providers import (
    NOON,
    relay,
    running_mail,
    running_sms,
    running_zalo,
    use_channels,
)
from tinhso.notifications.tests.test_notify import CONTEXT, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def phones(settings: LazySettings) -> Iterator[tuple[SmsPeer, ZaloPeer]]:
    settings.EMAIL_HOST = ""
    with running_sms(settings) as sms, running_zalo(settings) as zalo:
        yield sms, zalo


@pytest.fixture
def mail(settings: LazySettings) -> Iterator[MailPeer]:
    use_channels(settings, "email")
    with running_mail(settings) as peer:
        yield peer


def tell_of(account: CitizenAccount, code: str, at: datetime) -> str:
    """Tell somebody of a case; give its code, by which the message is known again."""
    context = {**CONTEXT, "case_code": code}
    tell(account.person_id, f"{code}:accepted", context=context, at=at)
    return code


def work(begins: datetime) -> None:
    """Do what the relay and the task do in a stretch: soon, and half an hour later."""
    for at in (begins, begins + timedelta(minutes=45)):
        poll_deliveries(at=at)
        relay(at)


def test_everybody_is_told_once_by_phone(phones: tuple[SmsPeer, ZaloPeer]) -> None:
    sms, zalo = phones
    # The second is known to have no Zalo: a text message is theirs.
    people = [make_citizen(phone="0900000101"), make_citizen(phone="0900000108")]
    told = []
    for number, mode, begins in moments(NOON):
        for one in (sms.saomai, sms.hoaban, zalo.zalo):
            one.control.set(read_behaviour({"mode": mode}))
        told += [tell_of(one, f"H10-{number}-{place}", begins) for place, one in enumerate(people)]
        work(begins)
    for hours in (24, 28, 42, 48):
        work(NOON + timedelta(hours=hours))

    texts = [*sms.phones.list_messages(), *zalo.phones.list_messages()]
    assert counted([one.text for one in texts for _ in range(one.copies)], told) == {1}
    used = {one.provider for one in texts}
    # Which of the two sends the text messages depends on the order of the day's troubles.
    assert "zalo" in used
    assert used & {"saomai", "hoaban"}
    left = ChannelDelivery.objects.filter(state__in=["QUEUED", "UNCLEAR"])
    assert not left.exists()


def test_a_letter_is_there_once_or_waits_for_a_person(mail: MailPeer) -> None:
    account = make_citizen(email="lan.anh@congdan.example")
    told = []
    for number, mode, begins in moments(NOON):
        mail.control.set(mode=mode)
        told.append(tell_of(account, f"H10-{number}-0", begins))
        work(begins)
    unclear = ChannelDelivery.objects.filter(state="UNCLEAR")
    assert unclear.exists(), "a mail server cannot be asked what it took"

    at = NOON + timedelta(hours=48)
    here = {one.subject for one in mail.inbox.list_letters()}
    for delivery in unclear.select_related("notification"):
        code = delivery.notification.idempotency_key.partition(":")[0]
        decide = take_as_sent if any(code in subject for subject in here) else resend
        decide(delivery_ids=[delivery.pk], at=at)
    work(at)

    letters = mail.inbox.list_letters("lan.anh@congdan.example")
    assert counted([one.subject for one in letters], told) == {1}
    assert set(ChannelDelivery.objects.values_list("state", flat=True)) == {"SENT"}


def counted(texts: list[str], codes: list[str]) -> set[int]:
    """Give how often the codes are found in the texts: ``{1}`` when each is there once."""
    found = Counter(code for text in texts for code in codes if code in text)
    return {found[code] for code in codes}


@pytest.fixture
def service(settings: LazySettings) -> Iterator[ChatPeer]:
    peer = start_chat(0, key=settings.CHAT_KEY, site_url="http://127.0.0.1:1")
    settings.CHAT_URL = f"http://127.0.0.1:{peer.web.port}"
    yield peer
    peer.stop()


def test_every_chat_is_heard_once_and_answered_once(db: None, service: ChatPeer) -> None:
    Line()
    for number, mode, begins in moments(NOON):
        service.chat.control.set(read_behaviour({"mode": mode}))
        said = Said(f"m{number}", f"u{number}", "Lan", f"Đèn đường số {number} hư cả tuần")
        for at in turns(begins):
            # A service that got no answer hands its message over again.
            hear_message(said=said, at=at)
            send_all_due(destination=CHAT, at=at)
    for hour in range(24, 36, 2):
        send_all_due(destination=CHAT, at=NOON + timedelta(hours=hour))

    assert Contact.objects.count() == 6
    ours = ChatMessage.objects.filter(way="OUT").count()
    shown = [one for one in service.chat._of("") if not one.is_own]
    assert len(shown) == ours == 6
    assert {one.user_id for one in shown} == {f"u{number}" for number in range(6)}
