"""The log of messages: found by connector, direction, state and text; the history of one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.exchange.models import Message, MessageEvent
from tinhso.exchange.rules import OPEN_IN, OPEN_OUT, SETTLED, Direction, State

NEWEST = ("-id",)
STATES_OF = {
    "cho": [*OPEN_OUT, *OPEN_IN],
    "hong": [State.DEAD],
    "xong": list(SETTLED),
}


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """What is looked for: a connector, a direction, a group of states, a text; empty for all."""

    connector: str = ""
    direction: str = ""
    group: str = ""
    text: str = ""


def page_of_messages(wanted: MessageFilter, cursor: str | None) -> KeysetPage[Message]:
    """Give a page of the log, newest first, without bodies (for the acting platform only).

    :raises BadCursor: the cursor was not made for this list.
    """
    return page_by_keyset(find_messages(wanted), order=NEWEST, cursor=cursor)


def find_messages(wanted: MessageFilter) -> QuerySet[Message]:
    """Give the messages that are looked for."""
    found = Message.objects.defer("body")
    if wanted.connector:
        found = found.filter(connector=wanted.connector)
    if wanted.direction:
        found = found.filter(direction=wanted.direction)
    if wanted.group in STATES_OF:
        found = found.filter(state__in=STATES_OF[wanted.group])
    text = wanted.text.strip()
    if text:
        starts = Q(subject__startswith=text) | Q(key__startswith=text) | Q(partner_number=text)
        found = found.filter(starts | Q(token=text))
    return found


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One message as the slice whose meaning it is sees it: what about, when, what came of it."""

    subject: str
    sequence: int
    state: str
    at: datetime
    note: str


def list_exchanged(*, connector: str, topic: str, most: int = 60) -> list[Exchanged]:
    """List the newest messages of a topic with the last note of each (for the acting platform)."""
    last_note = MessageEvent.objects.filter(message=OuterRef("pk")).order_by("-pk")
    rows = Message.objects.filter(connector=connector, topic=topic).order_by("-id")
    found = rows.annotate(last_note=Subquery(last_note.values("note")[:1]))
    columns = ("subject", "sequence", "state", "created_at", "last_note")
    return [
        Exchanged(subject, sequence, state, at, said or "")
        for subject, sequence, state, at, said in found.values_list(*columns)[:most]
    ]


def count_messages(*, connector: str, subject: str) -> int:
    """Count what was sent about a subject (for the acting platform only)."""
    sent = Message.objects.filter(connector=connector, direction=Direction.OUT, subject=subject)
    return sent.count()


def history_of(message: Message) -> list[MessageEvent]:
    """List what happened to a message, oldest first, the last 200 events."""
    return list(reversed(message.events.order_by("-pk")[:200]))
