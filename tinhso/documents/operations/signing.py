"""Numbering, signing and sealing: person first, then the organisation, in one order only."""

from dataclasses import asdict
from datetime import datetime
from typing import Unpack

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.documents.events import DocumentIssued
from tinhso.documents.gateways import file_store, pades, typesetting
from tinhso.documents.models import (
    Document,
    DocumentKind,
    DocumentState,
    RenditionRole,
)
from tinhso.documents.operations.awaiting import Awaited, Signed, await_signature, note_signed
from tinhso.documents.operations.certificates import (
    certificate_of_agency,
    certificate_of_person,
    signing_key,
)
from tinhso.documents.operations.drafting import (
    OFFICIAL_COPY,
    DocumentPlan,
    create_document,
    render_final,
    signer_in,
)
from tinhso.documents.operations.levels import order_protection, stamp_for
from tinhso.documents.operations.numbering import take_number
from tinhso.documents.operations.outside_keys import find_outside_key
from tinhso.documents.operations.steps import (
    DocumentNotReady,
    add_signature,
    keep_step,
    locked_document,
    printed_moment,
    record_step,
)
from tinhso.documents.queries import latest_rendition
from tinhso.documents.rules import (
    SignaturePlace,
    Signer,
    format_notation,
    hand_strokes,
    person_box,
    seal_box,
    seal_picture,
)
from tinhso.documents.rules.signing_authority import holds_on, is_lawful
from tinhso.orgs.api import Position, organisation_date_at

_LEADERS = frozenset({"LEADER"})
_SLIP_SIGNERS = frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"})
_BY_THE_COUNTER = frozenset({DocumentKind.SLIP, DocumentKind.COPY})


class SignerNotAllowed(DomainError):
    """The actor has no authority to sign or seal this document."""

    code = "signer_not_allowed"
    text = gettext_lazy(
        "Bạn không có thẩm quyền ký văn bản này. Hãy chuyển cho người có thẩm quyền của cơ quan."
    )


class AuthorityNotValid(DomainError):
    """The position is not held on the day of the signature, or may not stand for others so."""

    code = "authority_not_valid"
    text = gettext_lazy(
        "Quyền ký không có hiệu lực vào ngày ký: chức vụ chưa có hoặc đã hết, hoặc người được ủy"
        " quyền ủy quyền lại. Hãy chọn người ký khác."
    )


@transaction.atomic
def sign_as_person(*, document: Document, actor: Actor, at: datetime) -> Document:
    """Number a draft and sign it as the authorised person (Decree 30/2020 art. 13, 15).

    Where the person's key is kept elsewhere the document is given back ``AWAITING``: numbered,
    waiting for the signature; whom ``when_awaited`` names hears how it ends.

    :raises SignerNotAllowed: the actor is not of the issuing agency, or holds no signing role.
    :raises AuthorityNotValid: the position is not held that day, or the authority may not be so.
    :raises DocumentNotReady: it is signed already.
    :raises SignatureAwaited: the subject waits for a signature already.
    """
    locked = locked_document(document, DocumentState.DRAFT)
    _check_signer(locked, actor, _signing_roles(locked))
    position = _position_of(actor)
    signer = _printed_signer(locked, actor, position)
    _check_authority(signer, position, at)
    _assign_number(locked, at)
    rendered = render_final(locked, signer, local(at).date())
    locked.signature_place = asdict(rendered.place)
    wish = _person_wish(locked, rendered.place, actor, at)
    key = None if locked.kind in _BY_THE_COUNTER else find_outside_key(actor, locked.agency_id)
    if key is not None:
        return await_signature(
            document=locked, ready=Awaited(rendered.pdf, wish, key, signer), actor=actor, at=at
        )
    certificate = certificate_of_person(actor=actor, agency=locked.agency, position=position, at=at)
    pdf = pades.sign_pdf(rendered.pdf, wish, signing_key(certificate), stamp_for(locked.kind))
    return note_signed(locked, Signed(pdf, certificate, signer), actor, at)


def _person_wish(
    document: Document, place: SignaturePlace, actor: Actor, at: datetime
) -> "pades.SignatureWish":
    return pades.SignatureWish(
        field=pades.PERSON_FIELD,
        page=place.page,
        box=person_box(place),
        picture=typesetting.render_picture(
            "hand", {"strokes": hand_strokes(actor.name), **printed_moment(at)}
        ),
        name=actor.name,
        reason="Ký ban hành",
        location=document.agency.name,
        at=local(at),
    )


@transaction.atomic
def seal(*, document: Document, actor: Actor, at: datetime) -> Document:
    """Sign as the organisation, by the registry clerk, what the authorised person has signed.

    Decree 30/2020 art. 32. The document is issued by it.

    :raises SignerNotAllowed: the actor is not a registry clerk of the issuing agency.
    :raises DocumentNotReady: the person has not signed, or it is sealed already.
    """
    locked = locked_document(document, DocumentState.SIGNED)
    _check_signer(locked, actor, frozenset({"REGISTRAR"}))
    return _seal(locked, actor, at)


