"""What pages of incoming documents show of what their sender asked about them."""

from typing import Any

from django import template

from tinhso.dispatch.api import list_revisions
from tinhso.records.models import Arrival

register = template.Library()


@register.inclusion_tag("records/_revisions.html")
def records_revisions(arrival: Arrival) -> dict[str, Any]:
    """Show recalls, updates and replacements asked about a document, those to decide first."""
    asked = list_revisions(arrival.inbound_id) if arrival.inbound_id else []
    waiting = [one for one in asked if one.decision == "OPEN"]
    return {"official": arrival.official, "waiting": waiting, "asked": asked}
