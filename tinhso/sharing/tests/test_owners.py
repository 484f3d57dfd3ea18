"""Who answers for shared data: named by the pack, moved by a reorganisation like all other rows."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tinhso.access.tests.factories import AT
from tinhso.core.actors import SYSTEM
from tinhso.orgs.api import Fate, FateKind, Mover, Plan, list_participants
from tinhso.orgs.models import Agency, AgencySuccession
from tinhso.orgs.tests.factories import REORGANISED, make_agency
from tinhso.sharing.models import ServiceOwner
from tinhso.sharing.operations import load_owners
from tinhso.sharing.queries import get_service
from tinhso.sharing.tests.factories import OWNER

DIRECTORY = "agency-directory"
pytestmark = pytest.mark.django_db


def load(day: date = REORGANISED) -> int:
    return load_owners(pack=Path(settings.PROVINCE_PACK), day=day)


def owner() -> str:
    found = get_service(DIRECTORY).find_owner()
    return found.code if found else ""


def ended(*heirs: str) -> list[Agency]:
    """Let the pack's owner have ended before the pack is loaded, with these heirs."""
    past = make_agency(OWNER, valid_to=REORGANISED)
    made = [make_agency(code, valid_from=REORGANISED) for code in heirs]
    for heir in made:
        AgencySuccession.objects.create(
            predecessor=past, successor=heir, legal_act="NQ 1", effective_on=REORGANISED
        )
    return made


def test_the_pack_names_the_owner_once() -> None:
    assert load() == 0
    first, second = make_agency(OWNER), make_agency("H10.90")
    assert load() == 3
    assert owner() == OWNER

    ServiceOwner.objects.update(agency=second)

    assert load() == 0
    assert (owner(), first.code) == ("H10.90", OWNER)


@pytest.mark.parametrize(("heirs", "named"), [(("H10.90",), "H10.90"), (("H10.90", "H10.91"), "")])
def test_an_owner_that_ended_before_is_followed_to_its_only_heir(
    heirs: tuple[str, ...], named: str
) -> None:
    ended(*heirs)

    load()

    assert owner() == named


def test_a_reorganisation_moves_the_ownership() -> None:
    past, heir = make_agency(OWNER), make_agency("H10.90")
    load()
    part = next(one for one in list_participants() if one.name == "sharing_services")
    plan = Plan(1, REORGANISED, "NQ 1", {past.pk: Fate(FateKind.WHOLE, "", heir.pk)})
    rows = [row for row, _agency in part.waiting(plan)]
    places = {row: found.agency_id for row, found in part.place(plan, rows).items()}

    moved = part.move(plan, places, Mover(SYSTEM, AT))

    assert (len(moved), owner()) == (3, "H10.90")
    assert part.verify(plan, places).lost == ()
    assert list(part.waiting(plan)) == []
