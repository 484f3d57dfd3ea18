"""Making issued documents last: PAdES B-LTA right after issue, stamped anew before it ages."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.documents.gateways import file_store, protection, trust_services
from tinhso.documents.gateways.trust_services import (
    CertificateNotGood,
    load_chain,
    ocsp_answer,
    timestamp_reply,
)
from tinhso.documents.models import Document, DocumentState, RenditionRole
from tinhso.documents.operations.levels import AFTER_EVERYTHING_ELSE
from tinhso.documents.operations.storing import add_rendition
from tinhso.documents.queries import latest_rendition
from tinhso.documents.rules.lifetimes import next_protection
from tinhso.ledger.api import record

_AT_ONCE = 200
_TASK = "tinhso.documents.tasks.protect_document"


@transaction.atomic
def protect_document(*, document: Document, at: datetime) -> bool:
    """Add validation data and a time-stamp to an issued document whose time for it has come.

    Run twice, it happens once. The bytes before stay as they are; the new ones are a rendition of
    their own and the ledger commits to them. Tells whether anything was added.

    :raises TrustServiceAway: no answer from OCSP or the time-stamp authority: try later.
    :raises CertificateNotGood: a certificate is revoked; nothing incomplete is written.
    """
    rows = Document.objects.select_for_update(of=("self",)).select_related("agency")
    locked = rows.get(pk=document.pk)
    if locked.protect_at is None or locked.protect_at > at:
        return False
    rendition = latest_rendition(locked)
    if rendition is None or locked.state != DocumentState.ISSUED:
        return False
    content = protect_content(file_store.load(rendition.file.sha256), at)
    kept = add_rendition(locked, RenditionRole.ARCHIVED, content, at)
    ends = protection.last_stamp_ends(content)
    locked.protect_at = next_protection(ends, settings.ALGORITHM_SUNSET)
    locked.save(update_fields=["protect_at"])
    record(
        kind="DOCUMENT_PROTECTED",
        subject=f"document:{locked.token}",
        payload={"sha256": kept.file.sha256, "notation": locked.notation},
        actor=SYSTEM,
        at=at,
    )
    return True


def protect_content(content: bytes, at: datetime) -> bytes:
    """Give a signed file with validation data and a time-stamp.

    :raises CertificateNotGood: a certificate is revoked, or of no authority known here.
    """
    chain = load_chain()
    signers = [
        certificate
        for certificate in protection.signing_certificates(content)
        if certificate.issuer == chain.issuing.subject
    ]
    if not signers:
        raise CertificateNotGood
    answers = [
        *(ocsp_answer(certificate, chain.issuing, at) for certificate in signers),
        *(ocsp_answer(certificate, chain.root, at) for certificate in (chain.issuing, chain.tsa)),
    ]
    certificates = [*signers, chain.issuing, chain.tsa, chain.root]
    return protection.protect_pdf(content, certificates, answers, timestamp_reply)


def order_due_protection(*, at: datetime) -> int:
    """Give the worker every document whose time has come, some at once; tells how many."""
    if not trust_services.is_connected():
        return 0
    due = list(list_due_for_protection(at=at).values_list("pk", flat=True))
    for pk in due:
        app.configure_task(_TASK, queue="documents", priority=AFTER_EVERYTHING_ELSE).defer(
            document_id=pk
        )
    return len(due)


def list_due_for_protection(*, at: datetime) -> QuerySet[Document]:
    """Give documents whose time has come, the longest waiting first, some at once."""
    due = Document.objects.filter(protect_at__lte=at).order_by("protect_at")
    return due[:_AT_ONCE]
