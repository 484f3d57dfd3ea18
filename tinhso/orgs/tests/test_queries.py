"""Who is where on which day, who is competent, who took over from whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.orgs import api
from tinhso.orgs.tests.factories import BEFORE, REORGANISED

pytestmark = [pytest.mark.usefixtures("organisation"), pytest.mark.django_db]

COMMUNE_COMMITTEE = {
    "kind": "PEOPLES_COMMITTEE",
    "tier": "COMMUNE",
    "department_short_name": None,
}
TAN_PHU = "25195"


def test_province_is_what_it_was_on_each_day() -> None:
    assert len(api.list_communes(BEFORE)) == 111
    assert len(api.list_communes(REORGANISED)) == 95
    assert len(api.area_children("70", BEFORE)) == 11
    assert api.area_children("70", REORGANISED) == []


def test_children_are_found_after_their_parent_was_renamed() -> None:
    before = {area.code for area in api.area_children("697", date(2022, 9, 30))}
    after = {area.code for area in api.area_children("697", date(2022, 10, 1))}

    assert before == after
    assert len(before) == 9


def test_chain_goes_up_to_the_province() -> None:
    names = [area.name for area in api.area_chain(TAN_PHU, BEFORE)]

    assert names == ["Phường Tân Phú", "Thành phố Đồng Xoài", "Tỉnh Bình Phước"]
    assert api.area_chain("99999", BEFORE) == []


@pytest.mark.parametrize("query", ["tan phu", "Tân Phú", "TÂN  PHÚ", "phú tân"])
def test_area_is_found_without_accents_and_in_any_order(query: str) -> None:
    assert TAN_PHU in {area.code for area in api.search_areas(query, BEFORE)}


def test_unknown_area_is_refused() -> None:
    with pytest.raises(api.AreaNotFound):
        api.get_area("99999", BEFORE)


def test_area_is_refused_after_its_last_day() -> None:
    with pytest.raises(api.AreaNotFound):
        api.get_area("70", REORGANISED)


def test_unknown_agency_is_refused() -> None:
    with pytest.raises(api.AgencyNotFound):
        api.get_agency("H99", BEFORE)


@pytest.mark.parametrize(
    ("deciding", "area_code", "short_name"),
    [
        (COMMUNE_COMMITTEE, TAN_PHU, "UBND phường Tân Phú"),
        ({**COMMUNE_COMMITTEE, "tier": "DISTRICT"}, TAN_PHU, "UBND thành phố Đồng Xoài"),
        ({**COMMUNE_COMMITTEE, "tier": "DISTRICT"}, "689", "UBND thành phố Đồng Xoài"),
        ({**COMMUNE_COMMITTEE, "tier": "PROVINCE"}, TAN_PHU, "UBND tỉnh Bình Phước"),
        (
            {"kind": "DEPARTMENT", "tier": "PROVINCE", "department_short_name": "Sở Tư pháp"},
            TAN_PHU,
            "Sở Tư pháp",
        ),
    ],
)
def test_competent_agency_follows_tier_and_area(
    deciding: dict[str, str | None], area_code: str, short_name: str
) -> None:
    assert api.competent_agency(deciding, area_code, BEFORE).short_name == short_name


@pytest.mark.parametrize(
    ("deciding", "area_code", "on"),
    [
        (COMMUNE_COMMITTEE, "689", BEFORE),
        (COMMUNE_COMMITTEE, "99999", BEFORE),
        ({**COMMUNE_COMMITTEE, "tier": "DISTRICT"}, TAN_PHU, REORGANISED),
        (
            {"kind": "DEPARTMENT", "tier": "PROVINCE", "department_short_name": "Sở Nào Đó"},
            TAN_PHU,
            BEFORE,
        ),
    ],
)
def test_nobody_competent_is_refused(
    deciding: dict[str, str | None], area_code: str, on: date
) -> None:
    with pytest.raises(api.NoCompetentAgency):
        api.competent_agency(deciding, area_code, on)


def test_every_commune_has_a_committee_with_a_one_stop_unit() -> None:
    for area in api.list_communes(BEFORE):
        committee = api.competent_agency(COMMUNE_COMMITTEE, area.code, BEFORE)
        unit = api.one_stop_unit_for(committee, BEFORE)
        assert (unit.kind, unit.area.code) == ("ONE_STOP_UNIT", area.code)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("H10", "H10.01.01"),
        ("H10.14", "H10.01.01"),
        ("H10.32", "H10.32.90"),
        ("H10.12.01.32", "H10.32.90"),
        ("H10.32.90", "H10.32.90"),
    ],
)
def test_papers_are_handed_in_at_the_unit_of_the_tier(code: str, unit: str) -> None:
    agency = api.get_agency(code, BEFORE)

    assert api.one_stop_unit_for(agency, BEFORE).code == unit


def test_agency_without_one_stop_unit_is_refused() -> None:
    agency = api.get_agency("H10.14", BEFORE)

    with pytest.raises(api.NoOneStopUnit):
        api.one_stop_unit_for(agency, date(2019, 1, 1))


def test_old_commune_leads_to_its_new_one_and_back() -> None:
    (new,) = api.successors_of(TAN_PHU, REORGANISED)

    assert new.name == "Phường Bình Phước"
    assert TAN_PHU in {area.code for area in api.predecessors_of(new.code, BEFORE)}


def test_every_old_commune_leads_to_a_new_one() -> None:
    history = api.load_area_history()

    ended = [a for a in api.list_communes(BEFORE) if not history.successors(a, REORGANISED)]

    assert ended == []


def test_area_that_still_stands_leads_to_itself() -> None:
    assert [area.code for area in api.successors_of(TAN_PHU, BEFORE)] == [TAN_PHU]


def test_abolished_district_leads_nowhere() -> None:
    assert api.successors_of("689", REORGANISED) == []


def test_two_reorganisations_are_followed_to_the_end() -> None:
    (district,) = api.successors_of("697", date(2023, 1, 1))

    assert (district.name, district.valid_from) == ("Thị xã Chơn Thành", date(2022, 10, 1))


def test_agency_leads_to_its_successor_and_back() -> None:
    agency = api.get_agency("H10.14", BEFORE)

    (new,) = api.agency_successors_of(agency, REORGANISED)

    assert new.code == "H19.10"
    assert agency in api.agency_predecessors_of(new, BEFORE)


def test_history_of_all_areas_costs_one_query() -> None:
    areas = api.list_areas(BEFORE)

    with CaptureQueriesContext(connection) as captured:
        history = api.load_area_history()
        for area in areas:
            history.successors(area, REORGANISED)

    assert len(captured) == 1
