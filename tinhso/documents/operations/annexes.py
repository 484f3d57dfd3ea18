"""The organisation's signature on files beside an issued document (Decree 30/2020 annex I).

What stands in the same file as the document is covered by its signatures; every PDF beside it is
signed by the organisation alone: no picture, number and time in the top right corner of page 1.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.documents.gateways import file_store, first_page, pades, typesetting
from tinhso.documents.gateways.pdf_inspection import inspect_pdf
from tinhso.documents.gateways.refusals import UploadBroken, UploadLocked
from tinhso.documents.models import (
    Document,
    DocumentKind,
    DocumentState,
    RenditionRole,
    StoredFile,
)
from tinhso.documents.operations.certificates import certificate_of_agency, signing_key
from tinhso.documents.operations.levels import order_protection, stamp_for
from tinhso.documents.operations.signing import SignerNotAllowed
from tinhso.documents.operations.steps import (
    DocumentNotReady,
    add_signature,
    keep_step,
    printed_moment,
    record_step,
)
from tinhso.documents.rules import Signer, annex_box


class AnnexNotSealable(DomainError):
    """A PDF beside a document cannot take a signature."""

    code = "annex_not_sealable"
    text = gettext_lazy(
        "Có tệp PDF kèm theo không ký số được. Hãy xuất lại tệp đó thành PDF rồi kèm lại."
    )


def check_sealable(content: bytes) -> None:
    """Refuse a PDF that could not be signed when its document is issued.

    :raises UploadLocked: it is locked with a password.
    :raises UploadBroken: it cannot be read.
    """
    try:
        first_page.look_at_first_page(content)
    except first_page.NotSealable:
        verdict = inspect_pdf(content).verdict
        if verdict != "ok":
            raise (UploadLocked if verdict == "locked" else UploadBroken) from None


@transaction.atomic
def seal_annex(
    *, main: Document, name: str, file: StoredFile, actor: Actor, at: datetime
) -> Document | None:
    """Sign a PDF beside an issued document as its organisation; give its own document.

    ``None`` for what others have signed already: an electronic original goes along as it is. The
    bytes brought stay as they are at the beginning of those signed; only a file that breaks the
    format is written anew first.

    :raises SignerNotAllowed: the actor is no registry clerk of the issuing agency.
    :raises DocumentNotReady: the document is not issued.
    :raises AnnexNotSealable: the file takes no signature.
    """
    if not actor.has_role("REGISTRAR") or main.agency_id not in actor.agency_ids:
        raise SignerNotAllowed
    if main.state != DocumentState.ISSUED:
        raise DocumentNotReady
    content, page = _sealable(file_store.load(file.sha256))
    if page.signature_count:
        return None
    agency = main.agency
    certificate = certificate_of_agency(agency=agency, at=at)
    pdf = pades.sign_pdf(
        content, _wish(main, page, at), signing_key(certificate), stamp_for(DocumentKind.ANNEX)
    )
    annex = Document.objects.create(
        token=new_token(),
        kind=DocumentKind.ANNEX,
        template="annex",
        state=DocumentState.SIGNED,
        agency=agency,
        reader_agency_ids=main.reader_agency_ids,
        subject=main.subject,
        title=name[:300],
        notation=main.notation,
        created_at=at,
        issued_at=at,
    )
    order_protection(annex, at)
    keep_step(annex, DocumentState.ISSUED, RenditionRole.ISSUED, pdf, at)
    add_signature(annex, certificate, Signer(name=agency.name, title=""), at)
    record_step("ANNEX_SEALED", annex, actor, at)
    return annex


def _sealable(content: bytes) -> "tuple[bytes, first_page.FirstPage]":
    try:
        return content, first_page.look_at_first_page(content)
    except first_page.NotSealable:
        cleaned = inspect_pdf(content).content
    try:
        return cleaned, first_page.look_at_first_page(cleaned)
    except first_page.NotSealable as error:
        raise AnnexNotSealable from error


def _wish(main: Document, page: "first_page.FirstPage", at: datetime) -> "pades.SignatureWish":
    moment = printed_moment(at)
    words = {
        "notation": main.notation,
        "moment": f"{moment['day']} {moment['time']}",
        "turn": page.turn,
    }
    return pades.SignatureWish(
        field=pades.SEAL_FIELD,
        page=1,
        box=annex_box(page.box, page.turn),
        picture=typesetting.render_picture("annex", words),
        name=main.agency.name,
        reason="Ký số văn bản kèm theo",
        location=main.agency.name,
        at=local(at),
    )
