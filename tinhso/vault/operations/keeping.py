"""Verified papers enter the vault, and are taken back by who verified them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.core.text import fold
from tinhso.documents.api import Document, upload_of_document
from tinhso.ledger.api import record
from tinhso.vault.events import PaperKept, PaperRevoked
from tinhso.vault.models import PaperState, VaultPaper
from tinhso.vault.permissions import may_revoke
from tinhso.vault.rules import PaperKind, kept_facts, valid_until


class RevocationRefused(DomainError):
    """The actor's agency did not verify the paper, or it is revoked already."""

    code = "revocation_refused"
    text = gettext_lazy("Chỉ lãnh đạo hoặc văn thư của cơ quan đã xác thực mới thu hồi được.")


@dataclass(frozen=True, slots=True)
class NewPaper:
    """What enters a vault: the issued document, whose it is, of which kind, from which case.

    ``answers`` are what the document was made from: the kind says which of them are kept as data
    and whom the paper is about. ``valid_to`` (exclusive) overrides what the kind says.
    """

    document: Document
    person_id: int
    kind: PaperKind
    origin: str
    source_title: str
    source_code: str
    verified_by: str
    title: str = ""
    about: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    valid_to: date | None = None


@transaction.atomic
def keep_paper(*, new: NewPaper, actor: Actor, at: datetime) -> VaultPaper:
    """Put an issued document into its person's vault once; asked again, give the paper there.

    A newer paper of a single kind about the same person replaces the older one; so does a document
    that an agency issued in the place of another.
    """
    found = VaultPaper.objects.filter(document=new.document).first()
    if found is not None:
        return found
    paper = _paper(new, at)
    paper.save(force_insert=True)
    if new.document.replaces_id is not None:
        former = VaultPaper.objects.filter(document_id=new.document.replaces_id)
        _supersede(former.filter(state=PaperState.CURRENT), paper, at)
    if new.kind.is_single:
        _supersede(_older(paper), paper, at)
    _record("VAULT_PAPER_KEPT", paper, actor, at)
    publish(PaperKept(kind=paper.kind, origin=paper.origin, agency_id=paper.agency_id, at=at))
    return paper


def _paper(new: NewPaper, at: datetime) -> VaultPaper:
    document = new.document
    issued_on = local(document.issued_at or at).date()
    about = new.about or str(new.answers.get(new.kind.about_field, "") or "")
    return VaultPaper(
        token=new_token(),
        person_id=new.person_id,
        kind=new.kind.code,
        title=(new.title or document.title)[:300],
        about=about,
        about_index=blind_index(fold(about)) if about else None,
        origin=new.origin,
        upload=upload_of_document(document=document, person_id=new.person_id, at=at),
        document=document,
        facts=json.dumps(kept_facts(new.kind, new.answers), ensure_ascii=False),
        source_title=new.source_title,
        source_code=new.source_code,
        agency=document.agency,
        verified_by=new.verified_by,
        verified_at=document.issued_at or at,
        valid_from=issued_on,
        valid_to=new.valid_to or valid_until(issued_on, new.kind.months_valid),
    )


def _older(paper: VaultPaper) -> QuerySet[VaultPaper]:
    older = VaultPaper.objects.filter(
        person_id=paper.person_id,
        kind=paper.kind,
        about_index=paper.about_index,
        state=PaperState.CURRENT,
        verified_at__lte=paper.verified_at,
    )
    return older.exclude(pk=paper.pk)


def _supersede(papers: QuerySet[VaultPaper], by: VaultPaper, at: datetime) -> None:
    papers.update(state=PaperState.SUPERSEDED, state_at=at, state_reason=by.title)


@transaction.atomic
def revoke_paper(*, paper: VaultPaper, reason: str, actor: Actor, at: datetime) -> VaultPaper:
    """Take a verification back: the paper is no longer offered, its person is told why.

    :raises RevocationRefused: the actor's agency did not verify it, or it is revoked already.
    """
    locked = VaultPaper.objects.select_for_update().get(pk=paper.pk)
    if not may_revoke(actor, locked) or not reason.strip():
        raise RevocationRefused
    locked.state, locked.state_at = PaperState.REVOKED, at
    locked.state_reason = reason.strip()[:300]
    with acting_as(SYSTEM):
        locked.save(update_fields=["state", "state_at", "state_reason"])
    _record("VAULT_PAPER_REVOKED", locked, actor, at)
    publish(PaperRevoked(kind=locked.kind, agency_id=locked.agency_id, at=at))
    return locked


def _record(kind: str, paper: VaultPaper, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=paper.reference,
        payload={
            "kind": paper.kind,
            "document": f"document:{paper.document.token}",
            "reason": paper.state_reason,
        },
        actor=actor,
        at=at,
    )
