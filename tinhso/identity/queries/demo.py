"""The cast of the demonstration: a few officers whose day shows the whole platform."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import Appointment, OfficerAccount, Person

DEMO_PASSWORD = "tinhso-demo"  # noqa: S105 - public on purpose, exists in a demonstration only
_PLACES = ("tanphu", "dongxoai", "tuphap", "hcc")
_PARTS = ("clerk", "specialist", "head", "leader", "registrar", "accountant")
CAST = (
    *(f"{part}.{place}" for place in _PLACES for part in _PARTS),
    "admin",
    "admin2",
    "auditor",
    "helper.tanphu",
)


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the cast, as the sign-in page lists them."""

    username: str
    full_name: str
    position_title: str
    agency_name: str


def list_demo_cast(on: date) -> list[CastMember]:
    """List the cast in the order of ``CAST``; empty where no demonstration is loaded."""
    with acting_as(SYSTEM):
        accounts = OfficerAccount.objects.filter(is_demo=True, is_active=True, username__in=CAST)
        usernames = dict(accounts.values_list("person_id", "username"))
        held = Appointment.objects.at(on).filter(person_id__in=usernames)
        members = [
            CastMember(
                username=usernames[appointment.person_id],
                full_name=appointment.person.full_name,
                position_title=appointment.position.title,
                agency_name=appointment.agency.short_name,
            )
            for appointment in held.select_related("person", "position", "agency")
        ]
    return sorted(members, key=lambda member: CAST.index(member.username))


def list_demo_citizens() -> list[Person]:
    """List the citizens of the stand-in identity provider, in the order they were loaded."""
    with acting_as(SYSTEM):
        known = Person.objects.filter(citizen_accounts__issuer=settings.OIDC_ISSUER)
        return list(known.order_by("pk"))
