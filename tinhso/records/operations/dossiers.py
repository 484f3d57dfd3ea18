"""Making a dossier: opened by the retention schedule, filled, put in order, closed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.state_machine import TransitionRefused
from tinhso.documents.api import take_number
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency
from tinhso.records.gateways.retention_file import hand_over_limit, schedule_on
from tinhso.records.models import Dossier, DossierEvent, DossierItem, OfficialDocument, Task
from tinhso.records.operations.history import add_event
from tinhso.records.operations.indexing import index_dossier
from tinhso.records.rules import dossiers
from tinhso.records.rules.dossiers import destroyable_on, hand_over_by

REGISTER = "HS"
_MOST_ITEMS = 2000


class DossierMovedOn(DomainError):
    """The dossier is not where the act needs it."""

    code = "dossier_moved_on"
    text = gettext_lazy("Hồ sơ không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class DossierEmpty(DomainError):
    """A dossier without anything in it cannot be closed."""

    code = "dossier_empty"
    text = gettext_lazy("Hồ sơ chưa có gì. Hãy đưa văn bản vào trước khi kết thúc.")


class NotForDossiers(DomainError):
    """Drafts, returned and sealed documents are not kept in dossiers."""

    code = "not_for_dossiers"
    text = gettext_lazy(
        "Chỉ đưa vào hồ sơ văn bản đã có số đi, số đến của cơ quan; văn bản trả lại, niêm phong"
        " hoặc còn là dự thảo thì không."
    )


class NoSuchRetention(DomainError):
    """The group is not in the retention schedule in force."""

    code = "no_such_retention"
    text = gettext_lazy("Chọn nhóm hồ sơ trong bảng thời hạn bảo quản đang dùng.")


@transaction.atomic
def open_dossier(
    *, title: str, retention_code: str, agency: Agency, actor: Actor, at: datetime
) -> Dossier:
    """Open a dossier; its keeper is who opens it, its number the next of the agency's year.

    :raises NoSuchRetention: the schedule of the day has no such group.
    """
    schedule = schedule_on(local(at).date())
    line = schedule.find(retention_code)
    if line is None:
        raise NoSuchRetention
    year = local(at).year
    number = take_number(agency_id=agency.pk, register=REGISTER, year=year)
    dossier = Dossier.objects.create(
        token=new_token(),
        agency=agency,
        year=year,
        number=number,
        code=f"{year}.{number:04d}.{agency.code}",
        title=title,
        retention_code=line.code,
        retention_name=line.name,
        retention_years=line.years,
        retention_source=schedule.source,
        retention_certainty=schedule.certainty,
        keeper_id=actor.person_id or 0,
        keeper_name=actor.name,
        opened_at=at,
    )
    note_dossier(dossier, "OPENED", actor=actor, at=at)
    index_dossier(dossier)
    return dossier


@transaction.atomic
def put_document(
    *, dossier: Dossier, official: OfficialDocument, actor: Actor, at: datetime
) -> DossierItem:
    """Put a numbered document into an open dossier, behind what is there; once.

    :raises DossierMovedOn: the dossier is closed.
    :raises NotForDossiers: the document has no number, or is not the dossier's agency's.
    """
    locked = lock_open(dossier)
    if official.number is None or official.agency_id != locked.agency_id or _is_stub(official):
        raise NotForDossiers
    item, is_new = _put(locked, actor, at, official=official)
    if is_new:
        add_event(official, "PUT_IN_DOSSIER", actor=actor, at=at, to=locked.code)
        note_dossier(locked, "PUT", note=str(official)[:500], actor=actor, at=at)
    return item


@transaction.atomic
def put_task(*, dossier: Dossier, task: Task, actor: Actor, at: datetime) -> DossierItem:
    """Put a task with its history and evidence into an open dossier, once.

    :raises DossierMovedOn: the dossier is closed.
    """
    locked = lock_open(dossier)
    item, is_new = _put(locked, actor, at, task=task)
    if is_new:
        note_dossier(locked, "PUT", note=task.title[:500], actor=actor, at=at)
    return item


def _put(
    dossier: Dossier, actor: Actor, at: datetime, **what: OfficialDocument | Task
) -> tuple[DossierItem, bool]:
    return DossierItem.objects.get_or_create(
        dossier=dossier,
        **what,
        defaults={
            "ordinal": dossier.items.count() + 1,
            "added_at": at,
            "added_by": actor.name,
        },
    )


def _is_stub(official: OfficialDocument) -> bool:
    """Tell whether an incoming document was returned or shut away."""
    return official.direction == "INCOMING" and official.arrival.state in {"RETURNED", "SHUT_AWAY"}


@transaction.atomic
def take_out(*, dossier: Dossier, item_id: int, actor: Actor, at: datetime) -> None:
    """Take something out of an open dossier; the rest closes up. Asked twice changes nothing.

    :raises DossierMovedOn: the dossier is closed.
    """
    locked = lock_open(dossier)
    item = locked.items.filter(pk=item_id).select_related("official", "task").first()
    if item is None:
        return
    note_dossier(
        locked, "TAKEN_OUT", note=str(item.official or item.task)[:500], actor=actor, at=at
    )
    item.delete()
    _renumber(list(locked.items.order_by("ordinal")))


@transaction.atomic
def move_item(*, dossier: Dossier, item_id: int, by: int) -> None:
    """Move something towards the front (-1) or the back (1); at an end it stays.

    :raises DossierMovedOn: the dossier is closed.
    """
    items = list(lock_open(dossier).items.order_by("ordinal"))
    place = next((at for at, item in enumerate(items) if item.pk == item_id), None)
    if place is None or not 0 <= place + by < len(items):
        return
    items[place], items[place + by] = items[place + by], items[place]
    _renumber(items)


def _renumber(items: list[DossierItem]) -> None:
    for ordinal, item in enumerate(items, start=1):
        item.ordinal = ordinal
    DossierItem.objects.bulk_update(items, ["ordinal"])


@transaction.atomic
def close_dossier(*, dossier: Dossier, actor: Actor, at: datetime) -> Dossier:
    """End a dossier: from now its contents stay, and its retention counts.

    :raises DossierMovedOn: it is closed already.
    :raises DossierEmpty: there is nothing in it.
    """
    locked = move(dossier, dossiers.CLOSE)
    if not locked.items.exists():
        raise DossierEmpty
    day = local(at).date()
    locked.closed_at, locked.returned_reason = at, ""
    locked.hand_over_by = hand_over_by(day, hand_over_limit().months)
    locked.destroyable_on = destroyable_on(day, locked.retention_years)
    locked.save()
    note_dossier(locked, "CLOSED", actor=actor, at=at)
    record(
        kind="DOSSIER_CLOSED",
        subject=f"dossier:{locked.token}",
        payload={"code": locked.code, "items": locked.items.count()},
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def reopen_dossier(*, dossier: Dossier, actor: Actor, at: datetime) -> Dossier:
    """Open a closed dossier again before it is handed over.

    :raises DossierMovedOn: it is open, or with the archive.
    """
    locked = move(dossier, dossiers.REOPEN)
    locked.closed_at = locked.hand_over_by = locked.destroyable_on = None
    locked.save()
    note_dossier(locked, "REOPENED", actor=actor, at=at)
    return locked


def lock_open(dossier: Dossier) -> Dossier:
    """Lock a dossier that may still be filled.

    :raises DossierMovedOn: it is closed.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if locked.state != "OPEN" or locked.items.count() >= _MOST_ITEMS:
        raise DossierMovedOn
    return locked


def move(dossier: Dossier, action: str) -> Dossier:
    """Lock a dossier and make one legal move; the caller saves it.

    :raises DossierMovedOn: the table of transitions has no such move.
    """
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("agency")
    locked = rows.get(pk=dossier.pk)
    try:
        locked.state = dossiers.MACHINE.target(action=action, state=locked.state)
    except TransitionRefused as error:
        raise DossierMovedOn from error
    return locked


def note_dossier(
    dossier: Dossier, kind: str, *, actor: Actor, at: datetime, note: str = ""
) -> DossierEvent:
    """Write one line of a dossier's history."""
    return DossierEvent.objects.create(
        dossier=dossier, kind=kind, note=note, at=at, actor_name=actor.name
    )
