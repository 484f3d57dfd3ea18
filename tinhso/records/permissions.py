"""Who may see and do what in the records slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.identifiers import is_token
from tinhso.records.models import OfficialDocument


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
