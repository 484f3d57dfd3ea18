"""What the owner of a vault may do: share a paper, stop sharing, take it out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.readers import add_readers
from tinhso.core.rls import acting_as
from tinhso.documents.api import forget_upload
from tinhso.identity.api import ConsentPurpose, give_consent, list_consents, withdraw_consent
from tinhso.ledger.api import record
from tinhso.vault.models import PaperState, VaultPaper

LONGEST_SHARE_DAYS = 365


class NotYourPaper(DomainError):
    """Only its owner may share, or take out, a paper."""

    code = "not_your_paper"
    text = gettext_lazy("Giấy tờ này không thuộc kho của bạn.")


@transaction.atomic
def share_paper(
    *, paper: VaultPaper, agency_id: int, days: int, actor: Actor, at: datetime
) -> None:
    """Let an agency's officers see one paper for some days (1 to 365).

    :raises NotYourPaper: the actor does not own it.
    """
    _check_owner(paper, actor)
    ends_at = at + timedelta(days=min(max(days, 1), LONGEST_SHARE_DAYS))
    give_consent(
        actor=actor,
        purpose=ConsentPurpose.SHARE_PAPER,
        subject=paper.reference,
        agency_id=agency_id,
        ends_at=ends_at,
        at=at,
    )
    add_readers(VaultPaper, [paper.pk], [agency_id])


@transaction.atomic
def stop_sharing(*, paper: VaultPaper, agency_id: int, actor: Actor, at: datetime) -> None:
    """Take the consent back: the agency's officers no longer see the paper from this moment.

    :raises NotYourPaper: the actor does not own it.
    """
    _check_owner(paper, actor)
    withdraw_consent(
        actor=actor,
        purpose=ConsentPurpose.SHARE_PAPER,
        subject=paper.reference,
        agency_id=agency_id,
        at=at,
    )
    locked = VaultPaper.objects.select_for_update().get(pk=paper.pk)
    locked.reader_agency_ids = [
        reader for reader in locked.reader_agency_ids if reader != agency_id
    ]
    locked.save(update_fields=["reader_agency_ids"])


@transaction.atomic
def erase_paper(*, paper: VaultPaper, actor: Actor, at: datetime) -> None:
    """Take a paper out of the vault: its data, its name and its copy of the file go for good.

    What the agency issued stays in the agency's archive, as the law on archives wants; the row
    that stays says only that there was a paper of this kind, so that uses still count.

    :raises NotYourPaper: the actor does not own it.
    """
    _check_owner(paper, actor)
    shared = list_consents(
        paper.person_id, at=at, purpose=ConsentPurpose.SHARE_PAPER, subject=paper.reference
    )
    for consent in shared:
        if consent.agency_id is not None:
            stop_sharing(paper=paper, agency_id=consent.agency_id, actor=actor, at=at)
    locked = VaultPaper.objects.select_for_update().get(pk=paper.pk)
    upload, locked.upload = locked.upload, None
    locked.facts, locked.about, locked.about_index = "", "", None
    locked.title, locked.source_title, locked.source_code = locked.kind, "", ""
    locked.state, locked.state_at, locked.state_reason = PaperState.ERASED, at, ""
    locked.save()
    if upload is not None:
        with acting_as(SYSTEM):
            forget_upload(upload=upload)
    record(kind="VAULT_PAPER_ERASED", subject=paper.reference, payload={}, actor=actor, at=at)


def _check_owner(paper: VaultPaper, actor: Actor) -> None:
    if not actor.is_citizen or actor.person_id != paper.person_id:
        raise NotYourPaper
