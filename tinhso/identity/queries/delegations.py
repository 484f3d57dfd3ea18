"""Reads of who acts in whose name, and until when."""

from collections.abc import Iterable
from datetime import date

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import Delegation
from tinhso.identity.queries.people import Officer, officers_of

ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
SHOWN = 100


def find_delegation(
    *, to_person_id: int, agency_ids: Iterable[int], from_person_id: int | None, on: date
) -> Delegation | None:
    """Give the delegation by which a person acts in an agency on a day, or ``None``.

    :param from_person_id: in whose name it must be; anybody's when left out.
    """
    with acting_as(SYSTEM):
        rows = Delegation.objects.at(on).filter(
            to_person_id=to_person_id, agency_id__in=list(agency_ids)
        )
        if from_person_id is not None:
            rows = rows.filter(from_person_id=from_person_id)
        return rows.select_related("from_person").order_by("-kind", "-id").first()


def list_delegations(actor: Actor) -> list[Delegation]:
    """Give the delegations of the officer's agencies, newest first, at most 100, with their people.

    Colleagues' names are read as the platform: row-level security hides their other data.
    """
    with acting_as(SYSTEM):
        rows = Delegation.objects.filter(agency_id__in=actor.agency_ids)
        people = rows.select_related("from_person", "to_person", "agency")
        return list(people.order_by("-valid_from", "-id")[:SHOWN])


def list_officers(agency_id: int, on: date) -> list[Officer]:
    """Give every officer of an agency who works on cases, role by role."""
    return [officer for role in ROLES for officer in officers_of(agency_id, role, on)]
