"""The JSON API of verification: is a file or a document genuine, and why."""

from datetime import datetime

from django.http import Http404, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.operations import (
    Verification,
    read_upload,
    show_pages,
    verify_content,
    verify_document,
)
from tinhso.documents.operations.reason_words import REASON_WORDS
from tinhso.documents.queries import find_document

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
    """Check a PDF; it is not kept."""
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
    """Check the bytes the platform keeps of a document."""
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