@transaction.atomic
def issue_signed(*, actor: Actor, at: datetime, **plan: Unpack[DocumentPlan]) -> Document:
    """Number, sign and seal a slip or copy in one go: the clerk signs, the one-stop unit seals.

    :raises SignerNotAllowed: it is neither slip nor copy, or the actor is of another agency.
    """
    if plan["kind"] not in _BY_THE_COUNTER:
        raise SignerNotAllowed
    document = create_document(plan, at)
    return _seal(sign_as_person(document=document, actor=actor, at=at), actor, at)


@transaction.atomic
def issue_sealed(*, actor: Actor, at: datetime, **plan: Unpack[DocumentPlan]) -> Document:
    """Number and seal a receipt or published numbers: the agency alone answers, nobody signs.

    Whoever took the money is named in the content. Callers check who may.

    :raises SignerNotAllowed: it is neither.
    """
    if plan["kind"] not in {DocumentKind.RECEIPT, DocumentKind.NUMBERS}:
        raise SignerNotAllowed
    document = create_document(plan, at)
    _assign_number(document, at)
    signer = signer_in(document.content, Signer(name="", title=""))
    rendered = render_final(document, signer, local(at).date())
    document.signature_place = asdict(rendered.place)
    return _seal_bytes(document, rendered.pdf, actor, at)


def _seal(document: Document, actor: Actor, at: datetime) -> Document:
    signed = latest_rendition(document)
    if signed is None:
        raise DocumentNotReady
    return _seal_bytes(document, file_store.load(signed.file.sha256), actor, at)


def _seal_bytes(document: Document, content: bytes, actor: Actor, at: datetime) -> Document:
    if document.signature_place is None:
        raise DocumentNotReady
    place = SignaturePlace(**document.signature_place)
    agency = document.agency
    certificate = certificate_of_agency(agency=agency, at=at)
    words = seal_picture(
        agency.name,
        agency.parent.name if agency.parent else "",
        "Trình diễn" if settings.DEMO else "Tỉnh Số",
    )
    wish = pades.SignatureWish(
        field=pades.SEAL_FIELD,
        page=place.page,
        box=seal_box(place),
        picture=typesetting.render_picture("seal", {**asdict(words), **printed_moment(at)}),
        name=agency.name,
        reason="Đóng dấu cơ quan",
        location=agency.name,
        at=local(at),
    )
    pdf = pades.sign_pdf(content, wish, signing_key(certificate), stamp_for(document.kind))
    document.issued_at = at
    order_protection(document, at)
    keep_step(document, DocumentState.ISSUED, RenditionRole.ISSUED, pdf, at)
    add_signature(document, certificate, Signer(name=agency.name, title=""), at)
    record_step("DOCUMENT_ISSUED", document, actor, at)
    publish(DocumentIssued(document_id=document.pk, subject=document.subject, at=at))
    return document


def _check_signer(document: Document, actor: Actor, roles: frozenset[str]) -> None:
    is_of_agency = actor.is_officer and document.agency_id in actor.agency_ids
    if not is_of_agency or actor.person_id is None or not actor.has_role(*roles):
        raise SignerNotAllowed


def _check_authority(signer: Signer, position: Position | None, at: datetime) -> None:
    day = organisation_date_at(at)
    is_held = position is None or holds_on(day, position.valid_from, position.valid_to)
    if not is_held or not is_lawful(signer.authority):
        raise AuthorityNotValid


def _signing_roles(document: Document) -> frozenset[str]:
    if document.template == OFFICIAL_COPY:
        return frozenset({"LEADER", "HEAD_OF_UNIT"})
    if document.kind in _BY_THE_COUNTER:
        return _SLIP_SIGNERS
    wanted = document.content.get("template", {}).get("signer_role")
    return frozenset({"LEADER", "HEAD_OF_UNIT"}) if wanted == "HEAD_OF_UNIT" else _LEADERS


def _position_of(actor: Actor) -> Position | None:
    return Position.objects.filter(pk=actor.position_id).first() if actor.position_id else None


def _printed_signer(document: Document, actor: Actor, position: Position | None) -> Signer:
    named = signer_in(document.content, Signer(name="", title=""))
    title, authority = named.title, named.authority
    is_of_position = document.kind == DocumentKind.RESULT or document.template == OFFICIAL_COPY
    if is_of_position and (named.name != actor.name or not title):
        title = position.title if position else title
        authority = position.signing_authority if position else authority
    return Signer(name=actor.name, title=title, authority=authority)


def _assign_number(document: Document, at: datetime) -> None:
    year = local(at).year
    number = take_number(agency_id=document.agency_id, register=document.register, year=year)
    document.year, document.number = year, number
    suffix = document.content.get("notation_suffix") or document.register
    document.notation = format_notation(number, suffix)
