"""Steps every signature takes: the row locked in its state, bytes kept, who signed noted."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.documents.models import (
    Certificate,
    Document,
    DocumentState,
    RenditionRole,
    Signature,
)
from tinhso.documents.operations.storing import add_rendition
from tinhso.documents.queries import latest_rendition
from tinhso.documents.rules import Signer
from tinhso.ledger.api import record


class DocumentNotReady(DomainError):
    """The step does not fit the state of the document: signed already, or not yet."""

    code = "document_not_ready"
    text = gettext_lazy("Văn bản không ở bước này nữa. Hãy tải lại trang để xem tình trạng mới.")


def locked_document(document: Document, state: DocumentState) -> Document:
    """Give the document's row, locked, in the state a step needs.

    :raises DocumentNotReady: it is in another state.
    """
    rows = Document.objects.select_for_update(of=("self",)).select_related(
        "agency__area", "agency__parent"
    )
    locked = rows.get(pk=document.pk)
    if locked.state != state:
        raise DocumentNotReady
    return locked


def keep_step(
    document: Document, state: DocumentState, role: RenditionRole, pdf: bytes, at: datetime
) -> None:
    """Keep the bytes a step made and move the document on."""
    document.state = state
    document.save()
    add_rendition(document, role, pdf, at)


def add_signature(
    document: Document, certificate: Certificate, signer: Signer, at: datetime
) -> None:
    """Note who signed, with which certificate, as which printed signer."""
    Signature.objects.create(
        document=document,
        ordinal=document.signatures.count() + 1,
        is_organisation=certificate.is_organisation,
        signer_name=signer.name,
        signer_title=signer.title,
        person_id=certificate.person_id,
        agency=document.agency,
        certificate_serial=certificate.serial,
        signed_at=at,
    )


def record_step(kind: str, document: Document, actor: Actor, at: datetime) -> None:
    """Enter a step in the ledger, with the hash of the newest bytes."""
    rendition = latest_rendition(document)
    record(
        kind=kind,
        subject=f"document:{document.token}",
        payload={
            "sha256": rendition.file.sha256 if rendition else "",
            "notation": document.notation,
            "agency": document.agency.code,
        },
        actor=actor,
        at=at,
    )


def printed_moment(at: datetime) -> dict[str, str]:
    """Give the day and time printed beside a signature."""
    moment = local(at)
    return {"day": f"{moment:%d/%m/%Y}", "time": f"{moment:%H:%M:%S} +07:00"}
