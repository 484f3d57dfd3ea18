"""Into the archive: handed over by the office, checked, accepted or returned by the archivist."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.identity.api import officers_of
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date
from tinhso.records.models import Dossier, DossierState, HandOver
from tinhso.records.operations.dossiers import DossierMovedOn, move, note_dossier
from tinhso.records.operations.packing import check_package, order_package
from tinhso.records.operations.registering import News
from tinhso.records.rules import dossiers


class NoArchivist(DomainError):
    """The agency has nobody who takes dossiers into the archive."""

    code = "no_archivist"
    text = gettext_lazy(
        "Cơ quan chưa có lưu trữ viên nên chưa nộp được. Báo quản trị viên phân vai lưu trữ viên."
    )


class PackageNotReady(DomainError):
    """The package is still being made, or its check found something wrong."""

    code = "package_not_ready"
    text = gettext_lazy(
        "Gói hồ sơ chưa tạo xong hoặc kiểm tra chưa đạt. Xem kết quả kiểm tra; nếu có lỗi, trả lại"
        " để người lập sửa."
    )


@transaction.atomic
def hand_over(*, dossier: Dossier, actor: Actor, at: datetime) -> HandOver:
    """Give a closed dossier to the agency's archive; its package is made by the worker.

    :raises DossierMovedOn: it is not closed, or with the archive already.
    :raises NoArchivist: nobody could take it.
    """
    locked = move(dossier, dossiers.HAND_OVER)
    archivists = officers_of(locked.agency_id, "ARCHIVIST", organisation_date())
    if not archivists:
        raise NoArchivist
    locked.save(update_fields=["state"])
    note_dossier(locked, "HANDED_OVER", actor=actor, at=at)
    given = HandOver.objects.create(dossier=locked, made_at=at, made_by=actor.name)
    order_package(given)
    for officer in archivists:
        _tell(locked, officer.person_id, News("dossier_handed_over", f"{given.pk}", actor.name), at)
    return given


@transaction.atomic
def accept_dossier(*, dossier: Dossier, note: str, actor: Actor, at: datetime) -> Dossier:
    """Take a dossier into the archive after its package was read back once more.

    :raises DossierMovedOn: it is not with the archive.
    :raises PackageNotReady: the package is not made, or not sound.
    """
    locked = move(dossier, dossiers.ACCEPT)
    given = _waiting(locked)
    if given.packed_at is None or given.problems or check_package(given):
        raise PackageNotReady
    _decide(given, note, actor, at, is_accepted=True)
    locked.archived_at = at
    locked.save(update_fields=["state", "archived_at"])
    note_dossier(locked, "ARCHIVED", note=note, actor=actor, at=at)
    record(
        kind="DOSSIER_ARCHIVED",
        subject=f"dossier:{locked.token}",
        payload={"code": locked.code, "sha256": given.file.sha256 if given.file else ""},
        actor=actor,
        at=at,
    )
    _tell(locked, locked.keeper_id, News("dossier_archived", f"{given.pk}", actor.name), at)
    return locked


@transaction.atomic
def return_dossier(*, dossier: Dossier, reason: str, actor: Actor, at: datetime) -> Dossier:
    """Give a dossier back to be put right: it is open again, its keeper hears why.

    :raises DossierMovedOn: it is not with the archive.
    """
    locked = move(dossier, dossiers.RETURN)
    given = _waiting(locked)
    _decide(given, reason, actor, at, is_accepted=False)
    locked.closed_at = locked.hand_over_by = locked.destroyable_on = None
    locked.returned_reason = reason
    locked.save()
    note_dossier(locked, "RETURNED", note=reason, actor=actor, at=at)
    news = News("dossier_returned", f"{given.pk}", actor.name, reason)
    _tell(locked, locked.keeper_id, news, at)
    return locked


@transaction.atomic
def hold_dossier(*, dossier: Dossier, reason: str, actor: Actor, at: datetime) -> Dossier:
    """Hold a dossier: whatever its retention says, nobody may propose to destroy it.

    :raises DossierMovedOn: it is not in the archive.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if locked.state != DossierState.ARCHIVED:
        raise DossierMovedOn
    locked.is_held, locked.hold_reason = True, reason
    locked.save(update_fields=["is_held", "hold_reason"])
    note_dossier(locked, "HELD", note=reason, actor=actor, at=at)
    return locked


@transaction.atomic
def end_hold(*, dossier: Dossier, reason: str, actor: Actor, at: datetime) -> Dossier:
    """End the hold on a dossier.

    :raises DossierMovedOn: it is not held.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not locked.is_held:
        raise DossierMovedOn
    locked.is_held, locked.hold_reason = False, ""
    locked.save(update_fields=["is_held", "hold_reason"])
    note_dossier(locked, "HOLD_ENDED", note=reason, actor=actor, at=at)
    return locked


def _waiting(dossier: Dossier) -> HandOver:
    rows = dossier.handovers.select_for_update(of=("self",)).select_related("file", "dossier")
    found = rows.filter(is_accepted__isnull=True).order_by("-pk").first()
    if found is None:
        raise DossierMovedOn
    return found


def _decide(given: HandOver, answer: str, actor: Actor, at: datetime, *, is_accepted: bool) -> None:
    given.is_accepted, given.answer = is_accepted, answer
    given.decided_at, given.decided_by = at, actor.name
    given.save(update_fields=["is_accepted", "answer", "decided_at", "decided_by"])


def _tell(dossier: Dossier, person_id: int, news: News, at: datetime) -> None:
    notify(
        person_id=person_id,
        template=news.template,
        context={"title": str(dossier), "from": news.sender, "note": news.note},
        url=reverse("records:dossier", args=[dossier.token]),
        at=at,
        idempotency_key=f"dossier:{dossier.pk}:{news.template}:{news.key}:{person_id}",
    )
