"""Telling people of a contact: its author and followers, officers of the agency that holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from tinhso.contact.models import Contact, Follower
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date


@dataclass(frozen=True, slots=True)
class News:
    """What is told: a template of ``notifications``, its facts, and what makes it once only."""

    template: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


def tell_citizens(contact: Contact, news: News, *, at: datetime) -> int:
    """Tell the author, its followers and those of its duplicates; gives how many were told.

    Who is not signed in reads the same on the page their code opens.
    """
    with acting_as(SYSTEM):
        told = _where_they_read(contact)
        for person_id, url in told.items():
            notify(
                person_id=person_id,
                template=news.template,
                context={"code": contact.code, **news.facts},
                url=url,
                at=at,
                idempotency_key=f"contact:{contact.code}:{news.key}:{person_id}",
            )
    return len(told)


def _where_they_read(contact: Contact) -> dict[int, str]:
    """Give who is told and where each reads it: their own page, or the public one."""
    public = reverse("contact:published", args=[contact.code])
    told: dict[int, str] = {}
    rows = Follower.objects.filter(contact=contact, person__isnull=False)
    for person_id, own_code in rows.values_list("person_id", "own_contact__code"):
        told[person_id or 0] = reverse("contact:own", args=[own_code]) if own_code else public
    if contact.person_id is not None:
        told[contact.person_id] = reverse("contact:own", args=[contact.code])
    return told


def tell_officers(
    contact: Contact, news: News, *, roles: tuple[str, ...], agency_id: int, at: datetime
) -> int:
    """Tell an agency's officers of some roles, or only the assignee where one has such a role."""
    on = organisation_date()
    people = {one.person_id for role in roles for one in officers_of(agency_id, role, on)}
    if contact.assignee_id and "SPECIALIST" in roles and agency_id == contact.agency_id:
        specialists = {one.person_id for one in officers_of(agency_id, "SPECIALIST", on)}
        people = (people - specialists) | {contact.assignee_id}
    with acting_as(SYSTEM):
        for person_id in people:
            notify(
                person_id=person_id,
                template=news.template,
                context={"code": contact.code, **news.facts},
                url=reverse("contact:detail", args=[contact.code]),
                at=at,
                idempotency_key=f"contact:{contact.code}:{news.key}:{person_id}",
            )
    return len(people)
