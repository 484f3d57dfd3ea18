"""What people chose to hear of."""

from tinhso.contact.models import Subscription
from tinhso.core.actors import Actor
from tinhso.orgs.api import (
    Area,
    find_area,
    find_past_area,
    list_reorganisation_days,
    organisation_date,
    predecessors_of,
)


def areas_of(actor: Actor) -> list[Area]:
    """Give the communes the acting citizen hears of, those that ended since among them."""
    rows = Subscription.objects.filter(person_id=actor.person_id or 0).order_by("created_at")
    found = (area_chosen(code) for code in rows.values_list("area_code", flat=True))
    return [area for area in found if area is not None]


def area_chosen(code: str) -> Area | None:
    """Give a commune of today, or the last one of this code: a choice outlives its commune."""
    on = organisation_date()
    return find_area(code, on) or find_past_area(code, on)


def codes_heard_in(area: Area) -> set[str]:
    """Give the codes under which people chose what is this commune now: its own and former ones."""
    days = list_reorganisation_days()
    former = (one.code for day in days for one in predecessors_of(area.code, day))
    return {area.code, *former}
