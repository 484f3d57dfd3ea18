"""Who holds which post: an agency's staff with roles, periods and the state of their accounts."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, Appointment, OfficerAccount


@dataclass(frozen=True, slots=True)
class HeldPost:
    """An appointment in force, with its holder's account."""

    appointment_id: int
    person_id: int
    full_name: str
    username: str
    agency_id: int
    position_title: str
    role: str
    valid_from: date
    valid_to: date | None
    is_active: bool
    last_signed_in_at: datetime | None
    has_factor: bool


def list_held_posts(agency_id: int | None, on: date) -> list[HeldPost]:
    """List the appointments in force on a day, of an agency or of all, first in rank first."""
    with acting_as(SYSTEM):
        held = Appointment.objects.at(on).select_related("person__officer_account", "position")
        held = held.filter(person__officer_account__isnull=False)
        if agency_id is not None:
            held = held.filter(agency_id=agency_id)
        rows = list(held.order_by("position__sort_order", "person__full_name", "id"))
        accounts = [row.person.officer_account.pk for row in rows]
        proven = set(
            OfficerAccount.objects.filter(pk__in=accounts, factors__isnull=False).values_list(
                "pk", flat=True
            )
        )
    return [_held(row, proven) for row in rows]


def find_officer_named(username: str) -> tuple[int, str] | None:
    """Give the person behind a user name and their full name, or ``None``."""
    with acting_as(SYSTEM):
        found = OfficerAccount.objects.select_related("person").filter(username=username).first()
    return (found.person_id, found.person.full_name) if found else None


def agencies_that_looked(person_id: int) -> list[tuple[int, str]]:
    """Give the agencies whose officers looked at a person's data, by name."""
    looks = AccessLog.objects.filter(person_id=person_id, agency__isnull=False)
    return sorted(set(looks.values_list("agency_id", "agency_name")), key=lambda found: found[1])


def _held(row: Appointment, proven: set[int]) -> HeldPost:
    account = row.person.officer_account
    return HeldPost(
        appointment_id=row.pk,
        person_id=row.person_id,
        full_name=row.person.full_name,
        username=account.username,
        agency_id=row.agency_id,
        position_title=row.position.title,
        role=row.role,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_active=account.is_active,
        last_signed_in_at=account.last_signed_in_at,
        has_factor=account.pk in proven,
    )
