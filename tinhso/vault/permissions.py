"""Who may see which paper of a vault: the only way views get one."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import is_token
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentPurpose, has_consent
from tinhso.vault.models import PaperState, VaultPaper

_REVOKING = ("LEADER", "REGISTRAR")


def papers_of_citizen(actor: Actor) -> QuerySet[VaultPaper]:
    """Give the papers of the acting citizen's own vault."""
    papers = VaultPaper.objects.select_related("document", "agency")
    if not actor.is_citizen or actor.person_id is None:
        return papers.none()
    return papers.filter(person_id=actor.person_id).exclude(state=PaperState.ERASED)


def papers_for_officer(actor: Actor) -> QuerySet[VaultPaper]:
    """Give the papers an officer's agencies verified or that were shared with them."""
    papers = VaultPaper.objects.exclude(state=PaperState.ERASED)
    if not actor.is_officer or actor.agency_id is None:
        return papers.none()
    shared = Q(reader_agency_ids__overlap=list(actor.agency_ids))
    return papers.filter(shared | Q(agency_id__in=actor.agency_ids))


def with_sources(papers: Iterable[VaultPaper]) -> dict[int, VaultPaper]:
    """Give papers the actor may see, by key, with what they rest on: the platform reads that."""
    with acting_as(SYSTEM):
        rows = VaultPaper.objects.filter(pk__in=[paper.pk for paper in papers])
        joined = rows.select_related("document", "agency", "person", "upload__file")
        return {row.pk: row for row in joined}


def access_paper_for_citizen(actor: Actor, token: str) -> VaultPaper:
    """Give one's own paper, or answer as if it did not exist.

    :raises Http404: there is none of theirs.
    """
    return _one(papers_of_citizen(actor).select_related("upload__file"), token)


def access_paper_for_officer(actor: Actor, token: str, at: datetime) -> VaultPaper:
    """Give a paper shared with the officer's agency, while the sharing lasts, or verified by it.

    :raises Http404: there is none for them, or the person took the sharing back.
    """
    seen = _one(papers_for_officer(actor), token)
    paper = with_sources([seen])[seen.pk]
    if paper.agency_id not in actor.agency_ids and not _is_shared(paper, actor, at):
        raise Http404
    return paper


def may_revoke(actor: Actor, paper: VaultPaper) -> bool:
    """Tell whether the actor may take back what their agency verified."""
    is_of_agency = actor.is_officer and paper.agency_id in actor.agency_ids
    return is_of_agency and actor.has_role(*_REVOKING) and paper.state != PaperState.REVOKED


def _one(papers: QuerySet[VaultPaper], token: str) -> VaultPaper:
    paper = papers.filter(token=token).first() if is_token(token) else None
    if paper is None:
        raise Http404
    return paper


def _is_shared(paper: VaultPaper, actor: Actor, at: datetime) -> bool:
    return any(
        has_consent(
            person_id=paper.person_id,
            purpose=ConsentPurpose.SHARE_PAPER,
            subject=paper.reference,
            agency_id=agency_id,
            at=at,
        )
        for agency_id in actor.agency_ids
    )
