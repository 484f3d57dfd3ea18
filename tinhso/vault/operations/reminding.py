"""Telling owners that a paper of their vault runs out soon, or has run out."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.core.clock import local
from tinhso.notifications.api import notify
from tinhso.vault.models import VaultPaper
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.queries.reminders import papers_to_remind_of
from tinhso.vault.rules import reminder_due

MOST_AT_ONCE = 200


@transaction.atomic
def remind_of_expiry(*, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Tell the owners of up to ``most`` papers, once per threshold; give how many were told.

    Killed at any moment, the papers of this batch are told by the next one and nobody twice.
    """
    on, told = local(at).date(), 0
    papers = papers_to_remind_of(on).select_for_update(of=("self",), skip_locked=True)
    for paper in papers[:most]:
        days = _threshold(paper, on)
        if days is None:
            continue
        _tell(paper, days, on, at)
        paper.reminded_days = days
        paper.save(update_fields=["reminded_days"])
        told += 1
    return told


def _threshold(paper: VaultPaper, on: date) -> int | None:
    if paper.valid_to is None:
        return None
    return reminder_due(
        days_left=(paper.valid_to - on).days,
        thresholds=load_kinds().remind_days_of(paper.kind),
        told=paper.reminded_days,
    )


def _tell(paper: VaultPaper, days: int, on: date, at: datetime) -> None:
    if paper.valid_to is None:
        return
    notify(
        person_id=paper.person_id,
        template="paper_ends_soon" if days else "paper_ended",
        context={
            "title": paper.title,
            "last_day": f"{paper.valid_to - timedelta(days=1):%d/%m/%Y}",
            "days": (paper.valid_to - on).days,
        },
        url=reverse("vault:paper", args=[paper.token]),
        at=at,
        idempotency_key=f"vault:{paper.token}:{paper.valid_to:%Y%m%d}:{days}",
    )
