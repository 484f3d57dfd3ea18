"""Names of categories in templates, in the reader's language."""

from django import template

from tinhso.contact.models import Channel, ContactKind, ContactState
from tinhso.contact.queries import catalogue
from tinhso.contact.queries.routes import agency_or_heir
from tinhso.orgs.api import agency_name_shown, organisation_date

register = template.Library()


@register.filter
def category_name(code: str | None) -> str:
    """Give a category's name, empty when there is none."""
    return catalogue.category_name(code)


@register.filter
def kind_name(code: str) -> str:
    """Name a kind of contact."""
    return str(ContactKind(code).label)


@register.filter
def state_name(code: str) -> str:
    """Name a state; in lists, where a model's own display asks for all choices each time."""
    return str(ContactState(code).label)


@register.filter
def channel_name(code: str) -> str:
    """Name a channel; for lists, as states are."""
    return str(Channel(code).label)


@register.filter
def agency_named(code: str) -> str:
    """Name the agency a rule sends to, or who took over its work; the code when nobody did."""
    found = agency_or_heir(code, organisation_date())
    return agency_name_shown(found.pk) if found else code
