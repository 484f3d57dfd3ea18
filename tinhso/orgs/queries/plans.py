"""What a reorganisation finds in the tables of areas and agencies: who ends, who follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tinhso.core.errors import DomainError
from tinhso.orgs.models import COMMUNE_KINDS, Agency, AgencyKind, AgencySuccession, Area, Tier
from tinhso.orgs.queries.agencies import one_stop_unit_for
from tinhso.orgs.queries.succession import load_agency_history, load_area_history
from tinhso.orgs.rules import Fate, FateKind, Places


@dataclass(frozen=True, slots=True)
class Ending:
    """An agency that ends: what happens to it by the tables, how sure that is, by which source."""

    agency: Agency
    fate: Fate
    certainty: str
    source: str


def list_endings(after: date, on: date) -> list[Ending]:
    """Give every agency in force on some day after ``after`` that is gone on ``on``, by code."""
    history = load_agency_history()
    gone = Agency.objects.filter(valid_to__gt=after, valid_to__lte=on, valid_from__lt=on)
    sources = {row.predecessor_id: row for row in AgencySuccession.objects.all()}
    return [
        _ending(agency, history.successors(agency, on), sources.get(agency.pk))
        for agency in gone.select_related("area", "parent").order_by("code", "valid_from")
    ]


def _ending(agency: Agency, heirs: list[Agency], act: AgencySuccession | None) -> Ending:
    kind = (FateKind.ENDS, FateKind.WHOLE)[len(heirs)] if len(heirs) < 2 else FateKind.SPLIT
    fate = Fate(
        kind=kind,
        area_code=agency.area.code,
        successor_id=heirs[0].pk if kind == FateKind.WHOLE else None,
        by_area={heir.area.code: heir.pk for heir in heirs} if kind == FateKind.SPLIT else {},
    )
    certainty = act.certainty if act and kind != FateKind.ENDS else "to_confirm"
    return Ending(agency, fate, certainty, act.source if act else "")


def load_places(after: date, on: date) -> Places:
    """Load what the plan of a reorganisation needs to know of both days; a handful of queries."""
    offices = list(Agency.objects.at(on).select_related("area", "parent"))
    communes, inside = _communes(after, on)
    return Places(
        communes=communes,
        inside=inside,
        committees=_committees(offices),
        departments={
            office.short_name: office.pk
            for office in offices
            if (office.kind, office.tier) == (AgencyKind.DEPARTMENT, Tier.PROVINCE)
        },
        counters=_counters(offices, on),
    )


def _committees(offices: Iterable[Agency]) -> dict[str, int]:
    return {
        office.area.code: office.pk
        for office in offices
        if (office.kind, office.tier) == (AgencyKind.PEOPLES_COMMITTEE, Tier.COMMUNE)
    }


def _counters(offices: Iterable[Agency], on: date) -> dict[int, int]:
    found = {}
    for office in offices:
        try:
            found[office.pk] = one_stop_unit_for(office, on).pk
        except DomainError:
            continue
    return found


def _communes(
    after: date, on: date
) -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    history = load_area_history()
    before = Area.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=after), valid_from__lt=on
    )
    rows = list(before.select_related("parent__parent").order_by("valid_from"))
    communes = {
        area.code: tuple(sorted(heir.code for heir in history.successors(area, on)))
        for area in rows
        if area.kind in COMMUNE_KINDS
    }
    return communes, {area.code: frozenset(_upwards(area)) for area in rows}


def _upwards(area: Area) -> Iterable[str]:
    current: Area | None = area
    while current is not None:
        yield current.code
        current = current.parent
