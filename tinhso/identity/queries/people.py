"""People as the platform's pages need them.

Officers of another agency are invisible to row-level security; their names and posts are public
knowledge, so ``officers_of`` and ``find_officer`` read them as the platform and give no more.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.prepared import Reading
from tinhso.core.rls import acting_as, current_actor
from tinhso.core.sealed import blind_index
from tinhso.core.text import fold
from tinhso.identity.models import AccessLog, Appointment, Person, PersonKind

_PERSON = Reading(lambda person_id: Person.objects.filter(id=person_id), person_id=int)


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer in a position (cán bộ giữ một vị trí): what anyone may know of them."""

    person_id: int
    full_name: str
    agency_id: int
    position_id: int
    position_title: str
    position_title_en: str
    role: str
    signing_authority: str


def person_of(actor: Actor) -> Person:
    """Give the acting person's own record, with the data that fill forms in.

    :raises Person.DoesNotExist: nobody is signed in.
    """
    if actor.person_id is None:
        raise Person.DoesNotExist
    if actor.is_citizen and actor == current_actor():
        return get_person(actor.person_id)
    with acting_as(SYSTEM):
        return Person.objects.get(id=actor.person_id)


def writing_person_of(actor: Actor) -> Person:
    """Give whose data fill a form in: the person's, or for an organisation who writes for it.

    :raises Person.DoesNotExist: nobody is signed in.
    """
    person = person_of(actor)
    if person.kind == PersonKind.NATURAL or actor.account_id is None:
        return person
    with acting_as(SYSTEM):
        return Person.objects.get(citizen_accounts__id=actor.account_id)


def find_person_named(identity_number: str, full_name: str) -> tuple[Person | None, bool]:
    """Give the person with an identity number, and whether the name is theirs.

    Nobody known gives ``(None, True)``: any name may be right. Looks with the platform's eyes, so
    callers tell nobody more than that a name and a number do not go together.
    """
    with acting_as(SYSTEM):
        found = Person.objects.filter(identity_index=blind_index(identity_number)).first()
    return found, found is None or fold(found.full_name) == fold(full_name)


def get_person(person_id: int) -> Person:
    """Give a person the current actor may read: themselves, or one their agency serves.

    :raises Person.DoesNotExist: there is none, or the actor may not know.
    """
    person = _PERSON.first(person_id=person_id)
    if person is None:
        raise Person.DoesNotExist
    return person


def officers_of(agency_id: int, role: str, on: date) -> list[Officer]:
    """List the officers who hold a role in an agency on a day, first in rank first."""
    with acting_as(SYSTEM):
        held = _appointments(on).filter(agency_id=agency_id, role=role)
        return [_officer(appointment) for appointment in held]


def people_in_role(role: str, on: date) -> set[int]:
    """Give the persons who hold a role in any agency on a day."""
    with acting_as(SYSTEM):
        held = _appointments(on).filter(role=role)
        return set(held.values_list("person_id", flat=True))


def officers_at(person_ids: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """Give the agencies each person works for on a day, by person."""
    with acting_as(SYSTEM):
        held = Appointment.objects.at(on).filter(person_id__in=person_ids)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for person_id, agency_id in held.values_list("person_id", "agency_id"):
            found[person_id].add(agency_id)
        return {person_id: frozenset(agencies) for person_id, agencies in found.items()}


def homes_of(person_ids: Collection[int]) -> dict[int, str]:
    """Give the code of the commune each person lives in, empty where unknown; as the platform."""
    with acting_as(SYSTEM):
        return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "area_code"))


def find_officer(person_id: int, agency_id: int, on: date) -> Officer | None:
    """Give a person's highest post in an agency on a day, or ``None``."""
    with acting_as(SYSTEM):
        held = _appointments(on).filter(person_id=person_id, agency_id=agency_id).first()
        return _officer(held) if held else None


def list_positions_held(actor: Actor, on: date) -> list[Appointment]:
    """List the acting officer's own appointments on a day, with agency and position."""
    if actor.person_id is None:
        return []
    with acting_as(SYSTEM):
        held = _appointments(on).filter(person_id=actor.person_id)
        return list(held.select_related("agency"))


def list_looks(person_id: int) -> QuerySet[AccessLog]:
    """Give who looked at a person's data, newest first, as far as the current actor may know."""
    return AccessLog.objects.filter(person_id=person_id).order_by("-at", "-id")


def list_looks_at(person_id: int, *references: str) -> list[AccessLog]:
    """Give the last 20 looks at one thing of a person's, by its names, newest first."""
    looks = AccessLog.objects.filter(person_id=person_id, reference__in=references)
    return list(looks.order_by("-at", "-id")[:20])


def search_looks(officer_name: str = "") -> QuerySet[AccessLog]:
    """Give every look at anybody's data, for an auditor (as the platform), of officers so named."""
    looks = AccessLog.objects.select_related("person")
    return looks.filter(actor_name__icontains=officer_name) if officer_name else looks


def _appointments(on: date) -> "QuerySet[Appointment]":
    in_force = Appointment.objects.at(on).select_related("person", "position")
    return in_force.order_by("position__sort_order", "id")


def _officer(appointment: Appointment) -> Officer:
    position = appointment.position
    return Officer(
        person_id=appointment.person_id,
        full_name=appointment.person.full_name,
        agency_id=appointment.agency_id,
        position_id=position.id,
        position_title=position.title,
        position_title_en=position.title_en,
        role=appointment.role,
        signing_authority=position.signing_authority,
    )
