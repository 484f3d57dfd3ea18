"""The map of a board: tiles another program can read, numbers of every period, official land."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tinhso.alerts.api import Alert, AlertRule
from tinhso.alerts.tests.factories import evaluate
from tinhso.core.actors import SYSTEM
from tinhso.core.remember import forget_everything
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import AreaShape
from tinhso.dashboards.rules.document import TileKind
from tinhso.dashboards.rules.vector_tiles import EXTENT, Shape, tile_of, to_world
from tinhso.dashboards.tests.factories import make_board, make_land, tile
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.indicators.models import Indicator
from tinhso.indicators.tests.factories import Land
from tinhso.orgs.tests.factories import make_agency

ROOT = Path(__file__).resolve().parents[3]
MAP = "/can-bo/dieu-hanh/dan-so/ban-do/"
#: The reader of the specification's authors: an outside oracle for what we write.
_READ = """
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { readFileSync } from "node:fs";
const layers = new VectorTile(new PbfReader(readFileSync(0))).layers;
const told = Object.entries(layers).map(([name, layer]) => [name, Array.from({length: layer.length},
  (_, at) => { const f = layer.feature(at); return [f.id, f.type, f.loadGeometry()]; })]);
console.log(JSON.stringify(Object.fromEntries(told)));
"""


def read_elsewhere(content: bytes) -> dict[str, list[Any]]:
    done = subprocess.run(  # noqa: S603 - our own words
        [shutil.which("node") or "node", "--input-type=module", "-e", _READ],
        input=content,
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


def square(west: float, south: float, size: float) -> tuple[tuple[float, float], ...]:
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return tuple(to_world((west + dx, south + dy)) for dx, dy in corners)


def test_another_program_reads_our_tiles() -> None:
    shapes = [Shape(300, (square(106.0, 11.0, 0.3),)), Shape(7, (square(106.3, 11.0, 0.3),))]
    lines = [Shape(1, (square(106.0, 11.0, 0.3),), is_line=True)]
    told = read_elsewhere(tile_of([("areas", shapes), ("borders", lines)], 6, 50, 30))

    areas = [(key, kind, len(rings)) for key, kind, rings in told["areas"]]
    assert areas == [(300, 3, 1), (7, 3, 1)]
    assert told["borders"][0][:2] == [1, 2]
    west, east = (rings[0] for _key, _kind, rings in told["areas"])
    assert max(point["x"] for point in west) == min(point["x"] for point in east)


def coordinates_in(content: bytes) -> list[int]:
    """Give every coordinate of a tile with one layer of one feature, read by the specification."""
    if not content:
        return []
    words = inside(inside(inside(content, 3), 2), 4)
    values = numbers_of(words)
    found, at, place = [], [0, 0], 0
    while place < len(values):
        command, count = values[place] & 7, values[place] >> 3
        place += 1
        for step in range(0 if command == 7 else 2 * count):
            value = values[place]
            at[step % 2] += (value >> 1) ^ -(value & 1)
            found.append(at[step % 2])
            place += 1
    return found


def numbers_of(content: bytes) -> list[int]:
    values, value, shift = [], 0, 0
    for byte in content:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    return values


def inside(content: bytes, wanted: int) -> bytes:
    """Give the bytes of the first field with a number."""
    at = 0
    while at < len(content):
        key, at = number_at(content, at)
        size, at = number_at(content, at)
        if key & 7 == 2:
            if key >> 3 == wanted:
                return content[at : at + size]
            at += size
    return b""


def number_at(content: bytes, at: int) -> tuple[int, int]:
    end = next(place for place in range(at, len(content)) if content[place] < 128) + 1
    return numbers_of(content[at:end])[0], end


@given(
    st.floats(105, 108), st.floats(10, 13), st.floats(0.01, 2), st.integers(5, 12),
    st.integers(-1, 1), st.integers(-1, 1),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_nothing_lies_beyond_a_tile_and_its_edge(
    west: float, south: float, size: float, zoom: int, right: int, down: int
) -> None:
    x, y = to_world((west, south))
    column, row = int(x * 2**zoom) + right, int(y * 2**zoom) + down
    ring = square(west, south, size)
    both = tile_of([("a", [Shape(1, (ring,))])], zoom, column, row)
    alone = tile_of([("a", [Shape(1, (ring,), is_line=True)])], zoom, column, row)

    for content in (both, alone):
        assert all(-64 <= value <= EXTENT + 64 for value in coordinates_in(content))


def test_a_place_far_away_has_an_empty_tile() -> None:
    assert tile_of([("areas", [Shape(1, (square(106, 11, 1),))])], 8, 3, 3) == b""


@pytest.fixture
def land(db: None) -> Land:
    return make_land()


@pytest.fixture
def leader(client: Client, land: Land) -> Client:
    sign_in(client, make_officer(land.other, "LEADER"))
    return client


def numbers_in(page: str) -> dict[str, Any]:
    start = page.index('id="map-numbers"')
    written = page[page.index(">", start) + 1 : page.index("</script>", start)]
    found: dict[str, Any] = json.loads(written)
    return found


def test_every_area_and_period_is_on_the_page_and_leads_to_its_facts(
    leader: Client, land: Land
) -> None:
    make_board(land, tile(kind=TileKind.NUMBER))
    page = leader.get(f"{MAP}?den=C2025M12&vung=689").content.decode()
    numbers = numbers_in(page)

    assert len(numbers["spans"]) == 13
    first = str(land.communes[0].pk)
    assert numbers["cells"][first][-1][1] == "1.012"
    assert numbers["cells"][first][-2][1] == "1.011"
    assert 'class="db-region db-region--' in page
    assert f"/can-bo/chi-tieu/POP.BIRTHS/so-lieu/?vung={first}" in page
    assert "Kỳ trước" in page


def test_the_province_is_divided_into_districts_or_communes(leader: Client, land: Land) -> None:
    make_board(land)
    by_district = leader.get(MAP).content.decode()
    by_commune = leader.get(f"{MAP}?cap=xa").content.decode()

    assert (by_district.count("data-facts"), by_commune.count("data-facts")) == (1, 2)


def test_tiles_hold_the_land_of_the_place(leader: Client, land: Land) -> None:
    make_board(land)
    x, y = to_world((106.92, 11.5))
    answer = leader.get(f"{MAP}8/{int(x * 256)}/{int(y * 256)}.mvt?vung=689")
    told = read_elsewhere(answer.content)

    assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert {row[0] for row in told["areas"]} == {commune.pk for commune in land.communes}
    assert told["borders"]


@pytest.mark.parametrize("path", ["8/256/0.mvt", "13/0/0.mvt"])
def test_no_tiles_beyond_the_world(leader: Client, land: Land, path: str) -> None:
    make_board(land)

    assert leader.get(MAP + path).status_code == 404


def test_a_board_without_a_known_indicator_has_no_map(leader: Client, land: Land) -> None:
    make_board(land, tile(indicators=("NO.SUCH",)))

    assert "chưa có chỉ tiêu nào cho bản đồ" in leader.get(MAP).content.decode()


def test_the_map_costs_the_same_queries_however_many_areas(
    leader: Client, land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_board(land)
    leader.get(MAP)

    with django_assert_max_num_queries(32):
        leader.get(f"{MAP}?cap=xa")


def test_maps_of_others_are_not_found(client: Client, land: Land) -> None:
    make_board(land, audience="READERS", reader_agency_ids=[land.other.pk])
    sign_in(client, make_officer(make_agency("H10.20", area=land.province), "LEADER"))

    assert client.get(MAP).status_code == 404
    assert client.get(f"{MAP}8/200/120.mvt").status_code == 404


def write_geojson(file: Path, code: str) -> Path:
    ring = [[106.8, 11.4], [107.0, 11.4], [107.0, 11.6], [106.8, 11.6], [106.8, 11.4]]
    features = [
        {"type": "Feature", "properties": {"ma": code, "ten": "x"},
         "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}},
        {"type": "Feature", "properties": {"ma": code}, "geometry": {"type": "Point",
         "coordinates": [106.8, 11.4]}},
    ]  # fmt: skip
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


def test_official_boundaries_take_the_place_of_cells(
    leader: Client, land: Land, tmp_path: Path
) -> None:
    make_board(land)
    file = write_geojson(tmp_path / "ranh-gioi.geojson", land.communes[0].code)
    call_command("import_boundaries", file, property="ma", source="Công văn 1")
    forget_everything()

    shape = AreaShape.objects.get(area=land.communes[0])
    assert (shape.is_schematic, shape.source, len(shape.rings[0])) == (False, "Công văn 1", 5)
    assert AreaShape.objects.filter(is_schematic=True).count() == 1
    x, y = to_world((106.9, 11.5))
    answer = leader.get(f"{MAP}8/{int(x * 256)}/{int(y * 256)}.mvt?vung=689")
    told = {row[0]: row[2] for row in read_elsewhere(answer.content)["areas"]}
    assert len(told[land.communes[0].pk][0]) == 5


@pytest.mark.parametrize("text", ["", "[]", '{"features": [{"geometry": {}}]}'])
def test_a_file_of_something_else_is_refused(land: Land, tmp_path: Path, text: str) -> None:
    file = tmp_path / "khac.geojson"
    file.write_text(text, "utf-8")

    with pytest.raises(CommandError, match="GeoJSON"):
        call_command("import_boundaries", file, source="x")


def test_boundaries_of_nowhere_are_refused(land: Land, tmp_path: Path) -> None:
    file = write_geojson(tmp_path / "ranh-gioi.geojson", "99999")

    with pytest.raises(CommandError):
        call_command("import_boundaries", file, property="ma", source="x")
    assert not AreaShape.objects.filter(is_schematic=False).exists()


@pytest.mark.django_db
def test_an_alert_shows_its_area_on_the_map_with_the_table_beside(client: Client) -> None:
    land = make_land()
    committee = make_agency("H10", area=land.province, kind="PEOPLES_COMMITTEE")
    births = Indicator.objects.get(code="POP.BIRTHS")
    AlertRule.objects.create(
        code="BIRTHS", name="Sinh nhiều", name_en="Many births", indicator=births,
        kind="THRESHOLD", level="COMMUNE", condition={"limit": "2000"}, agency=land.department,
    )  # fmt: skip
    assert evaluate() == 1
    with acting_as(SYSTEM):
        alert = Alert.objects.get()
    sign_in(client, make_officer(committee, "LEADER"))

    page = client.get(f"/can-bo/canh-bao/{alert.token}/").content.decode()

    written = re.search(r'id="map-numbers"[^>]*>([^<]*)<', page)
    assert written
    assert len(json.loads(written[1])["here"]) >= 4
    assert '<strong>Phường Tân Đồng</strong></th><td><a href="/can-bo/chi-tieu/POP.BIRTHS' in page
    assert 'href="?vung=' not in page
    tiles = re.search(r'data-tiles="([^"]*)"', page)
    assert tiles
    address = tiles[1].replace("&amp;", "&").replace("{z}/{x}/{y}", "8/204/119")
    told = read_elsewhere(client.get(address).content)
    assert [feature[0] for feature in told["areas"]] == [area.pk for area in land.communes]
    assert client.get("/can-bo/dieu-hanh/dat/13/0/0.mvt").status_code == 404
    assert Client().get(address).status_code == 302
