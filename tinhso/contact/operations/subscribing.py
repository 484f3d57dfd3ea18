"""Hearing of the published reports of an area."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.contact.models import Contact, Subscription
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.notifications.api import notify


@transaction.atomic
def subscribe_area(*, area_code: str, actor: Actor, at: datetime) -> Subscription:
    """Let the acting citizen hear of a commune; twice changes nothing."""
    found, _is_new = Subscription.objects.get_or_create(
        person_id=actor.person_id or 0,
        area_code=area_code,
        category=None,
        defaults={"token": new_token(), "created_at": at, "confirmed_at": at},
    )
    return found


def unsubscribe(*, area_code: str, actor: Actor) -> None:
    """Let the acting citizen hear no more of a commune."""
    Subscription.objects.filter(person_id=actor.person_id or 0, area_code=area_code).delete()


def tell_subscribers(contact: Contact, *, at: datetime) -> int:
    """Tell those who chose the commune of a contact just published; gives how many."""
    if contact.area is None:
        return 0
    with acting_as(SYSTEM):
        people = Subscription.objects.filter(area_code=contact.area.code, person__isnull=False)
        told = [person_id for person_id in people.values_list("person_id", flat=True) if person_id]
        for person_id in told:
            notify(
                person_id=person_id,
                template="contact_news",
                context={"code": contact.code, "news": contact.public_text[:300]},
                url=reverse("contact:published", args=[contact.code]),
                at=at,
                idempotency_key=f"contact:{contact.code}:area:{person_id}",
            )
    return len(told)
