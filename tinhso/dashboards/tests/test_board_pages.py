"""Boards at a desk, on the wall, as files, inside other pages; who may open them."""

import re
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import Board, BoardVersion
from tinhso.dashboards.operations import load_boards
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.dashboards.tests.factories import AT, KINDS, make_board, make_land, tile
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer, sign_in
from tinhso.indicators.tests.factories import Land
from tinhso.orgs.tests.factories import make_agency
from tinhso.ui.components import Tone

pytestmark = pytest.mark.django_db
LIST = "/can-bo/dieu-hanh/"
HERE = f"{LIST}dan-so/"
_LINK = re.compile(r'href="(/can-bo/chi-tieu/[^"]*so-lieu/[^"]*)">(?:<span[^>]*>)?([^<]*)')


@pytest.fixture
def land() -> Land:
    return make_land()


@pytest.fixture
def leader(client: Client, land: Land) -> Client:
    sign_in(client, make_officer(land.other, "LEADER"))
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def every_kind() -> list[Tile]:
    return [tile(f"o{at}", kind, y=at * 2) for at, kind in enumerate(KINDS)]


def test_every_kind_of_tile_shows_its_number_with_a_way_to_its_facts(
    leader: Client, land: Land
) -> None:
    make_board(land, *every_kind())
    page = shown(leader, f"{HERE}?den=C2025M12")

    assert page.count('class="db-tile ') == len(KINDS)
    assert "3.024" in page
    assert "Trên mức" not in page
    assert "Cần chú ý: trên 900 trẻ" in page
    assert "<polyline" not in page
    assert 'class="db-region db-region--' in page
    assert "/can-bo/chi-tieu/POP.BIRTHS/so-lieu/?vung=" in page


@pytest.mark.parametrize(("language", "word"), [("en", "Phuoc Long"), ("vi", "Phước Long")])
def test_an_area_stands_on_a_map_without_its_kind(
    leader: Client, land: Land, settings: Settings, language: str, word: str
) -> None:
    make_board(land, tile("o", TileKind.MAP, y=0))
    area = land.communes[0]
    assert area.parent is not None
    area.name, area.name_en = "Thị xã Phước Long", "Phuoc Long Town"
    area.save()
    leader.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = shown(leader, f"{HERE}?den=C2025M12&vung={area.parent.code}")

    assert f">{word}</text>" in page


def test_a_number_leads_to_the_facts_it_is_made_of(leader: Client, land: Land) -> None:
    make_board(land)
    page = shown(leader, f"{HERE}?den=C2025M12&vung=689")
    start = page.index("/can-bo/chi-tieu/POP.BIRTHS/so-lieu/")
    address = page[start : page.index('"', start)].replace("&amp;", "&")

    facts = shown(leader, address)

    assert "1.012" in facts
    assert "2.012" in facts


def test_fifty_numbers_of_all_kinds_of_tile_are_walked_to_their_sources(
    leader: Client, land: Land
) -> None:
    make_board(land, *every_kind())
    numbers = [
        (escaped.replace("&amp;", "&"), text)
        for place in ("70", "689", "25195")
        for escaped, text in _LINK.findall(shown(leader, f"{HERE}?den=C2025M12&vung={place}"))
    ]
    chosen = Random(50).sample(numbers, 50)  # noqa: S311 - which numbers, no secret

    pages = [(text, shown(leader, address)) for address, text in chosen]

    assert any("–" not in text for text, _page in pages)
    for text, page in pages:
        has_facts = "Báo cáo ngành" in page
        assert has_facts == (text.strip() != "–"), (text, page[-3000:])


def test_a_district_narrows_to_its_communes_and_a_stranger_area_gives_the_scope(
    leader: Client, land: Land
) -> None:
    make_board(land, tile(kind=TileKind.RANKING))

    assert "Tân Phú" in shown(leader, f"{HERE}?den=C2025M12&vung=689")
    page = shown(leader, f"{HERE}?den=C2025M12&vung=25195")
    assert 'aria-current="page">Phường Tân Phú' in page
    assert 'aria-current="page">Tỉnh' in shown(leader, f"{HERE}?vung=99999")


def test_an_agency_narrows_the_numbers_and_their_facts(leader: Client, land: Land) -> None:
    make_board(land)
    page = shown(leader, f"{HERE}?den=C2025M12&co-quan={land.other.pk}")

    assert "3.024" not in page
    assert "Xem của mọi cơ quan" in page


@pytest.mark.parametrize(
    "query",
    ["?ky=QUARTER", "?ky=YEAR&den=C2025Y1", "?den=A2025M3", "?den=W202501", "?cach=AS_IS",
     "?luc=2026-03-02", "?luc=x&ky=x&co-quan=x&vung=x"],
)  # fmt: skip
def test_any_question_has_a_page(leader: Client, land: Land, query: str) -> None:
    make_board(land, *every_kind())

    assert "Dân số" in shown(leader, HERE + query)


def test_a_past_moment_knows_no_later_numbers(leader: Client, land: Land) -> None:
    make_board(land)

    assert "Chưa có số liệu" in shown(leader, f"{HERE}?den=C2025M12&luc=2026-02-01")


