"""Procedures as matters of a reorganisation: who decides each by what was published."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import get_language

from tinhso.orgs.api import Deciding, Matter
from tinhso.procedures.models import Field, ProcedureVersion, VersionState


def list_matters() -> Iterator[Matter]:
    """Give every procedure that is published or was, once for each tier that decides or did."""
    versions = _newest("tier").values_list(
        "procedure__code", "name", "field__code", "content__deciding_agency"
    )
    for code, name, field, given in versions:
        deciding = Deciding(given["kind"], given["tier"], given["department_short_name"] or "")
        yield Matter(code, name, field, deciding)


def matter_names(codes: Collection[str]) -> dict[str, str]:
    """Give procedures' names in the reader's language, by code."""
    rows = _newest().filter(procedure__code__in=codes)
    return _shown(rows.values_list("procedure__code", "name", "name_en"))


def field_names(codes: Collection[str]) -> dict[str, str]:
    """Give fields' names in the reader's language, by code."""
    rows = Field.objects.filter(code__in=codes)
    return _shown(rows.values_list("code", "name", "name_en"))


def _newest(*of_each: str) -> QuerySet[ProcedureVersion]:
    versions = ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
    ordered = versions.order_by("procedure_id", *of_each, "-number")
    return ordered.distinct("procedure_id", *of_each)


def _shown(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    is_english = get_language() == "en"
    return {code: (is_english and english) or name for code, name, english in rows}
