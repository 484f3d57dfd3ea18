"""Giving up a numbered document before it is sealed: the number stays, with its reason."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.documents.models import Document, DocumentState
from tinhso.documents.operations.signing import SignerNotAllowed
from tinhso.documents.operations.steps import DocumentNotReady
from tinhso.ledger.api import record


@transaction.atomic
def void_document(*, document: Document, reason: str, actor: Actor, at: datetime) -> Document:
    """Void a signed, unsealed document (hủy số); its number is never used again.

    :raises SignerNotAllowed: the actor is not a registry clerk of the issuing agency.
    :raises DocumentNotReady: it is not signed yet, or sealed already.
    """
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not actor.has_role("REGISTRAR") or locked.agency_id not in actor.agency_ids:
        raise SignerNotAllowed
    if locked.state != DocumentState.SIGNED:
        raise DocumentNotReady
    locked.state = DocumentState.REVOKED
    locked.save(update_fields=["state"])
    record(
        kind="DOCUMENT_VOIDED",
        subject=f"document:{locked.token}",
        payload={"notation": locked.notation, "reason": reason},
        actor=actor,
        at=at,
    )
    return locked