def test_a_board_costs_the_same_queries_however_many_tiles(
    leader: Client, land: Land, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_board(land, *(tile(f"o{at}", x=3 * (at % 4), y=2 * (at // 4)) for at in range(12)))
    shown(leader, HERE)

    with django_assert_max_num_queries(30):
        shown(leader, HERE)


def test_numbers_one_may_not_read_are_not_shown(leader: Client, land: Land) -> None:
    make_board(land, tile(indicators=("POP.SECRET",)), tile("p", x=3, indicators=("NO.SUCH",)))
    page = shown(leader, HERE)

    assert "Không có chỉ tiêu này, hoặc bạn không được xem." in page
    assert "Chưa có số liệu" in page


def test_the_wall_turns_by_itself_and_can_be_held(leader: Client, land: Land) -> None:
    make_board(land, *every_kind())
    make_board(land, slug="hai", sort_order=2)

    turning = leader.get(f"{HERE}man-hinh/?giay=15")
    held = leader.get(f"{HERE}man-hinh/?dung=1")

    assert turning.headers["Refresh"] == "15; url=/can-bo/dieu-hanh/hai/man-hinh/?giay=15"
    assert "Refresh" not in held.headers
    assert "Chạy tiếp" in held.content.decode()
    assert leader.get(f"{HERE}man-hinh/?vong=hai&giay=1").headers["Refresh"].startswith("10;")


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("xlsx", b"PK"), ("csv", b"\xef")]
)
def test_a_board_is_a_file(leader: Client, land: Land, kind: str, start: bytes) -> None:
    make_board(land, *every_kind(), tile("t", TileKind.TEXT, y=20, text={"vi": "Lời"}))
    answer = leader.get(f"{HERE}tep/{kind}/?den=C2025M12")

    assert answer.content.startswith(start)
    assert f"dan-so-C2025M12.{kind}" in answer.headers["Content-Disposition"]
    if kind == "csv":
        assert "Tân Phú" not in answer.content.decode()
        assert ",3024,trẻ" in answer.content.decode()


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_arrows_the_letters_lack_are_drawn_all_the_same(
    leader: Client, land: Land, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(*_: object) -> tuple[str, str, Tone]:
        return "Tăng 3 % so với cùng kỳ", "↑ 3 %", Tone.NEUTRAL

    monkeypatch.setattr("tinhso.dashboards.queries.figures.change_words", moved)
    make_board(land, *every_kind())

    assert leader.get(f"{HERE}tep/{kind}/?den=C2025M12").status_code == 200


def test_no_other_kind_of_file(leader: Client, land: Land) -> None:
    make_board(land)

    assert leader.get(f"{HERE}tep/exe/").status_code == 404


def test_only_the_part_is_fetched_again(leader: Client, land: Land) -> None:
    make_board(land)
    answer = leader.get(HERE, headers={"X-Board-Part": "1"})

    assert "<html" not in answer.content.decode()
    assert 'class="db-tile ' in answer.content.decode()


def test_boards_of_others_are_not_found(client: Client, land: Land) -> None:
    make_board(land, audience="READERS", reader_agency_ids=[land.other.pk])
    sign_in(client, make_officer(make_agency("H10.20", area=land.province), "LEADER"))

    assert client.get(HERE).status_code == 404
    assert client.get(f"{HERE}man-hinh/").status_code == 404
    assert client.get(f"{HERE}tep/pdf/").status_code == 404
    assert "Chưa có bảng nào" in shown(client, LIST)


def test_the_database_shows_no_board_to_strangers(land: Land) -> None:
    make_board(land, audience="READERS", reader_agency_ids=[land.other.pk])
    reader = actor_of_account(make_officer(land.other, "LEADER"))
    stranger = actor_of_account(make_officer(make_agency("H10.20", area=land.province), "LEADER"))

    for actor, count in ((reader, 1), (stranger, 0), (PUBLIC, 0)):
        with acting_as(actor):
            assert Board.objects.count() == BoardVersion.objects.count() == count


def test_citizens_and_visitors_are_sent_away(client: Client, land: Land) -> None:
    make_board(land)
    assert client.get(HERE).status_code == 302
    sign_in(client, make_citizen())
    for path in (LIST, HERE, f"{HERE}man-hinh/", f"{HERE}tep/pdf/"):
        assert client.get(path).status_code == 403


def test_a_board_for_everybody_stands_in_other_pages(
    client: Client, land: Land, settings: Settings
) -> None:
    settings.EMBED_ORIGINS = ["https://binhphuoc.example"]
    make_board(land, audience="EVERYONE")
    make_board(land, slug="rieng")
    answer = client.get("/nhung/dieu-hanh/dan-so/?den=C2025M12")

    assert "3.024" in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://binhphuoc.example" in policy
    assert "X-Frame-Options" not in answer.headers
    assert client.get("/nhung/dieu-hanh/rieng/").status_code == 404


def test_the_packs_boards_are_in_order(land: Land, settings: Settings) -> None:
    for code in ("H10", "H10.13", "H10.31", "H10.32", "H10.33"):
        make_agency(code, area=land.province)
    folder = Path(settings.PROVINCE_PACK) / "boards"
    with acting_as(SYSTEM):
        assert load_boards(folder=folder, actor=SYSTEM, at=AT) == 13
        assert load_boards(folder=folder, actor=SYSTEM, at=AT) == 0
        scopes = set(Board.objects.values_list("scope_code", flat=True))
    assert scopes == {"70", "688", "689", "690"}
