"""The place of a report: by the map without a script, by a point, by naming the commune."""

import pytest
from django.test import Client

from tinhso.contact.models import Contact
from tinhso.contact.tests.factories import Line
from tinhso.contact.views.placing import NEAREST, SIDE, read_placing

pytestmark = pytest.mark.django_db
WRITE = "/phan-anh/gui/hien-truong/"
TYPED = {"category": "duong-hu-hong", "text": "Ổ gà rất sâu trước cổng trường", "address": "Cổng"}


def test_click_without_a_script_marks_the_place_and_keeps_what_was_typed(client: Client) -> None:
    line = Line()
    view = f"{line.ward.latitude} {line.ward.longitude} 11"

    page = client.post(WRITE, {**TYPED, "map_view": view, "spot.x": "160", "spot.y": "160"})

    content = page.content.decode()
    assert page.status_code == 200
    assert "Đã đánh dấu" in content
    assert TYPED["text"] in content
    assert 'value="25195" selected' in content
    assert not Contact.objects.exists()
    form = page.context["form"]
    assert abs(form["latitude"].value() - float(line.ward.latitude or 0)) < 1e-3
    assert "ts-error" not in content


@pytest.mark.parametrize(
    ("move", "part", "sign"),
    [("north", 0, 1), ("south", 0, -1), ("east", 1, 1), ("west", 1, -1)],
)
def test_map_is_moved_by_buttons(move: str, part: int, sign: int) -> None:
    Line()
    before = (11.5, 106.8)

    view = read_placing({"map_view": "11.5 106.8 10", "map_move": move}).view

    assert ((view.latitude, view.longitude)[part] - before[part]) * sign > 0


def test_nearer_ends_where_the_scheme_ends() -> None:
    Line()
    placing = read_placing({"map_view": f"11.5 106.8 {NEAREST}", "map_move": "closer"})

    assert placing.view.zoom == NEAREST
    assert not placing.is_marked


@pytest.mark.parametrize("view", ["", "a b c", "900 900 9", "11.5 106.8 99"])
@pytest.mark.parametrize("x", ["", "no", "-5", "99999"])
def test_whatever_a_browser_sends_is_a_place_of_the_map(view: str, x: str) -> None:
    Line()

    placing = read_placing({"map_view": view, "spot.x": x, "spot.y": "10"})

    assert placing.is_marked
    assert placing.view.width == SIDE


def test_picture_is_small_and_names_communes(client: Client) -> None:
    line = Line()

    view = {"vi-do": "11.52", "kinh-do": "106.85", "muc": "10", "dau": "11.535,106.888"}
    answer = client.get("/phan-anh/ban-do-chon.svg", view)

    assert answer["Content-Type"] == "image/svg+xml"
    assert len(answer.content) < 60_000
    assert line.other.name.removeprefix("Phường ") in answer.content.decode()
    assert client.get("/phan-anh/ban-do-chon.svg", {"dau": "x,y"}).status_code == 200


def test_point_is_told_its_nearest_commune(client: Client) -> None:
    line = Line()

    near = client.get("/phan-anh/noi/", {"vi-do": "11.536", "kinh-do": "106.889"}).json()
    far = client.get("/phan-anh/noi/", {"vi-do": "21", "kinh-do": "105"}).json()

    assert near["area"] == {"code": line.ward.code, "name": line.ward.name}
    assert far["area"] is None
    assert client.get("/phan-anh/noi/").json()["area"] is None
