"""What a mandate covers, in words."""

from collections.abc import Mapping

from django import template

from tinhso.identity.models import Mandate

register = template.Library()


@register.filter
def covered(mandate: Mandate, names: Mapping[str, str]) -> str:
    """Name the procedures a mandate is limited to; one no longer in force by its slug."""
    return ", ".join(names.get(slug, slug) for slug in mandate.procedures)
