"""The JSON API of areas and agencies."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.usefixtures("organisation"), pytest.mark.django_db]


def test_areas_of_a_day_and_under_a_parent(client: Client) -> None:
    areas = client.get("/api/areas", {"parent": "689"}).json()

    assert len(areas) == 8
    assert {area["parent_code"] for area in areas} == {"689"}
    assert len(client.get("/api/areas", {"at": "2025-07-01", "kind": "PROVINCE"}).json()) == 1


def test_area_says_what_it_became(client: Client) -> None:
    area = client.get("/api/areas/25195").json()

    assert area["name"] == "Phường Tân Phú"
    assert area["became_whole"] is True
    later = client.get(f"/api/areas/{area['became'][0]}", {"at": "2025-07-01"}).json()
    assert "25195" in later["was"]


def test_area_is_compared_with_any_day(client: Client) -> None:
    area = client.get("/api/areas/25195", {"compare": "2021-06-01"}).json()

    assert area["became"] == ["25195"]


def test_agencies_are_paged_and_narrowed(client: Client) -> None:
    first = client.get("/api/agencies").json()
    narrowed = client.get("/api/agencies", {"tier": "PROVINCE", "kind": "DEPARTMENT"}).json()

    assert len(first["items"]) == 100
    assert len(narrowed["items"]) == 19
    following = client.get("/api/agencies", {"cursor": first["next_cursor"]}).json()
    assert following["items"][0]["code"] > first["items"][-1]["code"]


def test_agency_gives_positions_but_no_people(client: Client) -> None:
    agency = client.get("/api/agencies/H10.14", {"compare": "2025-07-01"}).json()

    assert agency["became"] == ["H19.10"]
    assert {"code", "title", "title_en", "role"} == set(agency["positions"][0])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/areas/99999", 404),
        ("/api/agencies/H99", 404),
        ("/api/agencies?cursor=x", 404),
        ("/api/areas?at=mai", 422),
    ],
)
def test_bad_request_is_refused(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
