"""An application filed at the national portal becomes a case here, or a draft to be completed.

Called once per message of the exchange, in the transaction that marks it as handled; the receipt
leaves with the same commit.
"""

import base64
import binascii
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext

from tinhso.cases.gateways.national_portal import (
    NationalApplication,
    Receipt,
    read_application,
    receipt_parcel,
)
from tinhso.cases.models import Case, Channel, Draft, FilingOutcome, NationalFiling
from tinhso.cases.operations.direct import Application, deciding_agency
from tinhso.cases.operations.drafts import (
    Writer,
    attach_paper,
    choose_place,
    choose_variant,
    start_draft,
)
from tinhso.cases.operations.filing import (
    Filing,
    FormInvalid,
    Offices,
    PapersMissing,
    VariantNotChosen,
    WayNotOffered,
    submit_case,
)
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.text import texts_within
from tinhso.documents.api import Upload, receive_upload, refuse_secret_words
from tinhso.exchange.api import Arrived, send
from tinhso.identity.api import Person, find_or_create_person
from tinhso.orgs.api import one_stop_unit_for, organisation_date
from tinhso.procedures.api import Procedure, ProcedureVersion, find_current_version

_ACCEPTED = ("image/jpeg", "image/png", "application/pdf")
_PURPOSE = "case_paper"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A national application with who files it, for which version, and the files kept."""

    application: NationalApplication
    version: ProcedureVersion
    person: Person
    actor: Actor
    papers: dict[str, list[Upload]]


def take_filing(arrived: Arrived) -> str:
    """Make a case or a draft of what came, and send the receipt back; gives a word for the log."""
    application = read_application(arrived.body)
    known = NationalFiling.objects.filter(national_code=application.national_code).first()
    if known is not None:
        return known.outcome
    try:
        with transaction.atomic():
            filing, receipt, person_id = _take(application, arrived.at)
    except DomainError as refusal:
        filing, person_id = _refused(application, refusal.message), None
        receipt = Receipt(application.national_code, FilingOutcome.REFUSED, reason=refusal.message)
    filing.arrived_at = arrived.at
    filing.save()
    send(receipt_parcel(receipt, person_id, arrived.at), at=arrived.at)
    return str(filing.outcome)


def _refused(application: NationalApplication, reason: str) -> NationalFiling:
    return NationalFiling(
        national_code=application.national_code, outcome=FilingOutcome.REFUSED, reason=reason
    )


def _take(application: NationalApplication, at: datetime) -> tuple[NationalFiling, Receipt, int]:
    asked = _asked(application, at)
    code = application.national_code
    try:
        with transaction.atomic():
            case = _file(asked, at)
    except (FormInvalid, PapersMissing, VariantNotChosen) as lack:
        draft = _keep_as_draft(asked, at)
        fields = _lacking(lack)
        filing = NationalFiling(
            national_code=code, outcome=FilingOutcome.DRAFT, reason=lack.message, draft=draft
        )
        receipt = Receipt(code, FilingOutcome.DRAFT, draft.token, lack.message, fields)
        return filing, receipt, asked.person.pk
    filing = NationalFiling(national_code=code, outcome=FilingOutcome.CASE, case=case)
    return filing, Receipt(code, FilingOutcome.CASE, case.token), asked.person.pk


def _lacking(lack: DomainError) -> tuple[str, ...]:
    if isinstance(lack, FormInvalid):
        return tuple(lack.errors)
    return tuple(lack.codes) if isinstance(lack, PapersMissing) else ()


def _asked(application: NationalApplication, at: datetime) -> _Asked:
    refuse_secret_words(texts_within(application.answers), actor=SYSTEM, at=at)
    procedure = Procedure.objects.filter(code=application.procedure_code).first()
    version = find_current_version(procedure.slug, local(at).date()) if procedure else None
    if version is None:
        raise WayNotOffered(gettext("Tỉnh không có thủ tục mang mã này."))
    said = application.applicant
    person = find_or_create_person(
        at=at,
        full_name=said["full_name"],
        identity_number=said["identity_number"],
        birth_date=application.birth_date,
        phone=said.get("phone", ""),
        email=said.get("email", ""),
        address=said.get("address", ""),
        area_code=application.area_code,
    )
    actor = Actor(kind=ActorKind.CITIZEN, name=person.full_name, person_id=person.pk)
    return _Asked(application, version, person, actor, _kept(application, actor, at))


def _kept(application: NationalApplication, actor: Actor, at: datetime) -> dict[str, list[Upload]]:
    kept: dict[str, list[Upload]] = {}
    for paper in application.papers:
        try:
            content = base64.b64decode(paper["content_base64"], validate=True)
        except binascii.Error as error:
            raise DomainError(gettext("Một tệp gửi kèm không đọc được.")) from error
        upload = receive_upload(
            file=ContentFile(content, name=paper["name"]),
            actor=actor,
            purpose=_PURPOSE,
            accept=_ACCEPTED,
            at=at,
        )
        kept.setdefault(paper["code"], []).append(upload)
    return kept


def _file(asked: _Asked, at: datetime) -> Case:
    application = asked.application
    competent = deciding_agency(
        Application(
            version=asked.version,
            applicant=asked.person,
            area_code=application.area_code,
            form=application.answers,
        )
    )
    receiving = one_stop_unit_for(competent, organisation_date())
    filing = Filing(
        version=asked.version,
        applicant=asked.person,
        form=application.answers,
        offices=Offices(receiving_id=receiving.pk, competent_id=competent.pk),
        channel=Channel.NATIONAL_PORTAL,
        variant=application.variant,
        papers=asked.papers,
    )
    return submit_case(filing=filing, actor=asked.actor, at=at)


def _keep_as_draft(asked: _Asked, at: datetime) -> Draft:
    """Keep an application that lacks something, for its applicant to complete here."""
    application = asked.application
    draft = start_draft(
        version=asked.version,
        writer=Writer(asked.person, channel=Channel.NATIONAL_PORTAL),
        answers=application.answers,
        at=at,
    )
    if application.area_code and draft.competent_agency_id is None:
        draft = choose_place(draft=draft, area_code=application.area_code, at=at)
    if application.variant:
        # A variant we do not know: its applicant chooses among ours.
        with suppress(VariantNotChosen):
            draft = choose_variant(draft=draft, variant=application.variant, at=at)
    for code, uploads in asked.papers.items():
        for upload in uploads:
            attach_paper(draft=draft, paper_code=code, upload=upload, at=at)
    return draft
