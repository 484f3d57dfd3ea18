"""Names of areas and agencies in the reader's language."""

from django import template
from django.utils.translation import get_language

from tinhso.orgs.models import Agency, Area

register = template.Library()


@register.filter
def place_name(place: Area | Agency) -> str:
    """Give the name in the reader's language, Vietnamese when it has no other."""
    return place.name_en if get_language() == "en" and place.name_en else place.name


@register.filter
def short_agency_name(agency: Agency) -> str:
    """Give an agency's short name; to who reads English, who has no short one, its English name."""
    return agency.name_en if get_language() == "en" and agency.name_en else agency.short_name
