"""Reads of dossiers and the archive: lists, contents, what may be put in, what is past keeping."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import fold, squeeze
from tinhso.records.models import (
    Destruction,
    Dossier,
    DossierItem,
    DossierState,
    OfficialDocument,
    Task,
)
from tinhso.records.permissions import dossiers_for, official_documents_for, tasks_for
from tinhso.records.queries.finding import found_documents, found_dossiers, found_tasks
from tinhso.records.rules.searching import question

PAGE_SIZE = 20
_OFFERED = 10


class DossierTab(StrEnum):
    """The lists of dossiers."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    WAITING = "WAITING"
    ARCHIVED = "ARCHIVED"
    PAST = "PAST"
    ALL = "ALL"


_STATES = {
    DossierTab.OPEN: (DossierState.OPEN,),
    DossierTab.CLOSED: (DossierState.CLOSED,),
    DossierTab.WAITING: (DossierState.HANDED_OVER,),
    DossierTab.ARCHIVED: (DossierState.ARCHIVED, DossierState.PROPOSED, DossierState.DESTROYED),
}


def dossier_page(
    actor: Actor, tab: DossierTab, text: str, *, on: date, cursor: str | None = None
) -> KeysetPage[Dossier]:
    """Give one page of 20 dossiers, newest first.

    :raises BadCursor: the cursor was not made for this list.
    """
    rows = dossiers_for(actor)
    if tab in _STATES:
        rows = rows.filter(state__in=_STATES[tab])
    if tab is DossierTab.PAST:
        rows = past_keeping(rows, on)
    asked = question(text)
    if asked:
        rows = rows.filter(pk__in=found_dossiers(asked))
    counted = rows.annotate(item_count=Count("items"))
    return page_by_keyset(counted, order=("-id",), cursor=cursor, size=PAGE_SIZE)


def past_keeping(rows: QuerySet[Dossier], on: date) -> QuerySet[Dossier]:
    """Keep what may be proposed for destruction on a day."""
    return rows.filter(state=DossierState.ARCHIVED, is_held=False, destroyable_on__lte=on)


def count_dossiers(actor: Actor, *, on: date) -> dict[DossierTab, int]:
    """Give how many dossiers are made, wait to be handed over, wait for the archive, are past."""
    rows = dossiers_for(actor)
    counted = rows.aggregate(
        open=Count("pk", filter=Q(state=DossierState.OPEN)),
        closed=Count("pk", filter=Q(state=DossierState.CLOSED)),
        waiting=Count("pk", filter=Q(state=DossierState.HANDED_OVER)),
        past=Count(
            "pk", filter=Q(state=DossierState.ARCHIVED, is_held=False, destroyable_on__lte=on)
        ),
    )
    return {
        DossierTab.OPEN: counted["open"],
        DossierTab.CLOSED: counted["closed"],
        DossierTab.WAITING: counted["waiting"],
        DossierTab.PAST: counted["past"],
    }


def contents_of(dossier: Dossier) -> list[DossierItem]:
    """Give what is in a dossier, in order."""
    items = dossier.items.select_related("official__arrival", "official__outgoing", "task__agency")
    return list(items.order_by("ordinal"))


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be put into a dossier for some words."""

    documents: list[OfficialDocument]
    tasks: list[Task]


def candidates(actor: Actor, dossier: Dossier, text: str) -> Candidates:
    """Give numbered documents and tasks of the dossier's agency not in it yet, ten of each."""
    asked = question(text)
    if not asked:
        return Candidates([], [])
    words = fold(squeeze(text))
    says = Q(pk__in=found_documents(asked)) | Q(search_text__contains=words)
    documents = official_documents_for(actor).filter(
        says | Q(notation__icontains=squeeze(text)),
        agency_id=dossier.agency_id,
        number__isnull=False,
    )
    in_it = dossier.items.exclude(official=None).values("official_id")
    tasks = tasks_for(actor).filter(pk__in=found_tasks(asked))
    tasks_in_it = dossier.items.exclude(task=None).values("task_id")
    return Candidates(
        list(documents.exclude(pk__in=in_it).order_by("-pk")[:_OFFERED]),
        list(tasks.exclude(pk__in=tasks_in_it).order_by("-pk")[:_OFFERED]),
    )


def destructions_page(actor: Actor, cursor: str | None) -> KeysetPage[Destruction]:
    """Give one page of proposals of the actor's agencies, newest first.

    :raises BadCursor: the cursor was not made for this list.
    """
    rows = Destruction.objects.filter(agency_id__in=list(actor.agency_ids))
    rows = rows.annotate(dossier_count=Count("dossiers"))
    return page_by_keyset(rows, order=("-id",), cursor=cursor, size=PAGE_SIZE)
