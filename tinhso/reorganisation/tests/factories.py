"""Reorganisations for tests: a small province whose ward, city and department end on one day."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.orgs.api import AgencyKind, Deciding, Tier
from tinhso.orgs.models import Agency, AgencySuccession, Area, AreaSuccession
from tinhso.orgs.tests.factories import make_agency, make_area
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.operations import (
    approve,
    confirm_agencies,
    count_everything,
    create_reorganisation,
    decide_matters,
    order_count,
    propose,
    run_for,
    start_run,
)

DAY = date(2025, 7, 1)
AT = datetime(2026, 1, 5, 9, 0, tzinfo=VIETNAM)
ACT = "Nghị quyết 1/NQ"
COMMUNE = Deciding(AgencyKind.PEOPLES_COMMITTEE, Tier.COMMUNE)
PREPARER = Actor(
    kind=ActorKind.OFFICER,
    name="Người chuẩn bị",
    account_id=901,
    roles=frozenset({"ADMINISTRATOR"}),
)
APPROVER = Actor(
    kind=ActorKind.OFFICER, name="Người duyệt", account_id=902, roles=frozenset({"ADMINISTRATOR"})
)


@dataclass(frozen=True, slots=True)
class NewWard:
    """A ward of the new day with its committee and counter."""

    area: Area
    committee: Agency
    counter: Agency


def end(place: Area | Agency, on: date = DAY) -> None:
    """End an area or agency on a day."""
    place.valid_to = on
    place.save(update_fields=["valid_to"])


def make_new_ward(code: str = "90001", name: str = "Phường Mới", number: int = 1) -> NewWard:
    """Make a ward that begins on the day, with committee and counter."""
    area = make_area(code, name=name, valid_from=DAY, search_text=name.lower())
    committee = make_agency(
        f"H19.{30 + number}",
        name=f"Ủy ban nhân dân {name}",
        short_name=f"UBND {name}",
        kind=AgencyKind.PEOPLES_COMMITTEE,
        tier=Tier.COMMUNE,
        area=area,
        valid_from=DAY,
    )
    counter = make_agency(
        f"H19.{30 + number}.01",
        name=f"Trung tâm Phục vụ hành chính công {name}",
        short_name=f"TTPVHCC {name}",
        kind=AgencyKind.SERVICE_CENTRE,
        tier=Tier.COMMUNE,
        area=area,
        parent=committee,
        valid_from=DAY,
    )
    return NewWard(area, committee, counter)


def succeed(predecessor: Agency, *successors: Agency) -> None:
    """Let agencies take over from one that ends on the day."""
    end(predecessor)
    for successor in successors:
        AgencySuccession.objects.create(
            predecessor=predecessor,
            successor=successor,
            effective_on=DAY,
            legal_act=ACT,
            source="kiểm thử",
            certainty="confirmed",
        )


def succeed_area(predecessor: Area, *successors: Area) -> None:
    """Let areas take over land from one that ends on the day."""
    end(predecessor)
    for successor in successors:
        AreaSuccession.objects.create(
            predecessor=predecessor,
            successor=successor,
            is_whole=len(successors) == 1,
            effective_on=DAY,
            legal_act=ACT,
        )


def prepare() -> Reorganisation:
    """Create a reorganisation of the day and confirm every proposal."""
    reorganisation = create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)
    confirm_agencies(reorganisation=reorganisation, actor=PREPARER)
    rows = reorganisation.matter_rows.values_list("pk", flat=True)
    decide_matters(
        reorganisation=reorganisation, row_ids=list(rows), deciding=COMMUNE, actor=PREPARER
    )
    return fresh(reorganisation)


def counted(reorganisation: Reorganisation | None = None) -> Reorganisation:
    """Count a reorganisation, a prepared one when none is given."""
    reorganisation = reorganisation or prepare()
    order_count(reorganisation=reorganisation, actor=PREPARER)
    return count_everything(reorganisation_id=reorganisation.pk, at=AT)


def approved(reorganisation: Reorganisation | None = None) -> Reorganisation:
    """Count, propose and approve a reorganisation."""
    reorganisation = counted(reorganisation)
    propose(reorganisation=reorganisation, actor=PREPARER, at=AT)
    return approve(reorganisation=reorganisation, actor=APPROVER, at=AT)


def started(reorganisation: Reorganisation | None = None) -> Reorganisation:
    """Take an approved reorganisation into force; nothing has moved yet."""
    return start_run(reorganisation=approved(reorganisation), actor=PREPARER, at=AT)


def run(reorganisation: Reorganisation | None = None, size: int = 1000) -> Reorganisation:
    """Carry a reorganisation out to its end."""
    begun = started(reorganisation)
    run_for(reorganisation_id=begun.pk, size=size)
    return fresh(begun)


def fresh(reorganisation: Reorganisation) -> Reorganisation:
    """Read a reorganisation again."""
    with acting_as(SYSTEM):
        return Reorganisation.objects.get(pk=reorganisation.pk)
