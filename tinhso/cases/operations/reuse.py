"""Papers of the vault in cases: picked for an application, noted when filed, kept at issue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from procrastinate.contrib.django import app

from tinhso.cases.models import Case, CasePaper, CasePaperWay, Draft, DraftPaper
from tinhso.cases.operations.co_signing import note_change
from tinhso.cases.permissions import agencies_of
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import Upload, share_uploads
from tinhso.vault.api import (
    NewPaper,
    PaperKind,
    PaperNotOffered,
    PaperOrigin,
    Use,
    VaultPaper,
    keep_paper,
    kind_of_result,
    pick_paper,
    use_papers,
)


def reuse_paper(
    *, draft: Draft, paper_code: str, token: str, actor: Actor, at: datetime
) -> DraftPaper:
    """Attach a verified paper of the person's vault; ticked twice, it is attached once.

    :raises PaperNotOffered: it does not answer this paper, or holds no more.
    :raises ConsentMissing: a clerk picks without the person's consent.
    """
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    found = locked.papers.filter(paper_code=paper_code, vault_token=token).first()
    if found is not None:
        return found
    paper = pick_paper(
        actor=actor, person_id=locked.person_id, paper_code=paper_code, token=token, at=at
    )
    if paper.upload_id is None:
        raise PaperNotOffered
    if locked.created_by_agency_id is not None:
        with acting_as(SYSTEM):
            share_uploads(upload_ids=[paper.upload_id], agency_ids=[locked.created_by_agency_id])
    attached = DraftPaper.objects.create(
        draft=locked,
        paper_code=paper_code,
        upload_id=paper.upload_id,
        vault_token=token,
        added_at=at,
    )
    note_change(locked, at=at)
    return attached


@dataclass(frozen=True, slots=True)
class Reused:
    """A paper of the vault picked for a paper of a case, with its file."""

    paper_code: str
    token: str
    upload: Upload


def pick_for_case(
    *, case: Case, ticked: Iterable[tuple[str, str]], actor: Actor, at: datetime
) -> list[Reused]:
    """Give the verified papers ticked for a case that is already there, each once.

    :raises PaperNotOffered: one does not answer its paper, or holds no more.
    :raises ConsentMissing: a clerk picks without the person's consent.
    """
    found = []
    for code, token in dict.fromkeys(ticked):
        paper = pick_paper(
            actor=actor, person_id=case.applicant_id, paper_code=code, token=token, at=at
        )
        if paper.upload is None:
            raise PaperNotOffered
        if not actor.is_citizen:
            with acting_as(SYSTEM):
                share_uploads(upload_ids=[paper.upload.pk], agency_ids=list(agencies_of(case)))
        found.append(Reused(code, token, paper.upload))
    return found


def note_reuse(
    *, case: Case, reused: Mapping[int, str], offered: frozenset[int], at: datetime
) -> None:
    """Note which attached files are papers of the vault, and which could have been.

    Runs in the transaction that files or supplements the case; without either it asks the
    database nothing.

    :raises PaperNotOffered: a picked paper holds no more.
    """
    if offered:
        CasePaper.objects.filter(case=case, upload_id__in=offered).update(had_offer=True)
    if not reused:
        return
    use = Use(
        person_id=case.applicant_id,
        agency_id=case.receiving_agency_id,
        subject=f"case:{case.pk}",
        title=case.procedure_name,
    )
    provenance = use_papers(tokens=set(reused.values()), use=use, at=at)
    for upload_id, token in reused.items():
        CasePaper.objects.filter(case=case, upload_id=upload_id).update(
            way=CasePaperWay.REUSED, had_offer=True, provenance=provenance[token]
        )


def order_keeping(case: Case) -> None:
    """Have the issued result put into the applicant's vault once the transaction commits."""
    app.configure_task("tinhso.cases.tasks.keep_result_in_vault", queue="documents").defer(
        case_id=case.pk
    )


def keep_result(*, case: Case, actor: Actor, at: datetime) -> VaultPaper | None:
    """Put the issued result of a case into its applicant's vault, once; ``None`` without one."""
    document = case.result
    if document is None or document.issued_at is None:
        return None
    procedure_code = case.version.procedure.code
    signer = document.signatures.filter(is_organisation=False).first()
    new = NewPaper(
        document=document,
        person_id=case.applicant_id,
        kind=kind_of_result(procedure_code)
        or PaperKind(code=f"result-{procedure_code}", name={}, is_single=False),
        origin=PaperOrigin.RESULT,
        source_title=case.procedure_name,
        source_code=case.code or "",
        verified_by=f"{signer.signer_name}, {signer.signer_title}".strip(", ") if signer else "",
        answers={**case.form, **case.result_fields.get("fields", {})},
    )
    return keep_paper(new=new, actor=actor, at=at)
