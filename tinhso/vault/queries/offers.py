"""What a person need not hand in again: verified papers that answer a procedure's papers."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.prepared import Reading
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentPurpose, has_consent
from tinhso.vault.models import PaperState, VaultPaper
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.queries.lists import reason_of
from tinhso.vault.rules import Reason

_KEPT = Reading(
    lambda person_id: (
        VaultPaper.objects.filter(person_id=person_id)
        .exclude(state=PaperState.ERASED)
        .select_related("document", "agency")
        .order_by("-verified_at", "-id")
    ),
    person_id=int,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper of the vault that answers a paper of a procedure, or why it may not."""

    token: str
    title: str
    about: str
    agency_name: str
    verified_at: datetime
    valid_to: date | None
    reason: Reason

    @property
    def is_usable(self) -> bool:
        """Tell whether the paper may be used again."""
        return self.reason is Reason.NONE

    @property
    def why_not(self) -> str:
        """Give in words why the paper may not be used again."""
        return reason_words(self.reason)


def list_offers(
    *, actor: Actor, person_id: int, paper_codes: Iterable[str], at: datetime
) -> dict[str, list[Offer]]:
    """Give what a person's vault offers for each paper of a procedure, usable ones first.

    One query for a citizen. A clerk gets an answer only with the person's consent to reuse at the
    counter, which is asked first. Papers the vault knows but may not offer carry the reason.
    """
    kinds = load_kinds().for_papers(paper_codes)
    if not kinds or not may_see_offers(actor, person_id, at):
        return {}
    as_whom = nullcontext() if actor.is_citizen else acting_as(SYSTEM)
    with as_whom:
        found = [paper for paper in _KEPT.all(person_id=person_id) if paper.kind in kinds]
    offers: dict[str, list[Offer]] = {}
    for paper in found:
        for code in kinds[paper.kind]:
            offers.setdefault(code, []).append(_offer(paper, local(at).date()))
    return {code: _worth_telling(listed) for code, listed in offers.items()}


def may_see_offers(actor: Actor, person_id: int, at: datetime) -> bool:
    """Tell whether the actor may know what is in a person's vault for an application."""
    if actor.is_citizen:
        return actor.person_id == person_id
    return actor.is_officer and has_consent(
        person_id=person_id, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=at
    )


def reason_words(reason: Reason) -> str:
    """Say why a paper may not be used again."""
    return {
        Reason.NONE: "",
        Reason.EXPIRED: _("Đã hết hạn"),
        Reason.NOT_YET: _("Chưa có hiệu lực"),
        Reason.REVOKED: _("Cơ quan đã thu hồi"),
        Reason.SUPERSEDED: _("Đã có bản mới thay thế"),
    }[reason]


def _worth_telling(offers: list[Offer]) -> list[Offer]:
    """Leave out what a usable paper replaced: nobody needs to read why the old one is not used."""
    usable = [offer for offer in offers if offer.is_usable]
    others = [offer for offer in offers if not offer.is_usable]
    return usable if usable else others[:2]


def _offer(paper: VaultPaper, on: date) -> Offer:
    return Offer(
        token=paper.token,
        title=paper.title,
        about=paper.about,
        agency_name=paper.agency.name,
        verified_at=paper.verified_at,
        valid_to=paper.valid_to,
        reason=reason_of(paper, on),
    )
