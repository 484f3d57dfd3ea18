"""Procedures as matters of a reorganisation: who decides each by what was published."""

from collections.abc import Iterator

from tinhso.orgs.api import Deciding, Matter
from tinhso.procedures.models import ProcedureVersion, VersionState


def list_matters() -> Iterator[Matter]:
    """Give every procedure that is published or was, once for each tier that decides or did."""
    versions = (
        ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
        .order_by("procedure_id", "tier", "-number")
        .distinct("procedure_id", "tier")
        .values_list("procedure__code", "name", "field__code", "content__deciding_agency")
    )
    for code, name, field, given in versions:
        deciding = Deciding(given["kind"], given["tier"], given["department_short_name"] or "")
        yield Matter(code, name, field, deciding)
