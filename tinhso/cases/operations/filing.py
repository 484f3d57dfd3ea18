"""Filing an application: validated again, stored once, with its first event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseFiled
from tinhso.cases.models import Case, CasePaper
from tinhso.cases.operations.acts import Act, finish_act
from tinhso.cases.operations.co_signing import CoSignaturesMissing, asked_parties
from tinhso.cases.operations.payments import ask_at_filing
from tinhso.cases.operations.reuse import note_reuse
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.permissions import agencies_of
from tinhso.cases.queries import assess_case, commune_names, known_exemption
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import insert
from tinhso.documents.api import Upload, share_uploads
from tinhso.identity.api import Person, share_person
from tinhso.procedures.api import (
    ProcedureVersion,
    load_form,
    open_channels_of,
    papers_of,
    variant_of,
    variants_of,
)
from tinhso.vault.api import check_papers


class FormInvalid(DomainError):
    """The form's answers do not satisfy the procedure's schema; ``errors`` by field."""

    code = "form_invalid"
    text = gettext_lazy("Tờ khai còn thông tin chưa đúng. Hãy sửa các mục được đánh dấu.")

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = dict(errors)


class PapersMissing(DomainError):
    """Papers the procedure requires are not attached; ``codes`` names them."""

    code = "papers_missing"
    text = gettext_lazy(
        "Còn thiếu giấy tờ bắt buộc. Hãy chụp hoặc tải lên các giấy tờ được đánh dấu."
    )

    def __init__(self, codes: list[str]) -> None:
        super().__init__()
        self.codes = codes


class VariantNotChosen(DomainError):
    """The procedure knows several cases (trường hợp) and the application names none of them."""

    code = "variant_not_chosen"
    text = gettext_lazy("Hãy chọn trường hợp của bạn trước khi nộp.")


class WayNotOffered(DomainError):
    """The procedure cannot be filed this way, or an administrator closed the way."""

    code = "way_not_offered"
    text = gettext_lazy(
        "Thủ tục này hiện không nhận theo hình thức nộp đã chọn. Hãy xem các hình thức đang mở ở"
        " trang thủ tục."
    )


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of a case: who receives, who decides, who helped to file (if anyone)."""

    receiving_id: int
    competent_id: int
    assisting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed: answers by field name, uploads by paper code, for whom and by which way.

    ``reused`` names papers of the vault by the key of their upload; ``offered`` are the uploads
    handed in although the vault offered a verified paper. ``co_signed`` says who signed beside
    the applicant, as the history keeps it. ``origin`` is the subject it came from.
    """

    version: ProcedureVersion
    applicant: Person
    form: Mapping[str, Any]
    offices: Offices
    channel: str
    variant: str = ""
    assisted_by_id: int | None = None
    papers: Mapping[str, list[Upload]] = field(default_factory=dict)
    reused: Mapping[int, str] = field(default_factory=dict)
    offered: frozenset[int] = frozenset()
    papers_seen_at_counter: bool = False
    exemption: str = ""
    co_signed: Sequence[Mapping[str, str]] = ()
    origin: str = ""


def submit_case(*, filing: Filing, actor: Actor, at: datetime) -> Case:
    """File an application and give the case; runs inside the caller's transaction.

    :raises WayNotOffered: when the channel is closed.
    :raises VariantNotChosen: when the procedure asks for a variant and none of its own is named.
    :raises FormInvalid: when an answer is missing or wrong.
    :raises PapersMissing: when a required paper is neither attached nor handed over at a counter.
    :raises PaperNotOffered: when a paper of the vault holds no more since it was picked.
    :raises CoSignaturesMissing: when somebody the form names has not signed.
    """
    check_filing(filing)
    _check_co_signed(filing)
    if filing.reused:
        tokens = set(filing.reused.values())
        check_papers(person_id=filing.applicant.pk, tokens=tokens, at=at)
    case = _new_case(filing, at)
    if actor.capacity is not None:
        case.mandate_id = actor.capacity.mandate_id
        case.representative_name = actor.capacity.representative_name
    facts: dict[str, Any] = {"channel": filing.channel}
    if filing.co_signed:
        facts["co_signed"] = [dict(row) for row in filing.co_signed]
    act = Act(Action.SUBMIT, facts=facts, news=CaseFiled)
    finish_act(case=case, act=act, actor=actor, at=at)
    share_person(person_id=case.applicant_id, agency_ids=list(agencies_of(case)))
    _attach(case, filing, at)
    note_reuse(case=case, reused=filing.reused, offered=filing.offered, at=at)
    ask_at_filing(case=case, actor=actor, at=at)
    tell_applicant(case=case, template="case_filed", at=at)
    return case


def check_filing(filing: Filing) -> None:
    """Refuse what could not be filed, whoever has signed it.

    :raises DomainError: as ``submit_case`` does for channel, variant, answers and papers.
    """
    if filing.channel not in open_channels_of(filing.version):
        raise WayNotOffered
    if not is_variant_chosen(filing.version, filing.variant):
        raise VariantNotChosen
    errors = load_form(filing.version).validate_all(dict(filing.form), commune_names)
    if errors:
        raise FormInvalid(errors)
    if filing.papers_seen_at_counter:
        return
    missing = missing_papers(filing.version, filing.papers, filing.variant)
    if missing:
        raise PapersMissing(missing)


def _check_co_signed(filing: Filing) -> None:
    signed = {row["party"] for row in filing.co_signed}
    asked = asked_parties(filing.version, filing.form, filing.applicant)
    missing = [party.full_name for party in asked if party.code not in signed]
    if missing:
        raise CoSignaturesMissing(missing)


def is_variant_chosen(version: ProcedureVersion, variant: str) -> bool:
    """Tell whether a variant is one of the version's; a version without any asks for none."""
    return variant_of(version, variant) is not None or not variants_of(version)


