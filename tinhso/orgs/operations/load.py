"""Loads areas, agencies, successions and positions from a province pack; safe to repeat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from tinhso.core.errors import DomainError
from tinhso.orgs.gateways.pack import PackRow, read_table
from tinhso.orgs.models import Agency, AgencySuccession, Area, AreaSuccession, Position
from tinhso.orgs.operations import rows
from tinhso.orgs.operations.upsert import Columns, TableCount, upsert
from tinhso.orgs.rules import Period, Periods, parse_period

FIRST_LINE = 2
PLACE = ("code", "valid_from")
PAIR = ("predecessor", "successor")
PlaceT = TypeVar("PlaceT", Area, Agency)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row of the pack that could not be loaded: its table, line in the file and why."""

    table: str
    line: int
    problem: str


@dataclass(slots=True)
class LoadReport:
    """What a load did, table by table, and the rows refused."""

    tables: dict[str, TableCount] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Accepted:
    line: int
    source: PackRow
    columns: Columns

    @property
    def period(self) -> Period:
        return parse_period(self.source["valid_from"], self.source["valid_to"])


@transaction.atomic
def load_organisation(*, folder: Path) -> LoadReport:
    """Bring the tables to what the pack says: a second run changes nothing.

    Rows are found by code and first day. Rows no longer in the pack stay: cases may point to
    them, and history is ended by a date, never deleted. A refused row is reported, the others
    are loaded.

    :raises FileNotFoundError: the pack lacks a table.
    """
    report = LoadReport()
    areas = _load_areas(folder, report)
    _load_area_successions(folder, report, areas)
    agencies = _load_agencies(folder, report, areas)
    _load_agency_successions(folder, report, agencies)
    _load_positions(folder, report)
    return report


def _load_areas(folder: Path, report: LoadReport) -> Periods[Area]:
    accepted = _accept(folder, "areas", rows.area_columns, report)
    kept = _without_overlap("areas", accepted, report)
    result = upsert(Area, [row.columns for row in kept], key=PLACE)
    report.tables["areas"] = result.count
    return _link_parents("areas", kept, result.rows, report)


def _load_agencies(folder: Path, report: LoadReport, areas: Periods[Area]) -> Periods[Agency]:
    accepted = _accept(
        folder, "agencies", lambda source: rows.agency_columns(source, areas), report
    )
    kept = _without_overlap("agencies", accepted, report)
    result = upsert(Agency, [row.columns for row in kept], key=PLACE)
    report.tables["agencies"] = result.count
    return _link_parents("agencies", kept, result.rows, report)


def _load_area_successions(folder: Path, report: LoadReport, areas: Periods[Area]) -> None:
    accepted = _accept(
        folder,
        "area_successions",
        lambda source: rows.area_succession_columns(source, areas),
        report,
    )
    result = upsert(AreaSuccession, [row.columns for row in accepted], key=PAIR)
    report.tables["area_successions"] = result.count


def _load_agency_successions(folder: Path, report: LoadReport, agencies: Periods[Agency]) -> None:
    accepted = _accept(
        folder,
        "agency_successions",
        lambda source: rows.agency_succession_columns(source, agencies),
        report,
    )
    result = upsert(AgencySuccession, [row.columns for row in accepted], key=PAIR)
    report.tables["agency_successions"] = result.count


def _load_positions(folder: Path, report: LoadReport) -> None:
    """Give every agency the positions its kind and tier have in the pack's templates."""
    templates = _accept(folder, "positions", rows.position_columns, report)
    wanted: list[Columns] = [
        {
            **template.columns,
            "agency": agency,
            "valid_from": agency.valid_from,
            "valid_to": agency.valid_to,
        }
        for agency in Agency.objects.order_by("code", "valid_from")
        for template in templates
        if (template.source["agency_kind"], template.source["tier"]) == (agency.kind, agency.tier)
    ]
    result = upsert(Position, wanted, key=("agency", "code", "valid_from"))
    report.tables["positions"] = result.count


def _accept(
    folder: Path, table: str, columns_of: Callable[[PackRow], Columns], report: LoadReport
) -> list[_Accepted]:
    accepted: list[_Accepted] = []
    for line, source in enumerate(read_table(folder, table), FIRST_LINE):
        try:
            accepted.append(_Accepted(line, source, columns_of(source)))
        except (ArithmeticError, KeyError, ValueError, DomainError) as problem:
            report.errors.append(RowError(table, line, str(problem)))
    return accepted


def _without_overlap(
    table: str, accepted: Sequence[_Accepted], report: LoadReport
) -> list[_Accepted]:
    seen: Periods[_Accepted] = Periods()
    kept: list[_Accepted] = []
    for row in accepted:
        try:
            seen.add(row.source["code"], row.period, row)
            kept.append(row)
        except ValueError as problem:
            report.errors.append(RowError(table, row.line, str(problem)))
    return kept


def _link_parents(
    table: str, kept: Sequence[_Accepted], placed: Sequence[PlaceT], report: LoadReport
) -> Periods[PlaceT]:
    """Point each row to its parent's row of the day it begins."""
    periods: Periods[PlaceT] = Periods()
    for place in placed:
        periods.add(place.code, Period(place.valid_from, place.valid_to), place)
    moved: list[PlaceT] = []
    for row, place in zip(kept, placed, strict=True):
        try:
            code = row.source["parent_code"]
            parent = periods.at(code, place.valid_from) if code else None
        except ValueError as problem:
            report.errors.append(RowError(table, row.line, str(problem)))
            continue
        if place.parent_id != (parent.pk if parent else None):
            place.parent_id = parent.pk if parent else None
            moved.append(place)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["parent"], batch_size=500)
    return periods
