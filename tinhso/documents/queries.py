"""Reads of documents for screens and other slices."""

from django.conf import settings
from django.urls import reverse

from tinhso.core.identifiers import is_token
from tinhso.documents.models import (
    Certificate,
    Document,
    IntegrityRun,
    Issuer,
    ReceivedFile,
    Rendition,
    RenditionRole,
    StoredFile,
)

#: What holders may have: as issued, or with validation data and time-stamps added later.
ISSUED_ROLES = (RenditionRole.ISSUED, RenditionRole.ARCHIVED)


def find_document(token: str) -> Document | None:
    """Give the document of a token among those the running transaction may see, or ``None``."""
    if not is_token(token):
        return None
    related = Document.objects.select_related("agency", "replaces", "replaced_by")
    return related.filter(token=token).first()


def latest_rendition(document: Document) -> Rendition | None:
    """Give the newest bytes of a document, or ``None`` before any were made."""
    return document.renditions.select_related("file").order_by("-ordinal").first()


def find_rendition_by_hash(sha256: str) -> Rendition | None:
    """Give the document bytes of this SHA-256, or ``None``."""
    renditions = Rendition.objects.select_related(
        "document__agency", "document__replaces", "document__replaced_by", "file"
    )
    return renditions.filter(file__sha256=sha256).order_by("-ordinal").first()


def issued_sha256(document: Document) -> str:
    """Give the SHA-256 of the newest bytes that were issued, or an empty text before that."""
    issued = document.renditions.filter(role__in=ISSUED_ROLES).select_related("file")
    rendition = issued.order_by("-ordinal").first()
    return rendition.file.sha256 if rendition else ""


def document_url(document: Document) -> str:
    """Give the public address where anybody verifies the document: the target of its QR code."""
    return f"{settings.SITE_URL}{verification_path(document.token)}"


def verification_path(token: str) -> str:
    """Give the path of the verification page of a document."""
    return reverse("documents:verify_document", args=[token])


def list_revoked() -> list[Certificate]:
    """Give every revoked certificate of the development authority."""
    own = Certificate.objects.filter(issuer=Issuer.DEVELOPMENT)
    return list(own.filter(revoked_at__isnull=False).order_by("revoked_at"))


def list_received(subject: str) -> list[ReceivedFile]:
    """Give the files that arrived for a subject, in order, among those the actor may see."""
    files = ReceivedFile.objects.select_related("file").filter(subject=subject)
    return list(files.order_by("pk"))


def count_stored_files() -> int:
    """Give how many files are stored."""
    return StoredFile.objects.count()


def list_audits(count: int = 20) -> list[IntegrityRun]:
    """Give the newest readings of all stored bytes, with what they found wrong."""
    return list(IntegrityRun.objects.prefetch_related("faults").order_by("-pk")[:count])
