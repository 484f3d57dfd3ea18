"""Digitising at the counter: which papers, scanned or exempt, copied, kept in case and vault."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.cases.events import PaperDigitised
from tinhso.cases.models import (
    Case,
    CasePaper,
    CasePaperWay,
    Channel,
    DutyState,
    PaperDuty,
)
from tinhso.cases.operations.slips import place_of
from tinhso.cases.permissions import NotAuthorised, agencies_of, may_digitise
from tinhso.cases.queries.digitising import digitisation_rules
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.rls import acting_as
from tinhso.documents.api import (
    Certification,
    Document,
    Scan,
    ScanState,
    certify_scan,
    close_pages,
    open_scan,
    prepare_next_page,
    share_uploads,
    tell_taken_away,
    upload_of_document,
)
from tinhso.ledger.api import record
from tinhso.orgs.api import get_agency_by_id
from tinhso.procedures.api import papers_of
from tinhso.vault.api import NewPaper, PaperOrigin, keep_paper, kind_of_paper


class OriginalNotChecked(DomainError):
    """Whoever certifies a copy has to say that they checked it against the original."""

    code = "original_not_checked"
    text = gettext_lazy("Hãy xác nhận đã đối chiếu từng trang với bản chính trước khi ký.")


class UnknownExemption(DomainError):
    """No law knows this reason for not digitising."""

    code = "unknown_exemption"
    text = gettext_lazy("Chọn một lý do trong danh sách.")


class DutyDone(DomainError):
    """The paper is digitised already."""

    code = "duty_done"
    text = gettext_lazy("Giấy tờ này đã có bản sao điện tử có ký số.")


def register_duties(*, case: Case, at: datetime) -> None:
    """Note what a clerk has to digitise of a case just accepted at the counter.

    Required papers and those whose file is a plain one; papers reused from the vault need nothing.
    """
    if case.channel != Channel.COUNTER:
        return
    ways = dict(CasePaper.objects.filter(case=case).values_list("paper_code", "way"))
    duties = [
        PaperDuty(
            case=case,
            agency_id=case.receiving_agency_id,
            paper_code=paper["code"],
            name=paper["name"]["vi"],
            created_at=at,
        )
        for paper in papers_of(case.version, case.variant)
        if _is_due(paper, ways.get(paper["code"]))
    ]
    PaperDuty.objects.bulk_create(duties, ignore_conflicts=True)


def _is_due(paper: Mapping[str, Any], way: str | None) -> bool:
    return way == CasePaperWay.UPLOADED or (way is None and bool(paper["is_required"]))


@transaction.atomic
def add_duty(*, case: Case, paper_code: str, actor: Actor, at: datetime) -> PaperDuty:
    """Add a paper the law did not require but the applicant brought; there already, give it.

    :raises NotAuthorised: the actor is no clerk of the receiving office.
    :raises UnknownExemption: the procedure names no such paper.
    """
    _check(actor, case)
    names = {paper["code"]: paper["name"]["vi"] for paper in papers_of(case.version, case.variant)}
    if paper_code not in names:
        raise UnknownExemption
    duty, _ = PaperDuty.objects.get_or_create(
        case=case,
        paper_code=paper_code,
        defaults={
            "agency_id": case.receiving_agency_id,
            "name": names[paper_code],
            "created_at": at,
        },
    )
    return duty


@transaction.atomic
def exempt_paper(
    *, duty: PaperDuty, reason: str, note: str, actor: Actor, at: datetime
) -> PaperDuty:
    """Note by which law a paper is not digitised; an empty reason takes the exemption back.

    What is noted so already stays as it is.

    :raises UnknownExemption: the pack knows no such reason.
    :raises DutyDone: the paper is digitised already.
    :raises NotAuthorised: the actor is no clerk of the receiving office.
    """
    _check(actor, duty.case)
    locked = _open_duty(duty)
    known = {exemption.code for exemption in digitisation_rules().exemptions}
    if reason and reason not in known:
        raise UnknownExemption
    if (locked.reason, locked.note) == (reason, note.strip()[:300]):
        return locked
    locked.state = DutyState.EXEMPT if reason else DutyState.TO_DO
    locked.reason, locked.note = reason, note.strip()[:300]
    locked.done_by, locked.done_at = (actor.name, at) if reason else ("", None)
    locked.save(update_fields=["state", "reason", "note", "done_by", "done_at"])
    record(
        kind="CASE_PAPER_EXEMPTED",
        subject=f"case:{locked.case_id}",
        payload={"paper": locked.paper_code, "reason": reason},
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def start_scan(*, duty: PaperDuty, actor: Actor, at: datetime) -> Scan:
    """Begin scanning a paper, or go on where it was left.

    :raises DutyDone: the paper is digitised already.
    :raises NotAuthorised: the actor is no clerk of the receiving office.
    """
    _check(actor, duty.case)
    locked = _open_duty(duty)
    scan = open_scan(
        agency=get_agency_by_id(locked.agency_id),
        subject=f"case:{locked.case_id}",
        paper_code=locked.paper_code,
        title=locked.name,
        at=at,
    )
    locked.scan = scan
    locked.save(update_fields=["scan"])
    return scan


@transaction.atomic
def order_copy(
    *, duty: PaperDuty, is_checked: bool, valid_to: date | None, actor: Actor, at: datetime
) -> Scan:
    """Have the certified copy made: the clerk signs by this, the machine does the rest later.

    ``valid_to`` is the first day the paper no longer holds, when it says so.

    :raises OriginalNotChecked: the clerk did not say so.
    :raises ScanEmpty: there are no pages.
    :raises ScanClosed: it was ordered already.
    :raises NotAuthorised: the actor is no clerk of the receiving office.
    """
    _check(actor, duty.case)
    if not is_checked:
        raise OriginalNotChecked
    scan = close_pages(scan=start_scan(duty=duty, actor=actor, at=at), at=at)
    _continue_later(duty.pk, valid_to.isoformat() if valid_to else "", actor.as_json())
    return scan


def advance_copy(*, duty: PaperDuty, valid_to: str, actor: Actor, at: datetime) -> bool:
    """Do the next piece of making a copy: one page, or at last the signing; give whether done.

    Runs as the platform in one transaction; the next piece is ordered with it, so nothing is lost
    or done twice whenever a worker dies.
    """
    scan = duty.scan
    if scan is None or scan.state != ScanState.ORDERED:
        return True
    if prepare_next_page(scan=scan, at=at):
        _continue_later(duty.pk, valid_to, actor.as_json())
        return False
    scan.refresh_from_db()
    if scan.state != ScanState.ORDERED:
        _tell_taken_away(scan, actor, at)
        return True
    document = certify_scan(scan=scan, words=_words(duty), actor=actor, at=at)
    _finish(duty, document, actor, at, date.fromisoformat(valid_to) if valid_to else None)
    return True


def _tell_taken_away(scan: Scan, actor: Actor, at: datetime) -> None:
    """Tell the clerk that no copy is made, since a page carried a mark of secrecy."""
    if actor.person_id is not None:
        key = f"scan:{scan.token}:{at.isoformat()}"
        tell_taken_away(person_id=actor.person_id, sent_at=at, key=key, at=at)


def _continue_later(duty_id: int, valid_to: str, actor: dict[str, Any]) -> None:
    app.configure_task("tinhso.cases.tasks.make_certified_copy", queue="documents").defer(
        duty_id=duty_id, valid_to=valid_to, actor=actor
    )


def _words(duty: PaperDuty) -> Certification:
    rules, agency = digitisation_rules(), get_agency_by_id(duty.agency_id)
    return Certification(
        person_id=duty.case.applicant_id,
        statement=rules.statement,
        basis=rules.basis,
        place=place_of(agency),
        parent_name=agency.parent.name if agency.parent else "",
        reader_agency_ids=agencies_of(duty.case),
    )


def _finish(
    duty: PaperDuty, document: Document, actor: Actor, at: datetime, valid_to: date | None
) -> None:
    duty.state, duty.done_by, duty.done_at = DutyState.DIGITISED, actor.name, at
    duty.save(update_fields=["state", "done_by", "done_at"])
    case = duty.case
    former = CasePaper.objects.filter(case=case, paper_code=duty.paper_code)
    former.exclude(way=CasePaperWay.REUSED).update(is_current=False)
    upload = upload_of_document(document=document, person_id=case.applicant_id, at=at)
    with acting_as(SYSTEM):
        share_uploads(upload_ids=[upload.pk], agency_ids=agencies_of(case))
    CasePaper.objects.create(
        case=case,
        paper_code=duty.paper_code,
        name=duty.name,
        upload=upload,
        way=CasePaperWay.DIGITISED,
        provenance=_provenance(duty, document, actor, at),
        added_at=at,
    )
    _keep_in_vault(duty, document, actor, at, valid_to)
    publish(
        PaperDigitised(case_id=case.pk, agency_id=duty.agency_id, paper_code=duty.paper_code, at=at)
    )


def _provenance(duty: PaperDuty, document: Document, actor: Actor, at: datetime) -> dict[str, Any]:
    return {
        "origin": PaperOrigin.CERTIFIED_COPY,
        "title": duty.name,
        "agency": document.agency.name,
        "verified_by": actor.name,
        "verified_on": f"{local(at):%d/%m/%Y}",
        "source": duty.case.code or "",
        "notation": document.notation,
        "document": document.token,
    }


def _keep_in_vault(
    duty: PaperDuty, document: Document, actor: Actor, at: datetime, valid_to: date | None
) -> None:
    kind = kind_of_paper(duty.paper_code)
    if kind is None:
        return
    new = NewPaper(
        document=document,
        person_id=duty.case.applicant_id,
        kind=kind,
        origin=PaperOrigin.CERTIFIED_COPY,
        source_title=duty.case.procedure_name,
        source_code=duty.case.code or "",
        verified_by=actor.name,
        valid_to=valid_to,
    )
    keep_paper(new=new, actor=actor, at=at)


def _open_duty(duty: PaperDuty) -> PaperDuty:
    locked = PaperDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if locked.state == DutyState.DIGITISED:
        raise DutyDone
    return locked


def _check(actor: Actor, case: Case) -> None:
    if not may_digitise(actor, case):
        raise NotAuthorised
