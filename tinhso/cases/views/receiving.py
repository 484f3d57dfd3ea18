"""Taking files a case was asked for, from the applicant or at the counter."""

from django.db import transaction
from django.http import HttpRequest

from tinhso.cases.forms.papers import files_by_paper, refusal_words
from tinhso.cases.models import Case
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload, UploadTooLarge, receive_upload
from tinhso.procedures.api import papers_of
from tinhso.ui.navigation import actor_of

Errors = dict[str, list[str]]


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
