"""Reads of documents for screens and other slices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.db.models.functions import ExtractYear
from django.urls import reverse

from tinhso.core.actors import Actor
from tinhso.core.identifiers import is_token
from tinhso.documents.models import (
    OUTSIDE_STORE,
    Certificate,
    Document,
    IntegrityRun,
    Issuer,
    ReceivedFile,
    Rendition,
    RenditionRole,
    RequestState,
    SigningRequest,
    SigningSession,
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


def find_awaited(subject: str) -> SigningRequest | None:
    """Give the signature a subject (``case:12``) waits for, among those the actor may see."""
    waiting = SigningRequest.objects.select_related("session", "key")
    return waiting.filter(subject=subject, state=RequestState.WAITING).first()


def list_awaited(subjects: Iterable[str]) -> dict[str, SigningRequest]:
    """Give the signatures several subjects wait for, by subject."""
    waiting = SigningRequest.objects.select_related("session").filter(
        subject__in=list(subjects), state=RequestState.WAITING
    )
    return {request.subject: request for request in waiting}


def signing_path(session: SigningSession) -> str:
    """Give the page where a holder sees how a signing session stands."""
    return reverse("documents:signing_session", args=[session.token])


def list_recent_sessions(actor: Actor, count: int = 10) -> list[SigningSession]:
    """Give the actor's newest signing sessions with how many documents each asked about."""
    own = SigningSession.objects.filter(person_id=actor.person_id or 0)
    return list(own.annotate(document_count=Count("requests")).order_by("-pk")[:count])


def own_certificate(actor: Actor, *, at: datetime) -> Certificate | None:
    """Give the certificate of the key the platform keeps for the actor, once it was needed."""
    valid = Certificate.objects.exclude(key_store=OUTSIDE_STORE).filter(
        person_id=actor.person_id or 0, valid_from__lte=at, valid_to__gt=at, revoked_at__isnull=True
    )
    return valid.order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class ProtectionState:
    """How far issued documents are made to last; ``renewals`` counts them by the year due."""

    lasting_count: int
    waiting_count: int
    oldest_waiting_at: datetime | None
    stamped_last_day_count: int
    renewals: tuple[tuple[int, int], ...]


def protection_state(*, at: datetime) -> ProtectionState:
    """Give how many documents last, wait for their stamp, or are to be stamped anew and when."""
    archived = Rendition.objects.filter(role=RenditionRole.ARCHIVED)
    waiting = Document.objects.filter(protect_at__lte=at)
    later = Document.objects.filter(protect_at__gt=at)
    years = later.annotate(due=ExtractYear("protect_at")).values("due")
    return ProtectionState(
        lasting_count=archived.values("document").distinct().count(),
        waiting_count=waiting.count(),
        oldest_waiting_at=waiting.aggregate(first=Min("protect_at"))["first"],
        stamped_last_day_count=archived.filter(created_at__gt=at - timedelta(days=1)).count(),
        renewals=tuple(
            (row["due"], row["count"]) for row in years.annotate(count=Count("pk")).order_by("due")
        ),
    )


def list_waiting_for_protection(*, at: datetime, count: int = 20) -> list[Document]:
    """Give documents that wait for their stamp, the longest waiting first."""
    waiting = Document.objects.select_related("agency").filter(protect_at__lte=at)
    return list(waiting.order_by("protect_at")[:count])
