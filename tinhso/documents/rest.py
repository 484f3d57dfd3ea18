"""The JSON API: is a file or a document genuine; digests out and signatures in for programs."""

import base64
import binascii
from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from ninja import File, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.look_ups import visitor_address
from tinhso.core.rls import acting_as
from tinhso.documents.models import RequestState, SigningRequest
from tinhso.documents.operations import (
    CANCELLED,
    LINKING_ROLES,
    Verification,
    complete_signature,
    give_up,
    read_upload,
    show_pages,
    to_be_signed,
    verify_content,
    verify_document,
)
from tinhso.documents.operations.pacing import CODES, require_file_place, require_pace
from tinhso.documents.operations.reason_words import REASON_WORDS
from tinhso.documents.permissions import access_request, requests_for
from tinhso.documents.queries import find_document
from tinhso.identity.api import OfficerAuth
from tinhso.ui.navigation import actor_of

router = Router(tags=["documents"])


class ReasonOut(Schema):
    """One reason of a verdict, for programs and for people."""

    code: str
    message: str


class SignatureOut(Schema):
    """A signature found; ``role`` is PERSON, ORGANISATION or TIMESTAMP."""

    role: str
    signer_name: str
    organisation: str
    certificate_serial: str
    claimed_at: datetime | None
    proven_at: datetime | None
    is_intact: bool
    trust: str


class VerdictOut(Schema):
    """The verdict: VALID, INVALID or UNDETERMINED; ``number`` only when it is on record.

    ``differing_pages`` are those that look different from what was signed (files only).
    """

    conclusion: str
    reasons: list[ReasonOut]
    sha256: str
    number: str = ""
    agency: str = ""
    issued_at: datetime | None = None
    signatures: list[SignatureOut]
    page_count: int = 0
    differing_pages: list[int] = []


@router.post(
    "/verification", response=VerdictOut, auth=None, summary="Verify a file somebody holds"
)
def verify_file(request: HttpRequest, file: UploadedFile = File(...)) -> VerdictOut:  # type: ignore[type-arg]  # noqa: B008 - ninja's way to declare
    """Check a PDF; it is not kept. An address may ask 20 times a minute."""
    require_file_place(visitor_address(request))
    content = read_upload(file)
    with acting_as(SYSTEM):
        found = verify_content(content=content, at=clock.now())
    pages = show_pages(content=content, found=found)
    answer = _verdict(found)
    answer.page_count, answer.differing_pages = pages.page_count, list(pages.differing)
    return answer


@router.get(
    "/{token}/verification", response=VerdictOut, auth=None, summary="Verify a document by its code"
)
def verify_by_code(request: HttpRequest, token: str) -> VerdictOut:
    """Check the bytes the platform keeps of a document. An address may ask 60 times a minute."""
    require_pace(CODES, visitor_address(request))
    with acting_as(SYSTEM):
        document = find_document(token)
        if document is None:
            raise Http404
        return _verdict(verify_document(document=document, at=clock.now()))


def _verdict(found: Verification) -> VerdictOut:
    document = found.document
    return VerdictOut(
        conclusion=found.verdict.conclusion,
        reasons=[
            ReasonOut(code=reason, message=str(REASON_WORDS[reason]))
            for reason in found.verdict.reasons
        ],
        sha256=found.sha256,
        number=document.notation if document else "",
        agency=document.agency.name if document else "",
        issued_at=document.issued_at if document else None,
        signatures=[
            SignatureOut(
                role=fact.role,
                signer_name=fact.signer_name,
                organisation=fact.organisation,
                certificate_serial=fact.serial,
                claimed_at=fact.claimed_at,
                proven_at=fact.proven_at,
                is_intact=fact.is_intact,
                trust=fact.trust,
            )
            for fact in found.facts.signatures
        ],
    )


class SigningRequestOut(Schema):
    """A signature asked of the caller; digests are SHA-256, everything binary is base64.

    ``to_be_signed`` is the digest of ``signed_attributes``: what a bare signature signs.
    ``document_digest`` is the page's own: what a CMS signature of one's own holds.
    """

    token: str
    number: str
    title: str
    state: str
    failure: str
    digest_algorithm: str = "sha256"
    to_be_signed: str
    signed_attributes: str
    document_digest: str
    certificate_serial: str
    expires_at: datetime


class SignatureIn(Schema):
    """A bare signature (ECDSA in DER, or RSA PKCS#1 v1.5) or a whole CMS signature, in base64."""

    signature: str = ""
    cms: str = ""


_SIGNERS = OfficerAuth(*LINKING_ROLES)


@router.get(
    "/signing-requests",
    response=list[SigningRequestOut],
    auth=_SIGNERS,
    summary="List the signatures asked of the caller",
)
def list_signing_requests(request: HttpRequest) -> list[SigningRequestOut]:
    """Give what waits, the oldest first."""
    waiting = requests_for(actor_of(request)).filter(state=RequestState.WAITING).order_by("pk")
    return [_request(one) for one in waiting[:100]]


@router.get(
    "/signing-requests/{token}",
    response=SigningRequestOut,
    auth=_SIGNERS,
    summary="Read one signature asked of the caller",
)
def read_signing_request(request: HttpRequest, token: str) -> SigningRequestOut:
    """Give its digests and how it stands."""
    return _request(access_request(actor_of(request), token))


@router.post(
    "/signing-requests/{token}/signature",
    response=SigningRequestOut,
    auth=_SIGNERS,
    summary="Hand in the signature",
)
def hand_in_signature(request: HttpRequest, token: str, body: SignatureIn) -> SigningRequestOut:
    """Put a signature into the page it was made for; a wrong one changes nothing."""
    found = access_request(actor_of(request), token)
    content = _binary(body.cms or body.signature)
    signed = complete_signature(
        request=found, signature=content, is_cms=bool(body.cms), at=clock.now()
    )
    return _request(signed)


@router.post(
    "/signing-requests/{token}/refusal",
    response=SigningRequestOut,
    auth=_SIGNERS,
    summary="Give the signature up",
)
def refuse_signing_request(request: HttpRequest, token: str) -> SigningRequestOut:
    """End the wait; the number goes back, or is void."""
    found = access_request(actor_of(request), token)
    return _request(give_up(request=found, reason=CANCELLED, at=clock.now()))


def _request(found: SigningRequest) -> SigningRequestOut:
    return SigningRequestOut(
        token=found.token,
        number=found.notation,
        title=found.document.title,
        state=found.state,
        failure=found.failure,
        to_be_signed=_text(to_be_signed(found)),
        signed_attributes=_text(bytes(found.attributes)),
        document_digest=_text(bytes(found.page_digest)),
        certificate_serial=found.certificate.serial,
        expires_at=found.expires_at,
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _binary(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise HttpError(422, gettext("Chữ ký phải là base64.")) from error
