"""A plan from the tables: who ends, who follows, what only a person decides; four eyes."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tinhso.core.actors import Actor, ActorKind
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.api import Agency, AgencyKind, Deciding, FateKind
from tinhso.orgs.tests.factories import load_pack, make_agency
from tinhso.reorganisation.models import AgencyRow
from tinhso.reorganisation.operations import (
    ChoiceNotOffered,
    DayNotOffered,
    NotDecided,
    ReasonMissing,
    StepRefused,
    TooEarly,
    approve,
    confirm_agencies,
    create_reorganisation,
    decide_agency,
    decide_matters,
    propose,
    return_to_preparation,
    start_run,
    verify,
)
from tinhso.reorganisation.permissions import ApproverIsProposer, NotAllowed
from tinhso.reorganisation.queries import load_plan
from tinhso.reorganisation.queries.lists import waiting_badge
from tinhso.reorganisation.tests.factories import (
    ACT,
    APPROVER,
    AT,
    DAY,
    PREPARER,
    approved,
    counted,
    end,
    make_new_ward,
    prepare,
    succeed,
)
from tinhso.ui.navigation import Area, navigation_for

pytestmark = pytest.mark.django_db
CLERK = Actor(kind=ActorKind.OFFICER, name="X", account_id=7, roles=frozenset({"CLERK"}))


def create() -> object:
    """Create the reorganisation of the day."""
    return create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)


def test_pack_of_the_province_gives_a_plan_for_every_agency_that_ends() -> None:
    load_pack()

    reorganisation = create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)

    rows = reorganisation.agency_rows
    assert rows.filter(kind=FateKind.WHOLE).count() > 250
    ended = rows.filter(kind=FateKind.ENDS).select_related("predecessor", "successor")
    assert {row.predecessor.tier for row in ended} == {"DISTRICT"}
    assert all(row.successor_id and not row.is_decided for row in ended)
    renamed = rows.get(predecessor__code="H10.40", predecessor__valid_to=date(2022, 10, 1))
    assert renamed.kind == FateKind.ENDS
    plan = load_plan(reorganisation)
    assert len(plan.places.committees) == 40
    assert plan.places.communes["25195"] == ("25195",)


def test_only_administrators_prepare() -> None:
    make_new_ward()

    with pytest.raises(NotAllowed):
        create_reorganisation(effective_on=DAY, legal_act=ACT, actor=CLERK, at=AT)


def test_day_without_change_is_refused() -> None:
    with pytest.raises(DayNotOffered):
        create()


def test_day_is_prepared_once() -> None:
    make_new_ward()
    create()

    with pytest.raises(DayNotOffered):
        create()


def test_agency_of_another_day_cannot_take_over() -> None:
    make_new_ward()
    gone = make_agency("H10.31", kind="PEOPLES_COMMITTEE", tier="DISTRICT")
    end(gone)
    reorganisation = create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)
    row = AgencyRow.objects.get(predecessor=gone)

    with pytest.raises(ChoiceNotOffered):
        decide_agency(
            reorganisation=reorganisation, row_id=row.pk, successor_id=gone.pk, actor=PREPARER
        )


def test_matter_goes_to_a_commune_or_a_department_that_exists() -> None:
    make_new_ward()
    reorganisation = prepare()

    with pytest.raises(ChoiceNotOffered):
        decide_matters(
            reorganisation=reorganisation,
            row_ids=[],
            deciding=Deciding("DEPARTMENT", "PROVINCE", "Sở Không Có"),
            actor=PREPARER,
        )


def test_plan_with_open_questions_is_not_proposed() -> None:
    make_new_ward()
    end(make_agency("H10.31", kind="PEOPLES_COMMITTEE", tier="DISTRICT"))
    reorganisation = create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)

    with pytest.raises(NotDecided):
        propose(reorganisation=counted(reorganisation), actor=PREPARER, at=AT)


def test_whoever_proposes_does_not_approve() -> None:
    make_new_ward()
    reorganisation = propose(reorganisation=counted(), actor=PREPARER, at=AT)

    with pytest.raises(ApproverIsProposer):
        approve(reorganisation=reorganisation, actor=PREPARER, at=AT)
    with pytest.raises(NotAllowed):
        approve(reorganisation=reorganisation, actor=CLERK, at=AT)
    assert approve(reorganisation=reorganisation, actor=APPROVER, at=AT).state == "APPROVED"


def test_returned_plan_says_why_and_is_prepared_again() -> None:
    make_new_ward()
    reorganisation = approved()

    with pytest.raises(ReasonMissing):
        return_to_preparation(reorganisation=reorganisation, reason=" ", actor=APPROVER, at=AT)
    returned = return_to_preparation(
        reorganisation=reorganisation, reason="Thiếu căn cứ", actor=APPROVER, at=AT
    )
    assert (returned.state, returned.return_reason) == ("PREVIEWED", "Thiếu căn cứ")


def test_approved_plan_is_no_longer_changed() -> None:
    make_new_ward()
    reorganisation = approved()

    with pytest.raises(StepRefused):
        confirm_agencies(reorganisation=reorganisation, actor=PREPARER)


def test_nothing_runs_without_approval_or_before_the_day() -> None:
    ward = make_new_ward()
    succeed(make_agency("H10.40.1"), ward.committee)
    reorganisation = counted()

    with pytest.raises(StepRefused):
        start_run(reorganisation=reorganisation, actor=PREPARER, at=AT)
    with pytest.raises(TooEarly):
        start_run(reorganisation=reorganisation, actor=PREPARER, at=AT.replace(year=2025, month=6))
    with pytest.raises(NotAllowed):
        start_run(reorganisation=reorganisation, actor=CLERK, at=AT)
    with pytest.raises(StepRefused):
        verify(reorganisation=reorganisation, actor=PREPARER, at=AT)


def _badge(actor: Actor) -> int:
    request = RequestFactory().get("/")
    request.actor = actor  # type: ignore[attr-defined] # as the middleware does
    return waiting_badge(request)


def test_plan_that_waits_is_counted_for_whoever_may_approve_it() -> None:
    make_new_ward()
    reorganisation = counted()
    assert _badge(APPROVER) == 0

    propose(reorganisation=reorganisation, actor=PREPARER, at=AT)

    assert (_badge(APPROVER), _badge(PREPARER)) == (1, 0)
    approve(reorganisation=reorganisation, actor=APPROVER, at=AT)
    assert _badge(APPROVER) == 0


def test_leader_of_the_province_has_the_menu_entry_and_other_leaders_not() -> None:
    province = make_agency("H19", name="Ủy ban nhân dân tỉnh", kind=AgencyKind.PEOPLES_COMMITTEE)
    ward = make_agency("H19.77", kind=AgencyKind.PEOPLES_COMMITTEE, tier="COMMUNE")
    request = RequestFactory().get("/")

    def entries(agency: Agency, role: str) -> set[str]:
        request.actor = actor_of_account(make_officer(agency, role))  # type: ignore[attr-defined]
        return {item.url for item in navigation_for(request, Area.OFFICER)}

    url = reverse("reorganisation:reorganisation_list")
    assert url in entries(province, "LEADER")
    assert url in entries(ward, "ADMINISTRATOR")
    assert url not in entries(ward, "LEADER")
    assert url not in entries(province, "CLERK")
