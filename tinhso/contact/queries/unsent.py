"""What the line still owes: answers by letter or chat, suggestions, the choices beside them."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from tinhso.contact.models import (
    Answer,
    AnswerState,
    Channel,
    ChatMessage,
    Contact,
    ContactEvent,
    ContactKind,
    ContactState,
    Direction,
    Letter,
    SuggestionRecord,
)

_LOOKED_BACK = timedelta(days=1)
_AT_ONCE = 500


def unsent_answers(*, at: datetime) -> list[int]:
    """Give the contacts answered within a day whose author has had no message since."""
    answer = Answer.objects.filter(
        contact=OuterRef("pk"), state=AnswerState.PUBLISHED, decided_at__gt=at - _LOOKED_BACK
    )
    letter = Letter.objects.filter(
        contact=OuterRef("pk"), way=Direction.OUT, message_id__contains=".answer."
    )
    message = ChatMessage.objects.filter(
        contact=OuterRef("pk"), way=Direction.OUT, message_id__startswith="answer."
    )
    rows = Contact.objects.filter(Exists(answer), closed_at__gt=at - _LOOKED_BACK).filter(
        Q(channel=Channel.EMAIL) & ~Exists(letter) | Q(channel=Channel.CHAT) & ~Exists(message)
    )
    return list(rows.values_list("pk", flat=True)[:200])


def unsuggested(*, at: datetime) -> list[int]:
    """Give new contacts of a day nothing was suggested for yet, oldest first."""
    kept = SuggestionRecord.objects.filter(contact=OuterRef("pk"))
    rows = Contact.objects.filter(~Exists(kept), received_at__gt=at - _LOOKED_BACK)
    rows = rows.exclude(kind=ContactKind.DENUNCIATION).exclude(text="")
    return list(rows.order_by("id").values_list("pk", flat=True)[:_AT_ONCE])


def undecided() -> list[int]:
    """Give contacts that left the desk with suggestions nobody's choice stands beside."""
    acts = ContactEvent.objects.filter(
        contact=OuterRef("contact_id"), actor_reference__startswith="officer:"
    )
    rows = SuggestionRecord.objects.filter(Exists(acts), chosen_at__isnull=True).exclude(
        contact__state=ContactState.NEW
    )
    found = rows.order_by("contact_id").values_list("contact_id", flat=True)
    return list(dict.fromkeys(found[:_AT_ONCE]))
