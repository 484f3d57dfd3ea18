"""Dossiers at every step and copies for the demonstration, by the real operations."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.orgs.api import Agency, organisation_date_at
from tinhso.records.models import CopyForm, Dossier, OfficialDocument, Task
from tinhso.records.operations.archiving import accept_dossier, hand_over
from tinhso.records.operations.copying import (
    CopyOrder,
    draw_copy,
    order_copy,
    seal_copy,
    sign_copy,
)
from tinhso.records.operations.demo import actor_of
from tinhso.records.operations.dossiers import (
    close_dossier,
    open_dossier,
    put_document,
    put_task,
)
from tinhso.records.operations.incoming_demo import House, find_house
from tinhso.records.operations.packing import pack

_YEAR = timedelta(days=366)
#: Title, group, how far it comes, how long ago it began.
_DOSSIERS = (
    ("Rà soát quỹ đất phát triển nhà ở xã hội", "CHUYEN-DE", "open", timedelta(days=30)),
    ("Báo cáo tiến độ giải ngân vốn đầu tư công", "KE-HOACH-QUY", "close", timedelta(days=60)),
    ("Triển khai Tháng hành động vì trẻ em", "CHUYEN-DE", "hand", timedelta(days=90)),
    ("Góp ý dự thảo nghị định về công tác văn thư", "CHE-DO", "archive", timedelta(days=200)),
    ("Giấy mời, thông báo để biết", "NHAC-VIEC", "archive", 4 * _YEAR),
    ("Trao đổi công việc chung", "CONG-VAN", "archive", 12 * _YEAR),
)


def load_demo_archive(*, at: datetime) -> int:
    """Make dossiers at every step and three copies at agencies with an archivist; once.

    Run as the platform. Gives how many dossiers there are.
    """
    if Dossier.objects.exists():
        return 0
    at, count = at.astimezone(VIETNAM).replace(hour=9, minute=15), 0
    for code in ("H10", "H10.14"):
        house = find_house(code, at)
        archivist = _archivist(house.agency, at) if house else None
        if house is None or archivist is None:
            continue
        officials = list(_registered(house.agency))
        if len(officials) < 2 * len(_DOSSIERS):
            continue
        for number, (title, group, fate, ago) in enumerate(_DOSSIERS):
            chosen = officials[2 * number : 2 * number + 2]
            dossier = _fill(house, f"{title} (minh họa)", group, chosen, at - ago)
            _move_on(house, archivist, dossier, fate, at - ago + timedelta(days=5))
            count += 1
        _copies(house, officials, at)
    return count


def _archivist(agency: Agency, at: datetime) -> Actor | None:
    found = officers_of(agency.pk, "ARCHIVIST", organisation_date_at(at))
    return actor_of(found[0]) if found else None


def _registered(agency: Agency) -> QuerySet[OfficialDocument]:
    rows = OfficialDocument.objects.filter(agency=agency, number__isnull=False, register="DEN")
    return rows.order_by("pk")[: 3 * len(_DOSSIERS)]


def _fill(
    house: House, title: str, group: str, officials: Sequence[OfficialDocument], at: datetime
) -> Dossier:
    clerk = house.clerk
    with acting_as(clerk):
        dossier = open_dossier(
            title=title, retention_code=group, agency=house.agency, actor=clerk, at=at
        )
        for official in officials:
            put_document(dossier=dossier, official=official, actor=clerk, at=at)
            task = Task.objects.filter(directive__official=official).first()
            if task is not None:
                put_task(dossier=dossier, task=task, actor=clerk, at=at)
    return dossier


def _move_on(house: House, archivist: Actor, dossier: Dossier, fate: str, at: datetime) -> None:
    if fate == "open":
        return
    with acting_as(house.clerk):
        close_dossier(dossier=dossier, actor=house.clerk, at=at)
        if fate == "close":
            return
        given = hand_over(dossier=dossier, actor=house.clerk, at=at)
    with acting_as(SYSTEM):
        pack(hand_over_id=given.pk, at=at)
    if fate == "archive":
        with acting_as(archivist):
            accept_dossier(dossier=dossier, note="Đủ, đúng mục lục.", actor=archivist, at=at)


def _copies(house: House, officials: Sequence[OfficialDocument], at: datetime) -> None:
    """Order three copies: one is issued, two wait for the signature."""
    orders = (
        CopyOrder(CopyForm.SAO_Y, recipients="Các sở, ban, ngành; UBND các huyện", copy_count=20),
        CopyOrder(CopyForm.SAO_Y, recipients="Sở Tài chính"),
        CopyOrder(CopyForm.TRICH_SAO, pages=(1,), recipients="Sở Xây dựng"),
    )
    for number, order in enumerate(orders):
        with acting_as(house.clerk):
            copy = order_copy(official=officials[number], order=order, actor=house.clerk, at=at)
        with acting_as(SYSTEM):
            drawn = draw_copy(copy_id=copy.pk, at=at)
        if number == 0:
            with acting_as(house.leader):
                sign_copy(copy=drawn, actor=house.leader, at=at)
            with acting_as(house.clerk):
                seal_copy(copy=drawn, actor=house.clerk, at=at)
