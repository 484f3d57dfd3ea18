"""What a citizen chose to hear of."""

from tinhso.contact.models import Subscription
from tinhso.core.actors import Actor
from tinhso.orgs.api import area_names, organisation_date


def areas_of(actor: Actor) -> list[tuple[str, str]]:
    """Give the communes the acting citizen hears of: code and name."""
    rows = Subscription.objects.filter(person_id=actor.person_id or 0).order_by("created_at")
    codes = list(rows.values_list("area_code", flat=True))
    names = area_names(codes, organisation_date())
    return [(code, names.get(code, code)) for code in codes]
