"""Who holds which post and role in which period; accounts disabled and enabled.

Called after two people agreed (the access slice); every act goes into the ledger.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.models import Appointment, OfficerAccount
from tinhso.identity.operations.factors import reset_factors
from tinhso.identity.permissions.sessions import forget_presence
from tinhso.identity.rules import IDLE_DAYS
from tinhso.ledger.api import record
from tinhso.orgs.api import find_position


class PostUnknown(DomainError):
    """No such position, appointment or account, or the period is impossible."""

    code = "post_unknown"
    text = gettext_lazy("Chức vụ, tài khoản hoặc thời gian này không còn đúng. Hãy đề nghị lại.")


def appoint_officer(
    *,
    person_id: int,
    position_id: int,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Give an officer a position, and with it its role, for a period (end exclusive).

    :raises PostUnknown: no such position or account, or the period is empty or given before.
    """
    position = find_position(position_id)
    with acting_as(SYSTEM), transaction.atomic():
        has_account = OfficerAccount.objects.filter(person_id=person_id).exists()
        if position is None or not has_account:
            raise PostUnknown
        row = Appointment(
            person_id=person_id,
            position_id=position.pk,
            agency_id=position.agency_id,
            role=position.role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise PostUnknown from error
        _record("OFFICER_APPOINTED", row, actor, at)
    forget_presence()
    return row


def end_appointment(*, appointment_id: int, on: date, actor: Actor, at: datetime) -> None:
    """End an appointment: ``on`` is the first day it no longer holds.

    Ended earlier already changes nothing. On its first day it ends the day after: a period has a
    day.

    :raises PostUnknown: there is none.
    """
    with acting_as(SYSTEM), transaction.atomic():
        row = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
        if row is None:
            raise PostUnknown
        last = max(on, row.valid_from + timedelta(days=1))
        if row.valid_to is None or row.valid_to > last:
            row.valid_to = last
            row.save(update_fields=["valid_to"])
            _record("OFFICER_APPOINTMENT_ENDED", row, actor, at)
    forget_presence()


def set_account_active(*, person_id: int, is_active: bool, actor: Actor, at: datetime) -> None:
    """Disable or enable an officer's account; the sessions of a disabled one are nobody's.

    An account enabled again counts as used now, so that the night does not disable it again.

    :raises PostUnknown: the person has no account.
    """
    with acting_as(SYSTEM), transaction.atomic():
        account = OfficerAccount.objects.select_for_update().filter(person_id=person_id).first()
        if account is None:
            raise PostUnknown
        account.is_active = is_active
        if is_active:
            account.last_signed_in_at, account.locked_until = at, None
        account.save(update_fields=["is_active", "last_signed_in_at", "locked_until"])
        kind = "ACCOUNT_ENABLED" if is_active else "ACCOUNT_DISABLED"
        _record_account(kind, account, actor, at)
    forget_presence()


def reset_factors_of(*, person_id: int, actor: Actor, reason: str, at: datetime) -> int:
    """Remove every second factor of an officer who lost them; gives how many.

    :raises PostUnknown: the person has no account.
    """
    with acting_as(SYSTEM):
        account = OfficerAccount.objects.filter(person_id=person_id).first()
        if account is None:
            raise PostUnknown
        return reset_factors(username=account.username, actor=actor, reason=reason, at=at)


def disable_idle_accounts(*, at: datetime) -> int:
    """Disable accounts nobody used for 45 days (level 3); gives how many.

    A demonstration's own accounts stay.
    """
    before = at - timedelta(days=IDLE_DAYS)
    with acting_as(SYSTEM), transaction.atomic():
        used = Q(last_signed_in_at__lt=before) | Q(
            last_signed_in_at__isnull=True, created_at__lt=before
        )
        idle = OfficerAccount.objects.select_for_update().filter(used, is_active=True)
        accounts = list(idle.filter(is_demo=False))
        for account in accounts:
            account.is_active = False
            account.save(update_fields=["is_active"])
            _record_account("ACCOUNT_DISABLED", account, SYSTEM, at)
    forget_presence()
    return len(accounts)


def _record(kind: str, row: Appointment, actor: Actor, at: datetime) -> None:
    payload: dict[str, Any] = {
        "person": row.person_id,
        "position": row.position_id,
        "agency": row.agency_id,
        "role": row.role,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
    }
    record(kind=kind, subject=f"appointment:{row.pk}", payload=payload, actor=actor, at=at)


def _record_account(kind: str, account: OfficerAccount, actor: Actor, at: datetime) -> None:
    payload = {"person": account.person_id}
    record(kind=kind, subject=f"officer:{account.pk}", payload=payload, actor=actor, at=at)
