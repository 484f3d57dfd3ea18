"""Who may see and do what in the records slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.identifiers import is_token
from tinhso.records.models import OfficialDocument, OutgoingDocument, OutgoingState

_SEE_DRAFTS = ("HEAD_OF_UNIT", "LEADER", "REGISTRAR")
_OUT = (OutgoingState.ISSUED, OutgoingState.VOID)


def official_documents_for(actor: Actor) -> QuerySet[OfficialDocument]:
    """Give the official documents an actor may see: one's agencies', those opened to them."""
    rows = OfficialDocument.objects.select_related("agency", "document")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if actor.is_officer:
        agencies = list(actor.agency_ids)
        return rows.filter(Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies))
    return rows.none()


def access_official_document(actor: Actor, token: str) -> OfficialDocument:
    """Give an official document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    found = official_documents_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def outgoing_for(actor: Actor) -> QuerySet[OutgoingDocument]:
    """Give the outgoing documents an officer may open.

    Drafts are seen by their author, by those who review, sign and register in the agency, and by
    agencies asked for an opinion; what is out by every officer of the agency.
    """
    rows = OutgoingDocument.objects.select_related(
        "official__agency__area", "official__agency__parent", "official__document"
    )
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if not actor.is_officer:
        return rows.none()
    agencies = list(actor.agency_ids)
    ours = Q(official__agency_id__in=agencies)
    if not actor.has_role(*_SEE_DRAFTS):
        ours &= Q(state__in=_OUT) | Q(author_id=actor.person_id)
    return rows.filter(ours | Q(official__reader_agency_ids__overlap=agencies))


def access_outgoing(actor: Actor, token: str) -> OutgoingDocument:
    """Give an outgoing document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    rows = outgoing_for(actor).filter(official__token=token)
    found = rows.first() if is_token(token) else None
    if found is None:
        raise Http404
    return found
