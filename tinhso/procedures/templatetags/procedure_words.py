"""Words of a procedure in the reader's language."""

from django import template
from django.utils.translation import get_language

from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.views import presentation

register = template.Library()
register.filter("words", presentation.words)
register.filter("department_name", presentation.department_name)


@register.filter
def version_name(version: ProcedureVersion) -> str:
    """Give a version's name in the reader's language."""
    return (get_language() == "en" and version.name_en) or version.name
