"""Taking files a case was asked for, from the applicant or at the counter."""

from django.db import transaction
from django.http import HttpRequest

from tinhso.cases.forms.papers import files_by_paper, refusal_words, ticked_offers
from tinhso.cases.models import Case
from tinhso.cases.operations import Supplement
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload, UploadTooLarge, receive_upload
from tinhso.procedures.api import papers_of
from tinhso.ui.navigation import actor_of
from tinhso.vault.api import Offer, PaperNotOffered, list_offers

Errors = dict[str, list[str]]
Offers = dict[str, list[Offer]]


def receive_case_papers(request: HttpRequest, case: Case) -> tuple[dict[str, list[Upload]], Errors]:
    """Take the files sent; either all are good or none is kept."""
    accepted = {paper["code"]: paper["accept"] for paper in papers_of(case.version, case.variant)}
    papers: dict[str, list[Upload]] = {}
    errors: Errors = {}
    if request.META.get("tinhso.upload_too_large"):
        errors[next(iter(accepted))] = [UploadTooLarge().message]
    point = transaction.savepoint()
    for code, files in files_by_paper(request.FILES, accepted).items():
        for file in files:
            try:
                upload = receive_upload(
                    file=file,
                    actor=actor_of(request),
                    purpose=f"case:{case.pk}",
                    accept=accepted[code],
                    at=now(),
                )
                papers.setdefault(code, []).append(upload)
            except DomainError as refusal:
                errors.setdefault(code, []).append(refusal_words(file, refusal, accepted[code]))
    if errors:
        transaction.savepoint_rollback(point)
    else:
        transaction.savepoint_commit(point)
    return papers, errors


def offers_for_case(request: HttpRequest, case: Case) -> Offers:
    """Give what the applicant's vault offers for the papers of a case; one query."""
    codes = [paper["code"] for paper in papers_of(case.version, case.variant)]
    return list_offers(
        actor=actor_of(request), person_id=case.applicant_id, paper_codes=codes, at=now()
    )


def receive_supplement(
    request: HttpRequest, case: Case, offers: Offers, message: str
) -> tuple[Supplement, Errors]:
    """Take files and ticks of the vault; either all are good or none is kept."""
    usable = {
        code: {offer.token for offer in found if offer.is_usable} for code, found in offers.items()
    }
    codes = [paper["code"] for paper in papers_of(case.version, case.variant)]
    ticked = ticked_offers(request.POST, codes)
    bad = [code for code, token in ticked if token not in usable.get(code, set())]
    if bad:
        return Supplement(), {code: [PaperNotOffered().message] for code in bad}
    papers, errors = receive_case_papers(request, case)
    offered = frozenset(code for code, tokens in usable.items() if tokens)
    return Supplement(papers=papers, message=message, ticked=tuple(ticked), offered=offered), errors
