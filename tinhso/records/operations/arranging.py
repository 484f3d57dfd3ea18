"""Arranging registers: opening one for some kinds, closing it at the end of a year."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.text import squeeze
from tinhso.ledger.api import record
from tinhso.records.models import OutgoingRegister
from tinhso.records.operations.reviewing import NotYourStep
from tinhso.records.queries.registers import has_numbers, in_force
from tinhso.records.rules import KINDS

_LOCK = 0x5245_4749  # arranging the registers of one agency waits for itself


class RegisterTaken(DomainError):
    """A kind has a register of its own already, or the name is another register's."""

    code = "register_taken"
    text = gettext_lazy(
        "Loại văn bản đã có sổ riêng, hoặc đã có sổ trùng tên. Hãy đóng sổ cũ trước."
    )


class RegisterClosed(DomainError):
    """The register is closed already."""

    code = "register_closed"
    text = gettext_lazy("Sổ này đã đóng. Hãy tải lại trang.")


class NoKinds(DomainError):
    """A register holds at least one kind."""

    code = "register_without_kinds"
    text = gettext_lazy("Hãy chọn ít nhất một loại văn bản cho sổ.")


@transaction.atomic
def open_register(
    *, agency_id: int, name: str, kinds: list[str], actor: Actor, at: datetime
) -> OutgoingRegister:
    """Give kinds numbers of their own: from this year, or the next when one has a number already.

    A number and notation are used once a year (Decree 30/2020 art. 15): a sequence begun in
    January goes on to the end of December.

    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises NoKinds: none of the kinds exists.
    :raises RegisterTaken: a kind has a register that goes on, or the name is another's.
    """
    _refuse_stranger(agency_id, actor)
    known = [kind.code for kind in KINDS if kind.code in kinds]
    if not known:
        raise NoKinds
    _lock(agency_id)
    year = local(at).year
    first_year = year + 1 if has_numbers(agency_id, known, year) else year
    going_on = in_force(agency_id, first_year)
    if going_on.filter(Q(kinds__overlap=known) | Q(name=squeeze(name))).exists():
        raise RegisterTaken
    count = OutgoingRegister.objects.filter(agency_id=agency_id).count()
    opened = OutgoingRegister.objects.create(
        agency_id=agency_id,
        code=f"SO-{count + 1}",
        name=squeeze(name),
        kinds=known,
        first_year=first_year,
        opened_by=actor.name,
        opened_at=at,
    )
    _record("REGISTER_OPENED", opened, actor, at)
    return opened


@transaction.atomic
def close_register(*, register: OutgoingRegister, actor: Actor, at: datetime) -> OutgoingRegister:
    """Close a register: at the end of this year, or at once when nothing stands in it this year.

    What stands in it stays, to be read and printed.

    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises RegisterClosed: it is closed.
    """
    _refuse_stranger(register.agency_id, actor)
    _lock(register.agency_id)
    locked = OutgoingRegister.objects.select_for_update().get(pk=register.pk)
    if locked.end_year is not None:
        raise RegisterClosed
    year = local(at).year
    is_used = has_numbers(locked.agency_id, locked.kinds, year)
    locked.end_year = max(locked.first_year, year + 1 if is_used else year)
    locked.closed_by, locked.closed_at = actor.name, at
    locked.save(update_fields=["end_year", "closed_by", "closed_at"])
    _record("REGISTER_CLOSED", locked, actor, at)
    return locked


def _refuse_stranger(agency_id: int, actor: Actor) -> None:
    if agency_id not in actor.agency_ids or not actor.has_role("REGISTRAR"):
        raise NotYourStep


def _lock(agency_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, agency_id % 2**31])


def _record(kind: str, register: OutgoingRegister, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"register:{register.pk}",
        payload={
            "code": register.code,
            "kinds": register.kinds,
            "first_year": register.first_year,
            "end_year": register.end_year,
        },
        actor=actor,
        at=at,
    )
