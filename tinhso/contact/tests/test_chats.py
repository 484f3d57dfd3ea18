"""Chats through a real service: signed, taken once, answered by the knowledge base first."""

import json
import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings, settings
from django.test import Client

from peers.behaviour import read_behaviour
from peers.chat.server import ChatPeer
from peers.chat.server import start as start_chat
from tinhso.contact.gateways.chat import ChatAway
from tinhso.contact.models import (
    Answer,
    Article,
    ArticleVersion,
    ChatMessage,
    Contact,
    Conversation,
)
from tinhso.contact.operations.chatting import (
    CHAT,
    Said,
    carry_message,
    hear_message,
    tell_answer_by_chat,
)
from tinhso.contact.rules.signing import signature
from tinhso.contact.tests.factories import AT, CENTRE, ROADS, Line
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox import Delivery, PermanentFailure
from tinhso.core.text import fold
from tinhso.identity.tests.factories import sign_in

pytestmark = pytest.mark.django_db
PATH, PAGES = "/tin-nhan/nhan/", "/can-bo/tin-nhan/"
TEXT = "Đèn đường trước nhà tôi hư cả tuần"


@pytest.fixture(name="line")
def _line(db: None) -> Line:
    return Line()


@pytest.fixture(name="service")
def _service(settings: LazySettings) -> Iterator[ChatPeer]:
    peer = start_chat(0, key=settings.CHAT_KEY, site_url="http://127.0.0.1:1")
    settings.CHAT_URL = f"http://127.0.0.1:{peer.web.port}"
    yield peer
    peer.stop()


def say(text: str = TEXT, number: int = 1, user: str = "u1") -> Conversation:
    """Say something to the line."""
    return hear_message(said=Said(f"m{number}", user, "Lan", text), at=AT)


def carry_waiting() -> None:
    """Send what waits in the outbox."""
    for message in OutboxMessage.objects.filter(destination=CHAT, state="PENDING").order_by("id"):
        carry_message(
            Delivery(
                message.topic, message.payload, message.idempotency_key, message.ordering_key, 1, AT
            )
        )


def answers_of(conversation: Conversation) -> list[str]:
    """Give what the line wrote."""
    return [one.text for one in conversation.messages.filter(way="OUT").order_by("id")]


def test_message_becomes_a_contact_and_is_answered(line: Line, service: ChatPeer) -> None:
    conversation = say()
    carry_waiting()
    carry_waiting()

    contact = Contact.objects.get()
    assert (contact.channel, conversation.contact) == ("CHAT", contact)
    shown = service.chat._of("u1")
    assert len(shown) == 1
    assert contact.code in shown[0].text


def test_message_handed_over_twice_is_taken_once(line: Line) -> None:
    say()
    say()

    assert ChatMessage.objects.filter(way="IN").count() == 1
    assert Contact.objects.count() == 1


def test_later_message_goes_on_with_the_open_contact(line: Line) -> None:
    say()
    say("Hôm nay vẫn chưa sáng", 2)

    assert Contact.objects.get().events.filter(act="ADDED_BY_AUTHOR").count() == 1


def test_knowledge_base_answers_first_and_people_second(line: Line) -> None:
    title = "Làm lại thẻ căn cước cần giấy tờ gì"
    article = Article.objects.create(slug="can-cuoc", title=title, search_text=fold(title))
    ArticleVersion.objects.create(
        article=article, number=1, state="PUBLISHED", title=title, text="Mang theo …",
        author_name="A", author_reference="officer:1", created_at=AT, published_at=AT,
    )  # fmt: skip

    conversation = say("cho hoi lam lai the can cuoc can giay to gi")
    assert "/cau-hoi-thuong-gap/?q=" in answers_of(conversation)[0]
    assert not Contact.objects.exists()
    say("Tôi mất thẻ khi đi xa, chưa rõ nộp ở đâu", 2)

    contact = Contact.objects.get()
    assert "can cuoc" in contact.text
    assert "nộp ở đâu" in contact.text


def test_greeting_is_asked_for_more(line: Line) -> None:
    conversation = say("alo")

    assert not Contact.objects.exists()
    assert len(answers_of(conversation)) == 1


