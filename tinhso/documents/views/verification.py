"""Public verification, downloads for whom they concern, certificates and revocations."""

import re
from http import HTTPStatus

from cryptography.hazmat.primitives import serialization
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.core import clock
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.look_ups import visitor_address
from tinhso.core.rls import acting_as
from tinhso.documents.api import UploadRefused, serve_document, serve_upload
from tinhso.documents.forms import CodeForm, FileForm
from tinhso.documents.gateways import authority
from tinhso.documents.gateways.page_pictures import Comparison
from tinhso.documents.models import Document
from tinhso.documents.operations import (
    Verification,
    current_revocation_lists,
    read_upload,
    show_pages,
    uploaded_file,
    verify_content,
    verify_document,
    verify_hash,
)
from tinhso.documents.operations.pacing import (
    CODES,
    TooManyVerifications,
    VerifierBusy,
    require_file_place,
    require_pace,
)
from tinhso.documents.operations.proving import proof_of_document
from tinhso.documents.operations.reason_words import REASON_WORDS
from tinhso.documents.permissions import access_document, access_upload, documents_for
from tinhso.documents.queries import find_document
from tinhso.documents.rules.verdicts import Conclusion, Reason
from tinhso.identity.api import record_look
from tinhso.ledger.api import LedgerEntry, find_entries
from tinhso.ui.components import SummaryRow

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_TONES = {
    Conclusion.VALID: "success",
    Conclusion.INVALID: "danger",
    Conclusion.UNDETERMINED: "warning",
}


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a look-up code or a file."""
    if request.method == "POST":
        return _verify_file(request, None)
    if "code" not in request.GET:
        return _ask(request, CodeForm())
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _ask(request, form, status=HTTPStatus.BAD_REQUEST)
    return redirect("documents:verify_document", form.cleaned_data["code"])


@require_http_methods(["GET", "POST"])
def verify_one(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether a document is genuine: the target of its QR code."""
    if request.method != "POST":
        try:
            require_pace(CODES, visitor_address(request))
        except TooManyVerifications as refusal:
            return _ask_to_wait(request, CodeForm({"code": token}), "code", refusal)
    with acting_as(SYSTEM):
        document = find_document(token)
    if document is None:
        form = CodeForm({"code": token})
        form.add_error(
            "code", gettext("Không có văn bản nào mang mã này. Hãy kiểm tra từng ký tự.")
        )
        return _ask(request, form, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        return _verify_file(request, document)
    with acting_as(SYSTEM):
        found = verify_document(document=document, at=clock.now())
    return _show(request, found)


@require_GET
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand a document out to the person it is for and to its agencies."""
    actor = _actor(request)
    document = access_document(actor, token)
    _note_look(actor, document.person_id, gettext("Tải văn bản"), document.notation)
    return serve_document(document)


@require_GET
def upload(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand an upload out to its owner and to the agencies it is shared with."""
    actor = _actor(request)
    found = access_upload(actor, token)
    reference = f"upload:{found.token}"
    _note_look(actor, found.person_id, gettext("Xem giấy tờ"), found.name, reference)
    return serve_upload(found)


@require_GET
def revocation_list(request: HttpRequest) -> HttpResponse:
    """Publish which certificates are revoked."""
    with acting_as(SYSTEM):
        issuing_list = current_revocation_lists(at=clock.now())[0]
    return HttpResponse(issuing_list, content_type="application/pkix-crl")


@require_GET
def root_certificate(request: HttpRequest) -> HttpResponse:
    """Publish the certificates everything hangs on."""
    known = authority.load_authority()
    pem = b"".join(
        certificate.public_bytes(serialization.Encoding.PEM)
        for certificate in (known.root, known.issuing)
    )
    return HttpResponse(pem, content_type="application/x-pem-file")


def _ask_to_wait(
    request: HttpRequest, form: CodeForm | FileForm, field: str, refusal: DomainError
) -> HttpResponse:
    form.errors[field] = form.error_class([refusal.message])
    file_form = form if isinstance(form, FileForm) else None
    code_form = form if isinstance(form, CodeForm) else CodeForm()
    return _ask(request, code_form, file_form, status=HTTPStatus.TOO_MANY_REQUESTS)


def _verify_file(request: HttpRequest, document: Document | None) -> HttpResponse:
    try:
        require_file_place(visitor_address(request))
    except (TooManyVerifications, VerifierBusy) as refusal:
        return _ask_to_wait(request, FileForm(request.POST, request.FILES), "file", refusal)
    try:
        content = read_upload(uploaded_file(request, "file"))
    except UploadRefused as refusal:
        form = FileForm(request.POST, request.FILES)
        form.errors["file"] = form.error_class([refusal.message])
        return _ask(request, CodeForm(), form, status=HTTPStatus.BAD_REQUEST)
    with acting_as(SYSTEM):
        found = verify_content(content=content, at=clock.now(), document=document)
    return _show(request, found, show_pages(content=content, found=found))


@require_GET
def verify_by_hash(request: HttpRequest, sha256: str) -> HttpResponse:
    """Say whether a file its holder kept, of which only the SHA-256 came, is genuine."""
    if not _SHA256.fullmatch(sha256):
        raise Http404
    try:
        require_pace(CODES, visitor_address(request))
    except TooManyVerifications as refusal:
        return _ask_to_wait(request, FileForm(), "file", refusal)
    with acting_as(SYSTEM):
        found = verify_hash(sha256=sha256, at=clock.now())
    if found is None:
        return _ask(request, CodeForm(), status=HTTPStatus.NOT_FOUND, unknown_sha256=sha256)
    return _show(request, found, by_hash=True)


@require_GET
def download_proof(request: HttpRequest, token: str) -> HttpResponse:
    """Give what the ledger proves of a document to whoever has its code: a file for verifiers."""
    try:
        require_pace(CODES, visitor_address(request))
    except TooManyVerifications as refusal:
        return _ask_to_wait(request, CodeForm({"code": token}), "code", refusal)
    with acting_as(SYSTEM):
        document = find_document(token)
        proof = proof_of_document(document) if document else None
    if document is None or proof is None:
        raise Http404
    response = JsonResponse(proof.as_json(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="bang-chung-{token}.json"'
    return response


def _show(
    request: HttpRequest,
    found: Verification,
    pages: Comparison | None = None,
    *,
    by_hash: bool = False,
) -> HttpResponse:
    document = found.document
    with acting_as(SYSTEM):
        proof = proof_of_document(document) if document else None
    context = {
        "found": found,
        "words": _words(found, of_file=by_hash or pages is not None),
        "by_hash": by_hash,
        "tone": _TONES[found.verdict.conclusion],
        "pages": pages,
        "document": document,
        "rows": _rows(document),
        "of_file": pages is not None,
        "file_form": FileForm(),
        "entries": _ledger_entries(document),
        "whole": proof,
        "is_included": proof is not None and proof.inclusion.is_valid(),
        "has_grown": proof is not None and proof.has_only_grown(),
        "may_download": document is not None
        and documents_for(_actor(request)).filter(pk=document.pk).exists(),
    }
    return render(request, "documents/verification.html", context)


def _words(found: Verification, *, of_file: bool) -> list[str]:
    """Say every reason, the weightiest first; a code says less than a file."""
    if found.verdict.reasons == (Reason.AS_ISSUED,) and not of_file:
        return [
            gettext(
                "Văn bản này do cơ quan dưới đây phát hành. Người có thẩm quyền và cơ quan đều đã"
                " ký. Hãy so nội dung bạn cầm với thông tin dưới đây, hoặc gửi tệp để so từng byte."
            )
        ]
    return [str(REASON_WORDS[reason]) for reason in found.verdict.reasons]


def _ask(
    request: HttpRequest,
    code_form: CodeForm,
    file_form: FileForm | None = None,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    unknown_sha256: str = "",
) -> HttpResponse:
    context: dict[str, object] = {
        "code_form": code_form,
        "file_form": file_form or FileForm(),
        "unknown_sha256": unknown_sha256,
        "hash_address": reverse("documents:verify_by_hash", args=["SHA256"]),
    }
    context["refused_form"] = context["file_form" if file_form else "code_form"]
    return render(request, "documents/verify.html", context, status=status)


def _rows(document: Document | None) -> list[SummaryRow]:
    if document is None:
        return []
    issued_at = clock.local(document.issued_at) if document.issued_at else None
    rows = [
        SummaryRow(gettext("Loại văn bản"), document.get_kind_display()),
        SummaryRow(gettext("Số, ký hiệu"), document.notation),
        SummaryRow(gettext("Cơ quan phát hành"), document.agency.name),
        SummaryRow(gettext("Phát hành lúc"), f"{issued_at:%H:%M %d/%m/%Y}" if issued_at else ""),
    ]
    successor = getattr(document, "replaced_by", None)
    if document.replaces is not None:
        rows.append(SummaryRow(gettext("Thay cho văn bản số"), document.replaces.notation))
    if successor is not None:
        rows.append(SummaryRow(gettext("Đã được thay bằng văn bản số"), successor.notation))
    return [row for row in rows if row.value]


def _ledger_entries(document: Document | None) -> list[LedgerEntry]:
    return find_entries(f"document:{document.token}") if document else []


def _actor(request: HttpRequest) -> Actor:
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise Http404
    return actor


def _note_look(
    actor: Actor, person_id: int | None, purpose: str, subject: str, reference: str = ""
) -> None:
    if actor.is_officer and person_id is not None:
        record_look(
            actor=actor,
            person_id=person_id,
            purpose=purpose,
            subject=subject,
            at=clock.now(),
            reference=reference,
        )