def missing_papers(
    version: ProcedureVersion, papers: Mapping[str, Any], variant: str = ""
) -> list[str]:
    """Give the codes of required papers for which nothing is attached, in the law's order."""
    return [
        paper["code"]
        for paper in papers_of(version, variant)
        if paper["is_required"] and not papers.get(paper["code"])
    ]


def _new_case(filing: Filing, at: datetime) -> Case:
    case = Case(
        token=new_token(),
        version=filing.version,
        procedure_name=filing.version.name,
        applicant=filing.applicant,
        applicant_name=filing.applicant.full_name,
        channel=filing.channel,
        state="",
        receiving_agency_id=filing.offices.receiving_id,
        competent_agency_id=filing.offices.competent_id,
        assisting_agency_id=filing.offices.assisting_id,
        assisted_by_id=filing.assisted_by_id,
        variant=filing.variant if variant_of(filing.version, filing.variant) else "",
        origin=filing.origin,
        form=load_form(filing.version).visible_answers(dict(filing.form)),
        fee_exemption=known_exemption(filing.version, filing.exemption),
        filed_at=at,
        received_at=at,
    )
    case.fee_vnd = assess_case(case).total_vnd
    return case


def _attach(case: Case, filing: Filing, at: datetime) -> None:
    names = {paper["code"]: paper["name"]["vi"] for paper in papers_of(filing.version)}
    attach_papers(case=case, papers=filing.papers, names=names, at=at)


def attach_papers(
    *, case: Case, papers: Mapping[str, list[Upload]], names: Mapping[str, str], at: datetime
) -> None:
    """Attach uploads to a case and let its agencies read them."""
    rows = [
        CasePaper(
            case=case, paper_code=code, name=names.get(code, code), upload=upload, added_at=at
        )
        for code, uploads in papers.items()
        for upload in uploads
    ]
    for row in rows:
        insert(row)
    if rows:
        share_uploads(
            upload_ids=[row.upload_id for row in rows], agency_ids=list(agencies_of(case))
        )
