"""Asking a holder to confirm: one confirmation for all that waits, driven on by tasks.

Each step is one transaction that can be repeated: killed anywhere, the next round goes on. The
service knows a session by its token, so a question asked twice is one question.
"""

from datetime import datetime, timedelta

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction
from django.utils.translation import gettext
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.documents.gateways import remote_signing
from tinhso.documents.gateways.signing_refusals import ConfirmationExpired, SigningServiceAway
from tinhso.documents.gateways.trust_services import TrustServiceAway
from tinhso.documents.models import (
    RequestState,
    SigningRequest,
    SigningSession,
    SigningWay,
)
from tinhso.documents.operations.awaiting import (
    CANCELLED,
    WAITS,
    complete_signature,
    give_up,
    to_be_signed,
)

_TASK = "tinhso.documents.tasks.drive_signing"
#: Somebody sits before a page, with a phone in the hand.
BEFORE_EVERYTHING_ELSE = 10
_FORGOTTEN = timedelta(seconds=30)
_log = structlog.get_logger(__name__)


@transaction.atomic
def ask_to_confirm(*, actor: Actor, at: datetime, return_path: str = "") -> SigningSession | None:
    """Ask the actor to confirm, once, everything of theirs that waits; ``None`` when nothing does.

    :param return_path: the page of this platform to go back to.
    """
    waiting = SigningRequest.objects.select_for_update().filter(
        person_id=actor.person_id or 0, state=RequestState.WAITING, session__isnull=True
    )
    return _open_session(list(waiting.order_by("pk")), at, return_path)


@transaction.atomic
def drive_session(*, session_id: int, at: datetime) -> bool:
    """Take a session one step on; tells whether another step is to follow.

    :raises SigningServiceAway, TrustServiceAway: a service does not answer: try later.
    """
    session = SigningSession.objects.select_for_update().get(pk=session_id)
    if session.ended_at is not None:
        return False
    waiting = _waiting(session)
    try:
        if at >= session.expires_at:
            raise ConfirmationExpired
        if waiting and session.key.way == SigningWay.REMOTE:
            return _step(session, waiting, at)
        if waiting:
            return False  # a token signs when its holder does: the door of programs closes it
    except (SigningServiceAway, TrustServiceAway):
        raise
    except DomainError as refusal:
        _give_all_up(waiting, refusal.code, at)
    _close(session, at)
    return False


@transaction.atomic
def cancel_session(*, session: SigningSession, at: datetime) -> None:
    """Let the holder take everything back that is not signed yet."""
    locked = SigningSession.objects.select_for_update().get(pk=session.pk)
    _give_all_up(_waiting(locked), CANCELLED, at)
    _close(locked, at)


def sessions_to_drive(*, at: datetime) -> list[int]:
    """Give the open sessions, after opening some for what a crash left without one."""
    forgotten = SigningRequest.objects.filter(
        state=RequestState.WAITING, session__isnull=True, created_at__lte=at - _FORGOTTEN
    )
    for actor in {request.person_id: request.actor for request in forgotten}.values():
        ask_to_confirm(actor=Actor.from_json(actor), at=at)
    return list(SigningSession.objects.filter(ended_at__isnull=True).values_list("pk", flat=True))


def _open_session(
    waiting: list[SigningRequest], at: datetime, return_path: str
) -> SigningSession | None:
    if not waiting:
        return None
    key = waiting[0].key
    together = [request for request in waiting if request.key_id == key.pk]
    session = SigningSession.objects.create(
        token=new_token(),
        agency_id=key.agency_id,
        person_id=key.person_id,
        key=key,
        return_path=return_path,
        created_at=at,
        expires_at=at + WAITS,
    )
    chosen = SigningRequest.objects.filter(pk__in=[request.pk for request in together])
    chosen.update(session=session, expires_at=session.expires_at)
    app.configure_task(_TASK, queue="documents", priority=BEFORE_EVERYTHING_ELSE).defer(
        session_id=session.pk
    )
    return session


def _waiting(session: SigningSession) -> list[SigningRequest]:
    rows = session.requests.filter(state=RequestState.WAITING).select_related("certificate")
    return list(rows.order_by("pk"))


def _step(session: SigningSession, waiting: list[SigningRequest], at: datetime) -> bool:
    digests = [to_be_signed(request) for request in waiting]
    if not session.handle:
        opened = remote_signing.authorise(
            credential=session.key.credential,
            digests=digests,
            title=_title(waiting),
            session=session.token,
        )
        session.handle = opened.handle
        session.expires_at = min(session.expires_at, at + timedelta(seconds=opened.seconds))
        session.save(update_fields=["handle", "expires_at"])
        return True
    activation = remote_signing.confirmation(session.handle)
    if not activation:
        return True
    signatures = remote_signing.sign_digests(
        credential=session.key.credential,
        activation=activation,
        digests=digests,
        is_rsa=_is_rsa(waiting[0]),
    )
    refused = [
        (request, refusal)
        for request, signature in zip(waiting, signatures, strict=True)
        if (refusal := _refusal_of(request, signature, at))
    ]
    for request, refusal in reversed(refused):
        _log.warning("signature from the service refused", code=refusal.code)
        give_up(request=request, reason=refusal.code, at=at)
    _close(session, at)
    return False


def _refusal_of(request: SigningRequest, signature: bytes, at: datetime) -> DomainError | None:
    """Complete one request; give why it could not be."""
    try:
        complete_signature(request=request, signature=signature, at=at)
    except TrustServiceAway:
        raise
    except DomainError as refusal:
        return refusal
    return None


def _give_all_up(waiting: list[SigningRequest], reason: str, at: datetime) -> None:
    """Give requests up, the last number first, so that all of them can go back."""
    for request in reversed(waiting):
        give_up(request=request, reason=reason, at=at)


def _close(session: SigningSession, at: datetime) -> None:
    session.ended_at = at
    session.save(update_fields=["ended_at"])


def _title(waiting: list[SigningRequest]) -> str:
    first = waiting[0].document
    if len(waiting) == 1:
        return f"{first.notation}: {first.title}"[:200]
    return gettext("%(n)d văn bản, đầu tiên là số %(notation)s") % {
        "n": len(waiting),
        "notation": first.notation,
    }


def _is_rsa(request: SigningRequest) -> bool:
    certificate = x509.load_pem_x509_certificate(request.certificate.pem.encode())
    return isinstance(certificate.public_key(), rsa.RSAPublicKey)
