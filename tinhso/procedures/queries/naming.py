"""Names of procedures in force, in the reader's language, by slug."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language

from tinhso.core.clock import today
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.queries.search import search_procedures

_MOST_FOUND = 8


def names_in_force(slugs: Sequence[str]) -> dict[str, str]:
    """Give the names of the procedures in force today with given slugs."""
    found = ProcedureVersion.objects.in_force(today()).filter(procedure__slug__in=slugs)
    return _named(found.select_related("procedure").defer("content").order_by("name"))


def names_meant_by(words: str) -> dict[str, str]:
    """Give the procedures a person means by words, the nearest first."""
    return _named(search_procedures(words, on=today()).items[:_MOST_FOUND])


def _named(versions: Iterable[ProcedureVersion]) -> dict[str, str]:
    is_english = get_language() == "en"
    return {
        version.procedure.slug: (is_english and version.name_en) or version.name
        for version in versions
    }
