"""Signatures that come later: a page made ready and numbered, the signature put in, or given up.

The number is taken when the page is made ready, since it stands inside what is signed. Whatever
ends the wait without a signature gives the number back while it is the last of its register; once
a later one is taken it stays in the register, void, with the reason (Decree 30/2020 art. 15).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.identifiers import new_token
from tinhso.documents.events import DocumentSigned
from tinhso.documents.gateways import file_store, interrupted, pades
from tinhso.documents.models import (
    Certificate,
    Document,
    DocumentState,
    OutsideKey,
    RenditionRole,
    RequestState,
    SigningRequest,
    SigningSession,
)
from tinhso.documents.operations.levels import stamp_for
from tinhso.documents.operations.numbering import give_back_number
from tinhso.documents.operations.outside_keys import holder_of
from tinhso.documents.operations.steps import (
    add_signature,
    keep_step,
    locked_document,
    record_step,
)
from tinhso.documents.operations.storing import store_file
from tinhso.documents.rules import Signer
from tinhso.ledger.api import record

WAITS = timedelta(minutes=10)
CANCELLED = "cancelled"
#: Hears of a document signed elsewhere, or of one given up (with the reason's code).
OnSigned = Callable[[Document, Actor, datetime], None]
OnGivenUp = Callable[[Document, Actor, str, datetime], None]
_listeners: dict[str, tuple[OnSigned, OnGivenUp]] = {}


class SignatureAwaited(DomainError):
    """The same thing waits for a signature already."""

    code = "signature_awaited"
    text = gettext_lazy(
        "Văn bản này đang chờ bạn xác nhận ký. Hãy xác nhận trên điện thoại hoặc hủy yêu cầu ký."
    )


class RequestOver(DomainError):
    """The request was signed, given up or has expired."""

    code = "request_over"
    text = gettext_lazy("Yêu cầu ký này đã kết thúc nên không nhận chữ ký nữa. Hãy ký lại.")


@dataclass(frozen=True, slots=True)
class Awaited:
    """A rendered page, how its signature looks, the key it waits for, the printed signer."""

    pdf: bytes
    wish: "pades.SignatureWish"
    key: OutsideKey
    signer: Signer


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed page, the certificate that signed it, the printed signer."""

    pdf: bytes
    certificate: Certificate
    signer: Signer


def when_awaited(prefix: str, *, signed: OnSigned, given_up: OnGivenUp) -> None:
    """Let the owner of subjects (``case:``) hear how a wait ended, in the same transaction."""
    _listeners[prefix] = (signed, given_up)


def await_signature(*, document: Document, ready: Awaited, actor: Actor, at: datetime) -> Document:
    """Make a numbered page ready for a signature made elsewhere; runs in the caller's transaction.

    :raises SignatureAwaited: the subject waits for one already.
    """
    waiting = SigningRequest.objects.filter(subject=document.subject, state=RequestState.WAITING)
    if waiting.exists():
        raise SignatureAwaited
    holder = holder_of(ready.key, at)
    page = interrupted.make_ready(ready.pdf, ready.wish, holder)
    document.state = DocumentState.AWAITING
    document.save()
    certificate = ready.key.certificate
    if certificate is None:
        raise SignatureAwaited
    SigningRequest.objects.create(
        token=new_token(),
        document=document,
        agency_id=document.agency_id,
        person_id=ready.key.person_id,
        key=ready.key,
        certificate=certificate,
        subject=document.subject,
        ready=store_file(page.pdf, "application/pdf", at),
        gap=list(page.gap),
        attributes=page.attributes,
        page_digest=page.page_digest,
        actor=actor.as_json(),
        signer=asdict(ready.signer),
        notation=document.notation,
        created_at=at,
        expires_at=at + WAITS,
    )
    return document


def note_signed(document: Document, signed: Signed, actor: Actor, at: datetime) -> Document:
    """Keep a person's signature and tell of it."""
    keep_step(document, DocumentState.SIGNED, RenditionRole.SIGNED, signed.pdf, at)
    add_signature(document, signed.certificate, signed.signer, at)
    record_step("DOCUMENT_SIGNED", document, actor, at)
    publish(DocumentSigned(document_id=document.pk, subject=document.subject, at=at))
    return document


