"""Taking a reorganisation into force: the day work goes by, and who decides what from then on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from tinhso.core.remember import forget_everything
from tinhso.orgs.models import Agency, CompetenceTransfer, OrganisationSwitch, Position
from tinhso.orgs.rules import Deciding

Transfers = Mapping[tuple[str, str], Deciding]


@transaction.atomic
def take_effect(
    *, day: date, legal_act: str, transfers: Transfers, at: datetime
) -> OrganisationSwitch:
    """Let all work go by the organisation of a day; asked again, nothing changes.

    ``transfers``: who decides a matter (its code, and the tier that decided before) from now on.
    """
    switch, _ = OrganisationSwitch.objects.get_or_create(
        day=day, defaults={"took_effect_at": at, "legal_act": legal_act}
    )
    CompetenceTransfer.objects.bulk_create(
        [
            CompetenceTransfer(
                matter=matter,
                from_tier=from_tier,
                kind=deciding.kind,
                tier=deciding.tier,
                department_short_name=deciding.department,
                valid_from=day,
                legal_act=legal_act,
            )
            for (matter, from_tier), deciding in transfers.items()
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(forget_everything)
    forget_everything()
    return switch


def positions_for(*, agency_id: int, like: Iterable[Position], on: date) -> dict[int, Position]:
    """Give, for positions of ended agencies, the ones that match in a successor.

    The same code first, then the same role; where the successor has neither, the old position is
    kept there, so that nobody loses their work on the day (the province tidies up later).
    """
    agency = Agency.objects.get(pk=agency_id)
    there = list(Position.objects.at(on).filter(agency=agency).order_by("sort_order", "code", "pk"))
    found = {}
    for old in like:
        match = _match(old, there)
        if match is None:
            match = _keep(old, agency, on)
            there.append(match)
        found[old.pk] = match
    return found


def _match(old: Position, there: list[Position]) -> Position | None:
    alike = [each for each in there if each.role == old.role]
    same = [each for each in alike if each.code == old.code]
    return next(iter([*same, *alike]), None)


def _keep(old: Position, agency: Agency, on: date) -> Position:
    taken = Position.objects.filter(agency=agency, code=old.code).exists()
    return Position.objects.create(
        agency=agency,
        code=f"{old.code}-{old.role}"[:40] if taken else old.code,
        title=old.title,
        title_en=old.title_en,
        role=old.role,
        signing_authority=old.signing_authority,
        sort_order=old.sort_order,
        valid_from=on,
        valid_to=agency.valid_to,
    )
