"""Lists of papers: a person's own, those shared with an agency; uses of one paper."""

from datetime import date

from django.db.models import Q, QuerySet

from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import fold
from tinhso.documents.api import DocumentState
from tinhso.vault.models import PaperState, PaperUse, VaultPaper
from tinhso.vault.permissions import papers_for_officer, papers_of_citizen
from tinhso.vault.queries.reminders import ending
from tinhso.vault.rules import Reason, reason_not_offered

USABLE, ENDING, UNUSABLE = "con-hieu-luc", "sap-het-han", "het-hieu-luc"
_ORDER = ("-verified_at", "-id")


def papers_page(
    actor: Actor, *, on: date, words: str = "", which: str = "", cursor: str | None = None
) -> KeysetPage[VaultPaper]:
    """Give the citizen's own papers, newest first: all, those usable on a day, those of them
    that run out soon, or the others.
    """
    papers = papers_of_citizen(actor)
    if words:
        papers = papers.filter(title_key__contains=fold(words))
    if which == USABLE:
        papers = papers.filter(usable(on))
    elif which == ENDING:
        papers = papers.filter(usable(on) & ending(on))
    elif which == UNUSABLE:
        papers = papers.exclude(usable(on))
    return page_by_keyset(papers, order=_ORDER, cursor=cursor)


def count_ending(actor: Actor, *, on: date) -> int:
    """Count the citizen's papers that still hold on a day but run out soon."""
    return papers_of_citizen(actor).filter(usable(on) & ending(on)).count()


def list_shared(actor: Actor, *, cursor: str | None = None) -> KeysetPage[VaultPaper]:
    """Give the papers people share with the officer's agencies, newest first."""
    shared = papers_for_officer(actor).filter(reader_agency_ids__overlap=list(actor.agency_ids))
    return page_by_keyset(shared, order=_ORDER, cursor=cursor)


def list_uses(paper: VaultPaper) -> list[PaperUse]:
    """Give the last 50 cases a paper was used in, newest first, with the agencies."""
    uses: QuerySet[PaperUse] = PaperUse.objects.filter(paper=paper).select_related("agency")
    return list(uses.order_by("-at", "-id")[:50])


def usable(on: date) -> Q:
    """Give the condition that a paper may be used again on a day."""
    return (
        Q(state=PaperState.CURRENT, valid_from__lte=on)
        & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        & ~Q(document__state=DocumentState.REVOKED)
    )


def reason_of(paper: VaultPaper, on: date) -> Reason:
    """Tell why a paper (with its document) may not be used again on a day."""
    return reason_not_offered(
        state=paper.state,
        valid_from=paper.valid_from,
        valid_to=paper.valid_to,
        is_revoked_at_source=paper.document.state == DocumentState.REVOKED,
        on=on,
    )
