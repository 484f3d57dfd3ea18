"""Marking a document as replaced by a later one."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.documents.models import Document, DocumentState
from tinhso.documents.operations.steps import DocumentNotReady
from tinhso.ledger.api import record


@transaction.atomic
def replace_document(
    *, former: Document, successor: Document, actor: Actor, at: datetime
) -> Document:
    """Link an issued document to the one it takes the place of; both stay readable for ever.

    :raises DocumentNotReady: one of them is not issued, or the former is replaced already.
    """
    rows = Document.objects.select_for_update().in_bulk([former.pk, successor.pk])
    is_issued = all(row.state == DocumentState.ISSUED for row in rows.values())
    is_replaced = Document.objects.filter(replaces=former).exists()
    if len(rows) != 2 or not is_issued or is_replaced:
        raise DocumentNotReady
    new = rows[successor.pk]
    new.replaces = rows[former.pk]
    new.save(update_fields=["replaces"])
    record(
        kind="DOCUMENT_REPLACED",
        subject=f"document:{former.token}",
        payload={"former": former.notation, "successor": new.notation, "token": new.token},
        actor=actor,
        at=at,
    )
    return new
