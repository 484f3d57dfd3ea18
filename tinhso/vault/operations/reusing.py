"""Using papers again: picked for an application, used when it is filed, counted once a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentMissing, record_look
from tinhso.vault.events import PaperReused
from tinhso.vault.models import PaperState, PaperUse, VaultPaper
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.queries.lists import reason_of
from tinhso.vault.queries.offers import may_see_offers, reason_words


class PaperNotOffered(DomainError):
    """The paper is not in this person's vault, does not answer the question, or holds no more."""

    code = "paper_not_offered"
    text = gettext_lazy("Giấy tờ này không dùng lại được. Hãy tải lên bản khác.")


@dataclass(frozen=True, slots=True)
class Use:
    """Where papers are used: whose case, for which agency, under which words."""

    person_id: int
    agency_id: int
    subject: str
    title: str


def pick_paper(
    *, actor: Actor, person_id: int, paper_code: str, token: str, at: datetime
) -> VaultPaper:
    """Give the paper somebody ticked for a paper of an application; a clerk's look is recorded.

    :raises ConsentMissing: a clerk without the person's consent.
    :raises PaperNotOffered: there is none such, or it may not be used any more.
    """
    if not may_see_offers(actor, person_id, at):
        raise ConsentMissing
    paper = _papers(person_id, [token]).get(token)
    kind = load_kinds().of_paper(paper_code)
    if paper is None or kind is None or kind.code != paper.kind:
        raise PaperNotOffered
    _check_usable(paper, at)
    record_look(
        actor=actor,
        person_id=person_id,
        purpose=_("Dùng lại giấy tờ trong kho"),
        subject=paper.title,
        at=at,
        reference=paper.reference,
    )
    return paper


def check_papers(*, person_id: int, tokens: Collection[str], at: datetime) -> list[VaultPaper]:
    """Give papers of a person's vault that all may be used again now.

    :raises PaperNotOffered: one of them is gone or holds no more since it was picked.
    """
    papers = _papers(person_id, tokens)
    if set(tokens) - papers.keys():
        raise PaperNotOffered
    for paper in papers.values():
        _check_usable(paper, at)
    return list(papers.values())


@transaction.atomic
def use_papers(*, tokens: Collection[str], use: Use, at: datetime) -> dict[str, dict[str, Any]]:
    """Note that papers went into a case; give where each comes from, by token.

    Runs in the transaction that files the case. Asked again for the same case, counts once.

    :raises PaperNotOffered: one of them is gone or holds no more since it was picked.
    """
    papers = check_papers(person_id=use.person_id, tokens=tokens, at=at)
    rows = [
        PaperUse(
            paper=paper,
            person_id=use.person_id,
            agency_id=use.agency_id,
            kind=paper.kind,
            subject=use.subject,
            title=use.title,
            at=at,
        )
        for paper in papers
    ]
    with acting_as(SYSTEM):
        PaperUse.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        publish(PaperReused(row.kind, row.agency_id, row.subject, at))
    return {paper.token: provenance_of(paper) for paper in papers}


def provenance_of(paper: VaultPaper) -> dict[str, Any]:
    """Give where a paper comes from, as a case keeps it: plain texts, no personal data."""
    return {
        "vault": paper.token,
        "origin": paper.origin,
        "title": paper.title,
        "agency": paper.agency.name,
        "verified_by": paper.verified_by,
        "verified_on": f"{local(paper.verified_at):%d/%m/%Y}",
        "valid_to": paper.valid_to.isoformat() if paper.valid_to else "",
        "source": " ".join([paper.source_title, paper.source_code]).strip(),
        "notation": paper.document.notation,
        "document": paper.document.token,
    }


def _papers(person_id: int, tokens: Collection[str]) -> dict[str, VaultPaper]:
    with acting_as(SYSTEM):
        rows = VaultPaper.objects.filter(person_id=person_id, token__in=list(tokens))
        rows = rows.exclude(state=PaperState.ERASED)
        return {row.token: row for row in rows.select_related("document", "agency", "upload__file")}


def _check_usable(paper: VaultPaper, at: datetime) -> None:
    reason = reason_of(paper, local(at).date())
    if reason:
        message = _("%(paper)s: %(why)s. Hãy tải lên bản khác.")
        raise PaperNotOffered(message % {"paper": paper.title, "why": reason_words(reason).lower()})
