"""What was done to a document, and how documents bear on each other."""

from datetime import datetime
from typing import Any

from tinhso.core.actors import Actor
from tinhso.orgs.api import Agency
from tinhso.records.models import DocumentEvent, DocumentLink, LinkKind, OfficialDocument


def add_event(
    official: OfficialDocument, kind: str, *, actor: Actor, at: datetime, **facts: Any
) -> DocumentEvent:
    """Write one line of a document's history, in the caller's transaction."""
    agency = Agency.objects.filter(pk=actor.agency_id).first() if actor.agency_id else None
    return DocumentEvent.objects.create(
        official=official,
        kind=kind,
        at=at,
        actor_reference=actor.reference,
        actor_name=actor.name,
        agency_name=agency.name if agency else "",
        facts=facts,
    )


def link_documents(
    *,
    source: OfficialDocument,
    target: OfficialDocument,
    kind: LinkKind,
    at: datetime,
    note: str = "",
) -> DocumentLink:
    """Say that one document bears on another; saying it twice changes nothing."""
    link, _ = DocumentLink.objects.get_or_create(
        source=source, target=target, kind=kind, defaults={"note": note, "created_at": at}
    )
    return link
