"""Chats with the line: the knowledge base answers first, then a conversation becomes a contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.contact.gateways.chat import send_message
from tinhso.contact.models import (
    OPEN_STATES,
    Answer,
    AnswerState,
    Channel,
    ChatMessage,
    Contact,
    ContactKind,
    Conversation,
    Direction,
)
from tinhso.contact.operations.history import note
from tinhso.contact.operations.opening import (
    ContactRequest,
    LineNotSetUp,
    Reporter,
    open_contact,
)
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.articles import find_article
from tinhso.contact.queries.suggestions import suggest
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.live import announce
from tinhso.core.outbox import Delivery, PermanentFailure, enqueue
from tinhso.core.rls import acting_as
from tinhso.documents.api import WordsSecret, seal_secret_words

CHAT = "contact-chat"
PROVIDER = "chat"
CHATS_TOPIC = "contact:chats"
MOST_TEXT = 2000
_LEAST_TEXT = 10


class ReplyEmpty(DomainError):
    """Nothing, or too much, is to be sent."""

    code: ClassVar[str] = "reply_empty"
    text = gettext_lazy("Viết nội dung trả lời, tối đa 2.000 ký tự.")


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the service sent it."""

    message_id: str
    user_id: str
    name: str
    text: str


def hear_message(*, said: Said, at: datetime) -> Conversation:
    """Take a message, once, and answer: danger first, then the knowledge base, then a receipt.

    :raises LineNotSetUp: no agency runs the line.
    """
    agency_id = centre_agency_id()
    if agency_id is None:
        raise LineNotSetUp
    with acting_as(SYSTEM), translation.override("vi"):
        conversation, _is_new = Conversation.objects.get_or_create(
            provider=PROVIDER,
            user_id=said.user_id,
            defaults={"agency_id": agency_id, "name": said.name, "last_at": at},
        )
        conversation = (
            Conversation.objects.select_for_update(of=("self",))
            .select_related("contact")
            .get(pk=conversation.pk)
        )
        message, is_new = ChatMessage.objects.get_or_create(
            conversation=conversation,
            message_id=said.message_id,
            defaults={
                "way": Direction.IN, "text": said.text[:MOST_TEXT], "author_name": said.name[:120],
                "at": at,
            },
        )  # fmt: skip
        if is_new and not _is_shut_away(conversation, message, at):
            _go_on(conversation, message, at)
        announce(CHATS_TOPIC)
    return conversation


def _is_shut_away(conversation: Conversation, message: ChatMessage, at: datetime) -> bool:
    """Seal a message with a mark of secrecy, keep only that there was one, and say so."""
    is_secret = seal_secret_words(
        [message.text],
        actor=SYSTEM,
        at=at,
        agency_id=conversation.agency_id,
        sender=f"chat:{conversation.user_id}",
    )
    if is_secret:
        message.text = _("Tin nhắn có dấu chỉ độ mật, đã niêm phong, không lưu nội dung.")
        message.contact = conversation.contact
        message.save(update_fields=["text", "contact"])
        _write(conversation, str(WordsSecret.text), f"secret.{message.pk}", at)
    return is_secret


def _go_on(conversation: Conversation, message: ChatMessage, at: datetime) -> None:
    contact = conversation.contact
    conversation.last_at = at
    if contact is not None and contact.state in OPEN_STATES:
        message.contact = contact
        message.save(update_fields=["contact"])
        note(contact, "ADDED_BY_AUTHOR", actor=SYSTEM, at=at, text=message.text)
        conversation.save()
        return
    conversation.contact = None
    waiting = list(
        conversation.messages.filter(contact__isnull=True, way=Direction.IN).order_by("id")
    )
    _warn_of_danger(conversation, message, at)
    article = find_article(message.text) if len(waiting) == 1 else None
    if article is not None:
        text = _(
            "Có thể bài này trả lời câu hỏi của bạn: %(title)s %(address)s\n"
            "Nếu chưa đủ, hãy nhắn thêm; tin nhắn sau sẽ được chuyển cho điện thoại viên."
        ) % {"title": article.title, "address": article.address}
        _write(conversation, text, f"kb.{message.pk}", at)
    else:
        _open_from(conversation, waiting, at)
    conversation.save()


