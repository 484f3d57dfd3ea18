"""The lists people work through: agencies, matters, rows that only a person can place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.text import sort_key
from tinhso.orgs.api import (
    AgencyKind,
    FateKind,
    Plan,
    agency_names_shown,
    list_participants,
    list_reorganisation_days,
    matter_field_names,
    matter_names,
    organisation_date,
)
from tinhso.reorganisation.models import AgencyRow, MatterRow, Reorganisation, Transfer
from tinhso.reorganisation.queries.plans import participant_named
from tinhso.reorganisation.rules import State
from tinhso.ui.navigation import actor_of

PAGE_SIZE = 50
COUNTER_KINDS = (AgencyKind.ONE_STOP_UNIT, AgencyKind.SERVICE_CENTRE)


def waiting_badge(request: HttpRequest) -> int:
    """Count the plans that wait for this person's approval: proposed, by somebody else."""
    actor = actor_of(request)
    with acting_as(SYSTEM):
        proposed = Reorganisation.objects.filter(state=State.PROPOSED)
        return proposed.exclude(proposed_by_reference=actor.reference).count()


@dataclass(frozen=True, slots=True)
class Choice:
    """An agency a person may choose."""

    agency_id: int
    name: str


@dataclass(frozen=True, slots=True)
class DescribedMatter:
    """Who decides a matter: its row, and what people call it, its field and the department."""

    row: MatterRow
    name: str
    field: str
    department: str


@dataclass(frozen=True, slots=True)
class UndecidedRow:
    """A row only a person can place: what it is, where from, why, and where it may go."""

    transfer: Transfer
    text: str
    choices: tuple[Choice, ...]


def list_reorganisations() -> list[Reorganisation]:
    """Give every reorganisation, the latest day first."""
    return list(Reorganisation.objects.order_by("-effective_on"))


def find_running() -> Reorganisation | None:
    """Give the reorganisation that is being carried out, if any."""
    return Reorganisation.objects.filter(state__in=[State.RUNNING, State.HELD]).first()


def list_upcoming_days() -> list[date]:
    """Give the days after the one in force on which areas change and nothing is prepared yet."""
    known = set(Reorganisation.objects.values_list("effective_on", flat=True))
    current = organisation_date()
    return [day for day in list_reorganisation_days() if day > current and day not in known]


def agency_rows(reorganisation: Reorganisation, *, only_open: bool) -> QuerySet[AgencyRow]:
    """Give what happens to each agency: those that need a person first, then by code."""
    rows = reorganisation.agency_rows.select_related("predecessor__area", "successor")
    if only_open:
        rows = rows.filter(is_decided=False)
    ranked = rows.annotate(
        rank=Case(
            When(kind=FateKind.ENDS, then=Value(0)),
            When(kind=FateKind.SPLIT, then=Value(1)),
            default=Value(2),
        )
    )
    return ranked.order_by("rank", "predecessor__code", "pk")


def matter_rows(reorganisation: Reorganisation, field: str = "") -> QuerySet[MatterRow]:
    """Give who decides each matter, by field and name."""
    rows = reorganisation.matter_rows.order_by("field", "name", "pk")
    return rows.filter(field=field) if field else rows


def undecided_rows(reorganisation: Reorganisation) -> QuerySet[Transfer]:
    """Give the rows that wait for a person."""
    rows = Transfer.objects.filter(reorganisation=reorganisation).undecided()
    return rows.select_related("predecessor").order_by("participant", "pk")


def describe_undecided(plan: Plan, rows: Iterable[Transfer]) -> list[UndecidedRow]:
    """Say what rows are and where they may go; one query a participant and one for names."""
    listed = list(rows)
    texts: dict[tuple[str, int], str] = {}
    for name in {row.participant for row in listed}:
        ids = [row.row_id for row in listed if row.participant == name]
        found = participant_named(name).describe(ids)
        texts.update({(name, row_id): text for row_id, text in found.items()})
    offered = choices_for(plan, {row.predecessor_id for row in listed if row.predecessor_id})
    return [
        UndecidedRow(
            transfer=row,
            text=texts.get((row.participant, row.row_id), f"#{row.row_id}"),
            choices=offered.get(row.predecessor_id or 0, ()),
        )
        for row in listed
    ]


def choices_for(plan: Plan, agency_ids: Iterable[int]) -> dict[int, tuple[Choice, ...]]:
    """Give what a person may choose for each ended agency; one query."""
    ids = {agency_id: plan.choices(agency_id) for agency_id in agency_ids}
    names = agency_names_shown({choice for choices in ids.values() for choice in choices})
    return {
        agency_id: tuple(Choice(choice, names[choice]) for choice in choices)
        for agency_id, choices in ids.items()
    }


def heir_choices(plan: Plan, rows: Iterable[AgencyRow]) -> dict[int, tuple[Choice, ...]]:
    """Give who may take the people of each ended agency: counters for a counter; one query."""
    ids: dict[int, list[int]] = {}
    for row in rows:
        if row.kind == FateKind.WHOLE:
            continue
        offered = plan.choices(row.predecessor_id)
        if row.predecessor.kind in COUNTER_KINDS:
            counters = plan.places.counters
            offered = list(dict.fromkeys(counters[each] for each in offered if each in counters))
        ids[row.pk] = offered
    names = agency_names_shown({choice for choices in ids.values() for choice in choices})
    return {
        row_id: tuple(Choice(choice, names[choice]) for choice in choices)
        for row_id, choices in ids.items()
    }


def describe_matters(plan: Plan, rows: Iterable[MatterRow]) -> list[DescribedMatter]:
    """Give rows with the names of matter, field and department, in the reader's language."""
    listed = list(rows)
    names = matter_names({row.matter for row in listed})
    fields = matter_field_names({row.field for row in listed})
    departments = department_names(plan)
    return [
        DescribedMatter(
            row=row,
            name=names.get(row.matter, row.name),
            field=fields.get(row.field, row.field),
            department=departments.get(row.department, row.department),
        )
        for row in listed
    ]


def department_names(plan: Plan) -> dict[str, str]:
    """Give the names of the province's departments by the short name a plan knows them by."""
    names = agency_names_shown(plan.places.departments.values())
    found = {short: names[key] for short, key in plan.places.departments.items()}
    return dict(sorted(found.items(), key=lambda each: sort_key(each[1])))


def list_matter_fields(reorganisation: Reorganisation) -> dict[str, str]:
    """Give the names of the fields of the matters to decide by their codes, in order."""
    rows = reorganisation.matter_rows.order_by("field").values_list("field", flat=True)
    codes = list(rows.distinct())
    names = matter_field_names(codes)
    found = {code: names.get(code, code) for code in codes}
    return dict(sorted(found.items(), key=lambda each: sort_key(each[1])))


def participant_labels() -> dict[str, str]:
    """Give what people read for each participant's code."""
    return {participant.name: str(participant.label) for participant in list_participants()}
