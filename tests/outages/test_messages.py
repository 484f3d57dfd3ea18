"""Letters, text messages, Zalo and chats through a day of outages: each person told once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
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
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery, Notification
from tinhso.notifications.operations import poll_deliveries
from tinhso.notifications.tests.providers import (
    NOON,
    relay,
    running_mail,
    running_sms,
    running_zalo,
)
from tinhso.notifications.tests.test_notify import CONTEXT, tell

pytestmark = pytest.mark.django_db
PEOPLE = 3


@dataclass
class Providers:
    """The three providers of messages."""

    mail: MailPeer
    sms: SmsPeer
    zalo: ZaloPeer

    def behave(self, mode: str) -> None:
        """Let all of them do the same."""
        self.mail.control.set(mode=mode)
        for one in (self.sms.saomai, self.sms.hoaban, self.zalo.zalo):
            one.control.set(read_behaviour({"mode": mode}))


@pytest.fixture
def providers(settings: LazySettings) -> Iterator[Providers]:
    settings.SITE_URL = "https://dvc.example"
    with ExitStack() as stack:
        yield Providers(
            stack.enter_context(running_mail(settings)),
            stack.enter_context(running_sms(settings)),
            stack.enter_context(running_zalo(settings)),
        )


def work(at: datetime) -> None:
    poll_deliveries(at=at)
    relay(at)


def test_everybody_is_told_once_by_phone_and_once_by_letter(providers: Providers) -> None:
    people = [
        # Two use Zalo, the third is known to have none.
        make_citizen(phone=f"09000001{end}", email=f"p{end}@congdan.example")
        for end in ("01", "02", "08")
    ]
    told = []
    for number, mode, begins in moments(NOON):
        providers.behave(mode)
        for place, account in enumerate(people):
            code = f"H10-{number}-{place}"
            context = {**CONTEXT, "case_code": code}
            tell(account.person_id, f"{code}:accepted", context=context, at=begins)
            told.append(code)
        for at in turns(begins):
            work(at)
    for hour in range(24, 60, 2):
        work(NOON + timedelta(hours=hour))

    assert Notification.objects.count() == len(told)
    texts = [*providers.sms.phones.list_messages(), *providers.zalo.phones.list_messages()]
    letters = providers.mail.inbox.list_letters()
    assert counted([one.text for one in texts for _ in range(one.copies)], told) == {1}
    assert counted([one.subject for one in letters], told) == {1}
    left = ChannelDelivery.objects.exclude(state__in=["SENT", "DELIVERED", "SKIPPED"])
    assert not left.filter(state__in=["WAITING", "UNCLEAR"]).exists()


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
