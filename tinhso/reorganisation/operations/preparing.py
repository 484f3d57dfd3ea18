"""Preparing a reorganisation: the plan as the tables and the pack propose it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.text import squeeze
from tinhso.orgs.api import (
    Ending,
    FateKind,
    Matter,
    Plan,
    list_endings,
    list_matters,
    list_participants,
    organisation_date,
)
from tinhso.reorganisation.gateways.proposals import Proposals
from tinhso.reorganisation.models import AgencyRow, MatterRow, Reorganisation, Turn
from tinhso.reorganisation.operations.steps import enter
from tinhso.reorganisation.permissions import require_preparer
from tinhso.reorganisation.queries import COUNTER_KINDS, list_upcoming_days, load_plan

CONFIRMED = "confirmed"


class DayNotOffered(DomainError):
    """No agencies change on that day, or a reorganisation of it is prepared already."""

    code = "reorganisation_day_not_offered"
    text = gettext_lazy(
        "Ngày này không có thay đổi về tổ chức, hoặc đã có một đợt sắp xếp. Hãy chọn ngày khác."
    )


def create_reorganisation(
    *, effective_on: date, legal_act: str, actor: Actor, at: datetime
) -> Reorganisation:
    """Begin a reorganisation: who ends, who follows, who decides what, as far as it is known.

    What the law's tables say of one agency is taken as it is; where an agency ends without
    successor, and for every matter of a tier that ends, the plan holds a proposal to decide.

    :raises NotAllowed: the actor is no administrator.
    :raises DayNotOffered: nothing changes on that day, or it is prepared already.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        if effective_on not in list_upcoming_days():
            raise DayNotOffered
        reorganisation = Reorganisation.objects.create(
            legal_act=squeeze(legal_act),
            previous_day=organisation_date(),
            effective_on=effective_on,
            created_at=at,
            created_by=actor.name,
        )
        endings = list_endings(reorganisation.previous_day, effective_on)
        _write_agencies(reorganisation, endings)
        _write_matters(reorganisation, endings)
        _propose_heirs(reorganisation)
        _write_turns(reorganisation)
        enter("PREPARED", reorganisation, {"agencies": len(endings)}, actor, at)
    return reorganisation


def _write_agencies(reorganisation: Reorganisation, endings: Iterable[Ending]) -> None:
    AgencyRow.objects.bulk_create(
        AgencyRow(
            reorganisation=reorganisation,
            predecessor=ending.agency,
            kind=ending.fate.kind,
            successor_id=ending.fate.successor_id,
            certainty=ending.certainty,
            source=ending.source[:200],
            is_decided=ending.fate.kind == FateKind.WHOLE,
        )
        for ending in endings
    )


def _write_matters(reorganisation: Reorganisation, endings: Iterable[Ending]) -> None:
    proposals = Proposals(settings.PROVINCE_PACK)
    tiers = {ending.agency.tier for ending in endings if ending.fate.kind == FateKind.ENDS}
    MatterRow.objects.bulk_create(
        _matter_row(reorganisation, matter, proposals) for matter in list_matters(tiers)
    )


def _matter_row(reorganisation: Reorganisation, matter: Matter, proposals: Proposals) -> MatterRow:
    proposal = proposals.find(matter, matter.deciding.tier)
    row = MatterRow(
        reorganisation=reorganisation,
        matter=matter.code,
        name=matter.name[:400],
        field=matter.field,
        from_tier=matter.deciding.tier,
    )
    if proposal is not None:
        row.kind, row.tier = proposal.deciding.kind, proposal.deciding.tier
        row.department = proposal.deciding.department
        row.certainty, row.source = proposal.certainty, proposal.source[:200]
    return row


def _propose_heirs(reorganisation: Reorganisation) -> None:
    plan = load_plan(reorganisation)
    rows = reorganisation.agency_rows.exclude(kind=FateKind.WHOLE).select_related("predecessor")
    for row in rows:
        row.successor_id = proposed_heir(plan, row)
        row.save(update_fields=["successor_id"])


def proposed_heir(plan: Plan, row: AgencyRow) -> int | None:
    """Propose who takes an ended agency's people: the heir of most of its communes.

    Only a proposal: where people go is decided, never computed.
    """
    fate = plan.fates[row.predecessor_id]
    places = plan.places
    shares = Counter(
        heir
        for commune, heirs in places.communes.items()
        if fate.area_code in places.inside.get(commune, ())
        for heir in heirs
        if heir in places.committees
    )
    if not shares:
        return None
    committee = places.committees[min(shares, key=lambda code: (-shares[code], code))]
    return places.counters.get(committee) if row.predecessor.kind in COUNTER_KINDS else committee


def _write_turns(reorganisation: Reorganisation) -> None:
    Turn.objects.bulk_create(
        Turn(reorganisation=reorganisation, participant=participant.name, ordinal=number)
        for number, participant in enumerate(list_participants(), 1)
    )
