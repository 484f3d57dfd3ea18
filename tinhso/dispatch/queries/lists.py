"""Lists of the registry clerk: what came, what went, what needs a hand."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.dispatch.models import (
    Envelope,
    EnvelopeState,
    InboundMessage,
    Partner,
    StatusRecord,
    Transmission,
)
from tinhso.dispatch.permissions import envelopes_for, inbound_for
from tinhso.dispatch.queries.address_book import search_partners
from tinhso.dispatch.rules import Act, Decision, Sent, Taken
from tinhso.exchange.api import ConnectorState, find_health

NEWEST = ("-id",)
_DOCUMENTS = (Act.NEW, Act.REPLACE)


def waiting_for(actor: Actor) -> QuerySet[InboundMessage]:
    """Give new documents nobody received or returned yet."""
    return inbound_for(actor).filter(state=Taken.ARRIVED, act=Act.NEW)


def open_requests_for(actor: Actor) -> QuerySet[InboundMessage]:
    """Give recalls, updates and replacements to decide."""
    return inbound_for(actor).filter(decision=Decision.OPEN)


def sent_for(actor: Actor) -> QuerySet[Transmission]:
    """Give what the actor's agencies sent, one row a recipient."""
    sent = Transmission.objects.select_related("outgoing")
    if not actor.is_officer:
        return sent.none()
    return sent.filter(agency_id__in=actor.agency_ids)


def failed_for(actor: Actor) -> QuerySet[Transmission]:
    """Give what could not be sent, or came back."""
    return sent_for(actor).filter(state__in=[Sent.FAILED, Sent.RETURNED])


def refused_for(actor: Actor) -> QuerySet[Envelope]:
    """Give envelopes for the actor's agencies that could not be taken."""
    return envelopes_for(actor).filter(state=EnvelopeState.REFUSED)


def found_inbound(messages: QuerySet[InboundMessage], text: str) -> QuerySet[InboundMessage]:
    """Narrow to messages whose number, subject or sender holds a text."""
    if not text.strip():
        return messages
    words = text.strip()
    holds = Q(code__icontains=words) | Q(subject__icontains=words)
    return messages.filter(holds | Q(sender_name__icontains=words))


def found_sent(rows: QuerySet[Transmission], text: str) -> QuerySet[Transmission]:
    """Narrow to messages whose number, subject or recipient holds a text."""
    if not text.strip():
        return rows
    words = text.strip()
    holds = Q(outgoing__code__icontains=words) | Q(outgoing__subject__icontains=words)
    return rows.filter(holds | Q(recipient_name__icontains=words))


def page_of_inbound(
    messages: QuerySet[InboundMessage], cursor: str | None
) -> KeysetPage[InboundMessage]:
    """Give a page of messages that came, newest first."""
    return page_by_keyset(messages, order=NEWEST, cursor=cursor)


def page_of_sent(rows: QuerySet[Transmission], cursor: str | None) -> KeysetPage[Transmission]:
    """Give a page of messages sent, newest first."""
    return page_by_keyset(rows, order=NEWEST, cursor=cursor)


def page_of_envelopes(rows: QuerySet[Envelope], cursor: str | None) -> KeysetPage[Envelope]:
    """Give a page of envelopes, newest first."""
    return page_by_keyset(rows, order=NEWEST, cursor=cursor)


def count_to_do(actor: Actor) -> int:
    """Count what waits for a registry clerk: arrivals and requests to decide."""
    wanted = Q(state=Taken.ARRIVED, act=Act.NEW) | Q(decision=Decision.OPEN)
    return inbound_for(actor).filter(wanted).count()


def list_statuses(message: InboundMessage) -> list[StatusRecord]:
    """List what was reported about a message that came, oldest first."""
    return list(message.statuses.order_by("pk"))


def list_told(transmission: Transmission) -> list[StatusRecord]:
    """List what a recipient reported, in the order they say it happened."""
    return list(transmission.statuses.order_by("at", "pk"))


def twins_of(message: InboundMessage) -> int:
    """Count other documents of the same number with another content: a clerk must look."""
    others = InboundMessage.objects.filter(
        agency_id=message.agency_id, document_id=message.document_id, act=message.act
    )
    return others.exclude(pk=message.pk).count()


def axis_health() -> ConnectorState | None:
    """Give how the axis is doing, ``None`` before it was ever asked."""
    return find_health("axis")


def list_partners(text: str = "") -> list[Partner]:
    """List organisations outside by name, 200 at most."""
    return list(search_partners(text)[:200])


def list_quarantined() -> list[Envelope]:
    """List envelopes shut away, newest first, 200 at most; for the security officer."""
    with acting_as(SYSTEM):
        shut = [EnvelopeState.QUARANTINED, EnvelopeState.DESTROYED]
        return list(Envelope.objects.filter(state__in=shut).order_by("-pk")[:200])


def count_unreadable(since: datetime) -> int:
    """Count envelopes nobody could be found for since a moment; for the administrator."""
    with acting_as(SYSTEM):
        refused = Envelope.objects.filter(state=EnvelopeState.REFUSED, agency__isnull=True)
        return refused.filter(received_at__gte=since).count()