def _warn_of_danger(conversation: Conversation, message: ChatMessage, at: datetime) -> None:
    urgency = suggest(message.text).urgency
    if urgency is not None and urgency.value == "EMERGENCY":
        text = _("Nếu có người bị nguy hiểm, hãy gọi ngay: Công an 113, Cứu hỏa 114, Cấp cứu 115.")
        _write(conversation, text, f"danger.{message.pk}", at)


def _open_from(conversation: Conversation, waiting: list[ChatMessage], at: datetime) -> None:
    text = "\n".join(message.text for message in waiting)
    if len(text) < _LEAST_TEXT:
        words = _("Chào bạn. Hãy viết rõ việc cần phản ánh hoặc câu hỏi, và nơi xảy ra.")
        _write(conversation, words, f"more.{waiting[-1].pk}", at)
        return
    receipt = open_contact(
        asked=ContactRequest(
            kind=ContactKind.OTHER,
            text=text[:5000],
            channel=Channel.CHAT,
            reporter=Reporter(name=conversation.name),
        ),
        actor=SYSTEM,
        at=at,
        key=f"chat:{conversation.pk}:{waiting[0].pk}",
    )
    conversation.contact = receipt.contact
    for message in waiting:
        message.contact = receipt.contact
    ChatMessage.objects.bulk_update(waiting, ["contact"])
    words = _(
        "Đã ghi nhận. Mã phản ánh: %(code)s, mã bí mật: %(secret)s. "
        "Bạn có thể nhắn thêm ngay tại đây hoặc theo dõi tại %(address)s"
    ) % {
        "code": receipt.contact.code,
        "secret": receipt.secret,
        "address": f"{settings.SITE_URL}/phan-anh/tra-cuu/",
    }
    _write(conversation, words, f"receipt.{receipt.contact.pk}", at)


def _write(
    conversation: Conversation, text: str, reference: str, at: datetime, author: str = ""
) -> ChatMessage:
    """Keep a message of the line and have it sent; the same reference once."""
    message, is_new = ChatMessage.objects.get_or_create(
        conversation=conversation,
        message_id=reference,
        defaults={
            "way": Direction.OUT,
            "text": text,
            "contact": conversation.contact,
            "author_name": author[:120],
            "at": at,
        },
    )
    if is_new:
        enqueue(
            destination=CHAT,
            topic="message",
            ordering_key=f"chat:{conversation.pk}",
            payload={"message": message.pk},
            idempotency_key=f"contact-chat:{message.pk}",
            at=at,
        )
    return message


@transaction.atomic
def reply(*, conversation: Conversation, text: str, actor: Actor, at: datetime) -> ChatMessage:
    """Answer a person by chat in the operator's own words.

    :raises ReplyEmpty: there is nothing to send, or too much.
    """
    if not 0 < len(text.strip()) <= MOST_TEXT:
        raise ReplyEmpty
    count = conversation.messages.filter(way=Direction.OUT).count()
    with acting_as(SYSTEM):
        message = _write(conversation, text.strip(), f"operator.{count + 1}", at, actor.name)
        if conversation.contact is not None:
            note(conversation.contact, "CHATTED", actor=actor, at=at, text=text.strip())
        announce(CHATS_TOPIC)
    return message


def tell_answer_by_chat(*, contact_id: int, at: datetime) -> bool:
    """Send the published answer to who wrote by chat; run twice, it is sent once."""
    with acting_as(SYSTEM), translation.override("vi"):
        contact = Contact.objects.get(pk=contact_id)
        conversation = Conversation.objects.filter(contact=contact).first()
        answer = (
            Answer.objects.filter(contact=contact, state=AnswerState.PUBLISHED)
            .order_by("-number")
            .first()
        )
        if conversation is None or answer is None:
            return False
        text = _("Trả lời phản ánh %(code)s của %(agency)s:") % {
            "code": contact.code,
            "agency": answer.agency_name,
        }
        _write(
            conversation,
            f"{text}\n{answer.text}"[:MOST_TEXT],
            f"answer.{contact.pk}.{answer.number}",
            at,
        )
        return True


def carry_message(delivery: Delivery) -> None:
    """Send a kept message; the relay tries again until the service takes it.

    :raises PermanentFailure: it will never be taken.
    """
    with acting_as(SYSTEM):
        message = (
            ChatMessage.objects.select_related("conversation")
            .filter(pk=delivery.payload["message"])
            .first()
        )
    if message is None:
        raise PermanentFailure("the message is gone")
    send_message(
        user_id=message.conversation.user_id,
        text=message.text,
        reference=f"{message.conversation_id}.{message.message_id}",
    )
