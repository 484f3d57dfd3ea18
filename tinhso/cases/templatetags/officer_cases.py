"""Lists of cases on other slices' pages: ``{% load officer_cases %}``."""

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.template.context import RequestContext

from tinhso.cases.models import Case
from tinhso.cases.views.officer.rows import case_rows
from tinhso.ui.navigation import actor_of

register = template.Library()


@register.inclusion_tag("cases/officer/_case_table.html", takes_context=True)
def case_table(
    context: RequestContext, cases: Sequence[Case], at: datetime, caption: str
) -> dict[str, object]:
    """Draw cases as officers' lists show them."""
    reader_id = actor_of(context["request"]).person_id
    return {"rows": case_rows(cases, reader_id=reader_id, at=at), "caption": caption}
