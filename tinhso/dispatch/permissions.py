"""Who may see and do what in the dispatch slice: the only way views get rows."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.dispatch.models import Envelope, EnvelopeState, InboundMessage, OutgoingMessage
from tinhso.dispatch.rules import Taken

REGISTRARS = ("REGISTRAR",)
READERS = ("HEAD_OF_UNIT", "LEADER", "REGISTRAR")


class NotYours(DomainError):
    """The message is another agency's, or the actor's post does not do this."""

    code = "not_authorised"
    text = gettext_lazy("Việc này do văn thư của cơ quan nhận hoặc gửi văn bản thực hiện.")


def is_registrar(actor: Actor, agency_id: int) -> bool:
    """Tell whether the actor may act on an agency's messages: its văn thư, or the platform."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.is_officer and agency_id in actor.agency_ids and actor.has_role(*REGISTRARS)


def check_works_for(actor: Actor, agency_id: int) -> None:
    """Refuse whoever does not work for an agency.

    :raises NotYours: the actor is no officer of it.
    """
    is_own = actor.is_officer and agency_id in actor.agency_ids
    if actor.kind is not ActorKind.SYSTEM and not is_own:
        raise NotYours


def check_registrar(actor: Actor, agency_id: int) -> None:
    """Refuse whoever is not the agency's registry clerk.

    :raises NotYours: the actor is not.
    """
    if not is_registrar(actor, agency_id):
        raise NotYours


def inbound_for(actor: Actor) -> QuerySet[InboundMessage]:
    """Give the messages that came for the actor's agencies."""
    messages = InboundMessage.objects.select_related("agency")
    if actor.kind is ActorKind.SYSTEM:
        return messages
    if not actor.is_officer:
        return messages.none()
    return messages.filter(agency_id__in=actor.agency_ids)


def outgoing_for(actor: Actor) -> QuerySet[OutgoingMessage]:
    """Give the messages the actor's agencies sent."""
    messages = OutgoingMessage.objects.select_related("agency")
    if actor.kind is ActorKind.SYSTEM:
        return messages
    if not actor.is_officer:
        return messages.none()
    return messages.filter(agency_id__in=actor.agency_ids)


def envelopes_for(actor: Actor) -> QuerySet[Envelope]:
    """Give the envelopes the actor's agencies may see; those shut away are left out."""
    envelopes = Envelope.objects.exclude(
        state__in=[EnvelopeState.QUARANTINED, EnvelopeState.DESTROYED]
    )
    if not actor.is_officer:
        return envelopes.none()
    return envelopes.filter(agency_id__in=actor.agency_ids)


def access_inbound(actor: Actor, token: str) -> InboundMessage:
    """Give a message that came for the actor's agency, or answer as if it did not exist.

    :raises Http404: there is none for them.
    """
    message = inbound_for(actor).filter(token=token).first() if is_token(token) else None
    if message is None:
        raise Http404
    return message


def access_outgoing(actor: Actor, token: str) -> OutgoingMessage:
    """Give a message the actor's agency sent, or answer as if it did not exist.

    :raises Http404: there is none of theirs.
    """
    message = outgoing_for(actor).filter(token=token).first() if is_token(token) else None
    if message is None:
        raise Http404
    return message


def may_read_files(message: InboundMessage) -> bool:
    """Tell whether the files may be opened: what was taken back or shut away is closed."""
    return message.state not in {Taken.RECALLED, Taken.SHUT_AWAY}