def test_danger_is_told_whom_to_call(line: Line) -> None:
    conversation = say("có nhóm cầm mã tấu chém nhau, gọi công an gấp, chảy máu nhiều")

    assert "113" in answers_of(conversation)[0]


def test_message_after_the_end_opens_another_contact(line: Line) -> None:
    say()
    Contact.objects.update(state="ANSWERED", closed_at=AT)

    say("Chuyện khác: nước máy đục ngầu mấy hôm nay", 2)

    assert Contact.objects.count() == 2


def test_published_answer_is_sent_once(line: Line) -> None:
    conversation = say()
    contact = Contact.objects.get()
    Answer.objects.create(
        contact=contact, number=1, text="Đã thay bóng.", state="PUBLISHED", agency_name="UBND",
        author=line.account(CENTRE).person, author_name="B", written_at=AT, decided_at=AT,
    )  # fmt: skip

    for _ in range(2):
        assert tell_answer_by_chat(contact_id=contact.pk, at=AT)

    assert sum("Đã thay bóng" in text for text in answers_of(conversation)) == 1


def test_busy_service_is_tried_again_and_a_block_is_final(line: Line, service: ChatPeer) -> None:
    say()
    service.chat.control.set(read_behaviour({"mode": "busy"}))
    with pytest.raises(ChatAway):
        carry_waiting()

    service.chat.control.set(read_behaviour({"mode": "reject-number"}))
    with pytest.raises(PermanentFailure):
        carry_waiting()


def hand_over(body: bytes, **headers: str) -> int:
    """Post to the webhook, signed unless headers say otherwise; gives the status."""
    moment = str(int(time.time()))
    signed = {
        "X-Chat-Time": moment,
        "X-Chat-Signature": signature(settings.CHAT_KEY, moment, PATH, body),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    answer = Client().post(PATH, body, content_type="application/json", headers=signed)
    return int(answer.status_code)


def test_signed_message_is_taken(line: Line) -> None:
    body = json.dumps({"message_id": "m", "user_id": "u", "name": "Lan", "text": TEXT}).encode()

    assert hand_over(body) == 200
    assert Conversation.objects.get().user_id == "u"


@pytest.mark.parametrize("headers", [{"X_Chat_Signature": "0"}, {"X_Chat_Time": "1"}])
def test_message_that_is_not_signed_is_refused(line: Line, headers: dict[str, str]) -> None:
    assert hand_over(b"{}", **headers) == 403


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"{}", b'{"message_id": "", "user_id": "u", "text": "a"}',
     json.dumps({"message_id": "m", "user_id": "u", "text": "x" * 2001}).encode()],
)  # fmt: skip
def test_message_that_cannot_be_read_gets_a_clear_answer(line: Line, body: bytes) -> None:
    assert hand_over(body) == 400


def test_operator_answers_in_the_conversation(line: Line, client: Client) -> None:
    conversation = say()
    sign_in(client, line.account(CENTRE))

    page = client.post(f"{PAGES}{conversation.pk}/", {"text": "Chào bạn, ở số mấy?"}, follow=True)

    assert "ở số mấy?" in page.content.decode()
    assert OutboxMessage.objects.filter(destination=CHAT).count() == 2


def test_secret_of_the_author_is_shown_to_no_officer(line: Line, client: Client) -> None:
    conversation = say()
    secret = answers_of(conversation)[0].partition("mã bí mật: ")[2][:8]
    sign_in(client, line.account(CENTRE))

    page = client.get(f"{PAGES}{conversation.pk}/").content.decode()

    assert secret
    assert secret not in page


def test_empty_answer_is_refused(line: Line, client: Client) -> None:
    conversation = say()
    sign_in(client, line.account(CENTRE))

    client.post(f"{PAGES}{conversation.pk}/", {"text": "  "})

    assert len(answers_of(conversation)) == 1


@pytest.mark.parametrize("address", [PAGES, "/can-bo/thu-dien-tu/"])
def test_lists_are_the_lines_own(line: Line, client: Client, address: str) -> None:
    say()
    sign_in(client, line.account(CENTRE))
    assert client.get(address).status_code == 200

    sign_in(client, line.account(ROADS))
    assert client.get(address).status_code == 404
