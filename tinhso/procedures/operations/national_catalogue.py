"""Comparing our catalogue with the national one; kept, so that a page can show it at any time."""

from datetime import datetime

from tinhso.core.clock import local
from tinhso.core.text import squeeze
from tinhso.exchange.api import PartnerAway, PartnerRefused
from tinhso.procedures.gateways.national_catalogue import read_national_catalogue
from tinhso.procedures.models import CatalogueComparison, ProcedureVersion
from tinhso.procedures.rules.national_catalogue import ListedProcedure, catalogue_differences

_MOST_KEPT = 2_000


def compare_with_national_catalogue(*, asked_by: str, at: datetime) -> CatalogueComparison:
    """Read the national catalogue, compare, keep what differs; a portal away is kept as such."""
    try:
        theirs = read_national_catalogue()
    except (PartnerAway, PartnerRefused) as error:
        return CatalogueComparison.objects.create(at=at, asked_by=asked_by, error=str(error)[:300])
    ours = _in_force(at)
    found = catalogue_differences(ours, theirs)
    return CatalogueComparison.objects.create(
        at=at,
        asked_by=asked_by,
        here_count=len(ours),
        there_count=len(theirs),
        difference_count=len(found),
        rows=[one.as_json() for one in found[:_MOST_KEPT]],
    )


def _in_force(at: datetime) -> list[ListedProcedure]:
    """List what is in force; demonstration procedures have no national code."""
    versions = ProcedureVersion.objects.in_force(local(at).date()).select_related("procedure")
    return [
        ListedProcedure(version.procedure.code, squeeze(version.name), version.service_level)
        for version in versions
        if version.procedure.code[:1].isdecimal()
    ]