@transaction.atomic
def complete_signature(
    *, request: SigningRequest, signature: bytes, is_cms: bool = False, at: datetime
) -> SigningRequest:
    """Put the signature that came back into the page it was made for; the document is signed.

    :param signature: bare (ECDSA in DER, RSA PKCS#1 v1.5) or, with ``is_cms``, a CMS in DER.
    :raises RequestOver: it is signed, given up or too late.
    :raises SignatureWrong: it does not fit the page or the key.
    :raises CertificateWrong: another certificate signed.
    :raises CertificateNotGood: the certificate was revoked meanwhile.
    """
    locked = locked_request(request)
    if locked.state != RequestState.WAITING or at >= locked.expires_at:
        raise RequestOver
    holder = holder_of(locked.key, at)
    page = interrupted.ReadyPage(
        pdf=file_store.load(locked.ready.sha256),
        gap=(locked.gap[0], locked.gap[1]),
        attributes=bytes(locked.attributes),
        page_digest=bytes(locked.page_digest),
    )
    put = interrupted.put_cms if is_cms else interrupted.put_signature
    pdf = put(page, signature, holder, stamp_for(locked.document.kind))
    _finish(locked, pdf, at)
    return locked


@transaction.atomic
def give_up(*, request: SigningRequest, reason: str, at: datetime) -> SigningRequest:
    """End the wait without a signature; what is over stays as it ended."""
    locked = locked_request(request)
    if locked.state == RequestState.WAITING:
        _give_up(locked, reason, at)
    return locked


def locked_request(request: SigningRequest) -> SigningRequest:
    """Give a request's row, locked until the transaction ends."""
    rows = SigningRequest.objects.select_for_update(of=("self",)).select_related(
        "document", "certificate", "key__certificate", "ready"
    )
    return rows.get(pk=request.pk)


def to_be_signed(request: SigningRequest) -> bytes:
    """Give the SHA-256 a service or token signs."""
    return interrupted.digest_of(bytes(request.attributes))


def _finish(request: SigningRequest, pdf: bytes, at: datetime) -> None:
    actor = Actor.from_json(request.actor)
    try:
        with transaction.atomic():
            document = locked_document(request.document, DocumentState.AWAITING)
            signed = Signed(pdf, request.certificate, Signer(**request.signer))
            note_signed(document, signed, actor, at)
            for prefix, (on_signed, _on_given_up) in _listeners.items():
                if document.subject.startswith(prefix):
                    on_signed(document, actor, at)
    except DomainError as refusal:
        # What was to be signed went another way meanwhile: the signature is not used.
        _give_up(request, refusal.code, at)
        return
    _end(request, RequestState.SIGNED, "", at)


def _give_up(request: SigningRequest, reason: str, at: datetime) -> None:
    document = locked_document(request.document, DocumentState.AWAITING)
    actor = Actor.from_json(request.actor)
    is_back = give_back_number(document)
    document.state = DocumentState.REVOKED
    document.save(update_fields=["state", "number", "year"])
    kind = "DOCUMENT_GIVEN_UP" if is_back else "DOCUMENT_VOIDED"
    record(
        kind=kind,
        subject=f"document:{document.token}",
        payload={"notation": document.notation, "reason": reason},
        actor=actor,
        at=at,
    )
    _end(request, RequestState.FAILED, reason, at)
    for prefix, (_on_signed, on_given_up) in _listeners.items():
        if document.subject.startswith(prefix):
            on_given_up(document, actor, reason, at)


def _end(request: SigningRequest, state: RequestState, failure: str, at: datetime) -> None:
    request.state, request.failure, request.ended_at = state, failure, at
    request.save(update_fields=["state", "failure", "ended_at"])
    waiting = SigningRequest.objects.filter(
        session_id=request.session_id, state=RequestState.WAITING
    )
    if request.session_id is not None and not waiting.exists():
        open_sessions = SigningSession.objects.filter(ended_at__isnull=True)
        open_sessions.filter(pk=request.session_id).update(ended_at=at)
