"""Boards made on screen: begun, copied, changed, published, returned; and who may not."""

import re

import pytest
from django.test import Client

from tinhso.core.actors import PUBLIC, Actor
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import Board, BoardDraft
from tinhso.dashboards.operations import (
    BoardRefused,
    Described,
    DraftMoved,
    NothingToPublish,
    change_draft,
    create_board,
    describe_board,
    drop_draft,
    publish_draft,
    return_to_version,
    undo_change,
)
from tinhso.dashboards.permissions import NotYourBoard
from tinhso.dashboards.queries import edited_tiles, find_draft
from tinhso.dashboards.rules.document import TileKind
from tinhso.dashboards.tests.factories import AT, make_board, make_land, tile
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in
from tinhso.indicators.tests.factories import Land

pytestmark = pytest.mark.django_db
LIST = "/can-bo/dieu-hanh/"
HERE = f"{LIST}dan-so/"
EDITOR = f"{HERE}soan/"
DESCRIBED = Described("Bảng Sở Y tế", "", "Để thử", "", "70", "OFFICERS")  # type: ignore[arg-type]


@pytest.fixture
def land() -> Land:
    return make_land()


@pytest.fixture
def steward(land: Land) -> Actor:
    return land.officer()


@pytest.fixture
def editor(client: Client, land: Land) -> Client:
    sign_in(client, make_officer(land.department, "DATA_STEWARD"))
    return client


def board_now() -> Board:
    return Board.objects.select_related("version").get(slug="dan-so")


def described(**changes: str) -> dict[str, str]:
    return {"name": "Y tế xã", "about": "Để thử", "scope": "70", "audience": "OFFICERS", **changes}


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_change_begins_a_draft_that_nobody_sees_until_it_is_published(
    land: Land, steward: Actor
) -> None:
    board = make_board(land)
    with acting_as(steward):
        change_draft(board=board, tiles=[tile(), tile("p", x=3)], revision=0, actor=steward, at=AT)
        assert len(edited_tiles(board_now())) == 2
        assert len(board_now().version.document["tiles"]) == 1  # type: ignore[union-attr]
        version = publish_draft(board=board, revision=1, note="Thêm ô", actor=steward, at=AT)

        assert (version.number, version.note, version.made_by) == (2, "Thêm ô", steward.name)
        assert find_draft(board_now()) is None
        assert len(edited_tiles(board_now())) == 2


def test_nobody_writes_over_what_another_editor_has_just_done(land: Land, steward: Actor) -> None:
    board = make_board(land)
    with acting_as(steward):
        change_draft(board=board, tiles=[tile(w=4)], revision=0, actor=steward, at=AT)
        for stale in (0, 2):
            with pytest.raises(DraftMoved):
                change_draft(board=board, tiles=[tile()], revision=stale, actor=steward, at=AT)
        with pytest.raises(DraftMoved):
            publish_draft(board=board, revision=9, note="", actor=steward, at=AT)

        assert edited_tiles(board_now())[0].w == 4


def test_a_change_is_undone_and_done_again(land: Land, steward: Actor) -> None:
    board = make_board(land)
    with acting_as(steward):
        change_draft(board=board, tiles=[tile(w=4)], revision=0, actor=steward, at=AT)
        undo_change(board=board, revision=1, actor=steward, at=AT)
        assert edited_tiles(board_now())[0].w == 3
        undo_change(board=board, revision=2, actor=steward, at=AT)
        assert edited_tiles(board_now())[0].w == 4


def test_a_former_version_is_put_in_force_as_a_new_one(land: Land, steward: Actor) -> None:
    board = make_board(land)
    with acting_as(steward):
        change_draft(board=board, tiles=[tile(w=4)], revision=0, actor=steward, at=AT)
        publish_draft(board=board, revision=1, note="", actor=steward, at=AT)
        first = board.versions.get(number=1)
        version = return_to_version(version=first, actor=steward, at=AT)

        assert (version.number, version.note) == (3, "Trở lại phiên bản 1")
        assert board_now().version == version
        assert edited_tiles(board_now())[0].w == 3


def test_a_new_board_is_seen_after_its_first_publication_only(land: Land, steward: Actor) -> None:
    reader = actor_of_account(make_officer(land.other, "LEADER"))
    with acting_as(steward):
        board = create_board(described=DESCRIBED, tiles=[], actor=steward, at=AT)
        assert (board.slug, board.name_en, board.owner_id) == (
            "bang-so-y-te", "Bảng Sở Y tế", land.department.pk,
        )  # fmt: skip
        second = create_board(described=DESCRIBED, tiles=[tile()], actor=steward, at=AT)
        assert second.slug == "bang-so-y-te-2"
        with pytest.raises(NothingToPublish):
            publish_draft(board=board, revision=1, note="", actor=steward, at=AT)
        publish_draft(board=second, revision=1, note="", actor=steward, at=AT)
        assert drop_draft(board=board, actor=steward)
    with acting_as(reader):
        assert Board.objects.filter(version__isnull=False).get() == second


def test_bad_tiles_are_refused_and_nothing_is_kept(land: Land, steward: Actor) -> None:
    board = make_board(land)
    with acting_as(steward):
        with pytest.raises(BoardRefused):
            change_draft(
                board=board, tiles=[tile(), tile("p", x=1)], revision=0, actor=steward, at=AT
            )
        assert find_draft(board_now()) is None


@pytest.mark.parametrize("role", ["LEADER", "SPECIALIST", "DATA_STEWARD of another agency"])
def test_others_change_nothing(land: Land, steward: Actor, role: str) -> None:
    board = make_board(land)
    agency = land.department if role != "DATA_STEWARD of another agency" else land.other
    other = actor_of_account(make_officer(agency, role.split()[0]))
    version = board.versions.get()
    acts = [
        lambda: change_draft(board=board, tiles=[tile()], revision=0, actor=other, at=AT),
        lambda: publish_draft(board=board, revision=0, note="", actor=other, at=AT),
        lambda: undo_change(board=board, revision=0, actor=other, at=AT),
        lambda: drop_draft(board=board, actor=other),
        lambda: describe_board(board=board, described=DESCRIBED, actor=other),
        lambda: return_to_version(version=version, actor=other, at=AT),
    ]
    with acting_as(other):
        for act in acts:
            with pytest.raises(NotYourBoard):
                act()


def test_the_database_keeps_drafts_and_boards_from_other_agencies(
    land: Land, steward: Actor
) -> None:
    board = make_board(land)
    stranger = actor_of_account(make_officer(land.other, "DATA_STEWARD"))
    with acting_as(steward):
        change_draft(board=board, tiles=[tile(w=4)], revision=0, actor=steward, at=AT)
        assert BoardDraft.objects.count() == 1
    for actor in (stranger, PUBLIC):
        with acting_as(actor):
            assert BoardDraft.objects.count() == 0
            assert Board.objects.filter(pk=board.pk).update(name="Khác") == 0
            assert BoardDraft.objects.all().delete()[0] == 0
    with acting_as(steward):
        assert BoardDraft.objects.count() == 1


def test_a_board_is_made_on_screen_from_nothing(editor: Client, land: Land) -> None:
    assert "Tạo bảng" in shown(editor, LIST)
    made = editor.post(f"{LIST}moi/", described())
    assert made.headers["Location"] == f"{LIST}y-te-xa/soan/"
    assert "Bảng chưa có ô nào" in shown(editor, f"{LIST}y-te-xa/soan/")

    words = {"kind": "TEXT", "text_vi": "Chào", "revision": "1", "indicators": ""}
    kept = editor.post(f"{LIST}y-te-xa/soan/o-moi/", words)
    assert kept.headers["Location"].endswith("#o-o1")
    births = {"kind": "RANKING", "indicators": ["pop.births", ""], "revision": "2", "target": "5,5",
              "area": "689", "period": "YEAR", "title_vi": "Sinh"}  # fmt: skip
    assert editor.post(f"{LIST}y-te-xa/soan/o-moi/", births).status_code == 302
    page = shown(editor, f"{LIST}y-te-xa/soan/")
    assert "Chào" in page
    assert "Chưa ai khác thấy bảng này." in page
    assert editor.get(f"{LIST}y-te-xa/").status_code == 404

    assert editor.post(f"{LIST}y-te-xa/soan/xuat-ban/", {"revision": "3"}).status_code == 302
    page = shown(editor, f"{LIST}y-te-xa/?den=C2026M1")
    assert "Tân Phú" in page
    assert "Thành phố · Năm 2025" in page


def test_a_tile_is_shown_before_it_is_kept(editor: Client, land: Land) -> None:
    make_board(land)
    asked = {"kind": "NUMBER", "indicators": "POP.BIRTHS – POP.BIRTHS", "revision": "0"}

    beside = editor.post(f"{EDITOR}xem-thu/", asked).content.decode()
    whole = editor.post(f"{EDITOR}o-moi/", {**asked, "xem": "1"}).content.decode()
    nothing = editor.post(f"{EDITOR}xem-thu/", {"kind": "NUMBER"}).content.decode()

    assert 'class="db-tile db-tile--number' in beside
    assert 'class="db-tile db-tile--number' in whole
    assert "ô sẽ hiện ra ở đây" in nothing
    assert BoardDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "NUMBER"}, "Chọn ít nhất một chỉ tiêu."),
        ({"kind": "TEXT"}, "Nhập lời cần viết."),
        ({"kind": "NUMBER", "indicators": "Không có"}, "Không có chỉ tiêu “Không có”."),
        ({"kind": "NUMBER", "indicators": "POP.BIRTHS", "target": "x"}, "Nhập một số"),
        ({"kind": "NUMBER", "indicators": "POP.BIRTHS", "count": "61"}, "từ 1 đến 60"),
        ({"kind": "NUMBER", "indicators": "POP.BIRTHS", "revision": "7"}, "vừa được người khác"),
    ],
)
def test_a_tile_that_cannot_be_is_refused_with_words(
    editor: Client, land: Land, asked: dict[str, str], said: str
) -> None:
    make_board(land)
    answer = editor.post(f"{EDITOR}o/o/", {"revision": "0", **asked})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_tiles_are_moved_sized_and_removed_with_and_without_script(
    editor: Client, land: Land
) -> None:
    make_board(land, tile(), tile("p", TileKind.TREND, x=3))
    step = f"{EDITOR}o/o/dat/"

    without = editor.post(step, {"way": "RIGHT", "revision": "0"})
    part = editor.post(
        step, {"way": "PLACE", "revision": "1", "x": "6", "y": "0", "w": "4", "h": "3"},
        headers={"X-Board-Part": "1"},
    )  # fmt: skip
    stale = editor.post(step, {"way": "UP", "revision": "1"}, headers={"X-Board-Part": "1"})
    undone = editor.post(
        f"{EDITOR}hoan-tac/", {"revision": "2"}, headers={"X-Board-Part": "1"}
    ).content.decode()
    removed = editor.post(step, {"way": "REMOVE", "revision": "3"})

    assert without.headers["Location"] == f"{EDITOR}#o-o"
    assert "<html" not in part.content.decode()
    assert 'data-edit="o" data-x="6" data-y="0" data-w="4" data-h="3"' in part.content.decode()
    assert "vừa được người khác sửa" in stale.content.decode()
    assert 'data-edit="o" data-x="6"' not in undone
    assert removed.status_code == 302
    assert 'data-edit="o"' not in shown(editor, EDITOR)


@pytest.mark.parametrize(
    "posted", [{"way": "SIDEWAYS"}, {"way": "PLACE", "x": "-1"}, {"way": "PLACE"}, {}]
)
def test_no_other_way(editor: Client, land: Land, posted: dict[str, str]) -> None:
    make_board(land)

    assert editor.post(f"{EDITOR}o/o/dat/", {"revision": "0", **posted}).status_code == 404
    assert editor.post(f"{EDITOR}o/khong/dat/", {"way": "UP", "revision": "0"}).status_code == 404


def test_versions_are_listed_looked_at_and_used_again(editor: Client, land: Land) -> None:
    make_board(land)
    editor.post(f"{EDITOR}o/o/dat/", {"way": "WIDER", "revision": "0"})
    editor.post(f"{EDITOR}xuat-ban/", {"revision": "1", "note": "Rộng hơn"})
    page = shown(editor, f"{HERE}phien-ban/")

    assert "Rộng hơn" in page
    assert page.count("Dùng lại<span") == 1
    assert "số liệu là của hôm nay" in shown(editor, f"{HERE}phien-ban/1/")
    assert editor.get(f"{HERE}phien-ban/9/").status_code == 404
    assert editor.post(f"{HERE}phien-ban/1/tra-lai/").status_code == 302
    assert "Trở lại phiên bản 1" in shown(editor, f"{HERE}phien-ban/")


def test_a_board_is_copied_and_described(editor: Client, land: Land) -> None:
    make_board(land, owner=land.other)
    assert "Dân số (bản sao)" in shown(editor, f"{LIST}moi/?tu=dan-so")
    made = editor.post(f"{LIST}moi/?tu=dan-so", described(name="Dân số"))
    copied = made.headers["Location"]
    assert copied == f"{LIST}dan-so-2/soan/"
    assert 'data-edit="o"' in shown(editor, copied)

    shared = described(audience="READERS", name="Sinh", readers=str(land.other.pk))
    refused = editor.post(f"{copied}thong-tin/", described(audience="READERS"))
    assert "Chọn ít nhất một cơ quan được xem." in refused.content.decode()
    assert editor.post(f"{copied}thong-tin/", shared).status_code == 302
    board = Board.objects.get(slug="dan-so-2")
    assert (board.name, board.reader_agency_ids) == ("Sinh", [land.other.pk])


def test_a_draft_is_dropped_after_asking_once_more(editor: Client, land: Land) -> None:
    make_board(land)
    editor.post(f"{EDITOR}o/o/dat/", {"way": "WIDER", "revision": "0"})
    assert "Bảng đang dùng giữ nguyên." in shown(editor, f"{EDITOR}bo/")
    assert editor.post(f"{EDITOR}bo/").headers["Location"] == EDITOR
    assert BoardDraft.objects.count() == 0


def test_pages_of_the_editor_are_for_editors_of_the_owner(client: Client, land: Land) -> None:
    make_board(land)
    paths = [
        "soan/", "soan/thong-tin/", "soan/bo/", "soan/o-moi/", "soan/o/o/", "phien-ban/",
        "phien-ban/1/",
    ]  # fmt: skip
    acts = [
        "soan/xuat-ban/", "soan/hoan-tac/", "soan/xem-thu/", "soan/o/o/dat/",
        "phien-ban/1/tra-lai/",
    ]  # fmt: skip
    for agency, role, status in (
        (land.department, "LEADER", 403), (land.other, "DATA_STEWARD", 404),
    ):  # fmt: skip
        sign_in(client, make_officer(agency, role))
        assert [client.get(HERE + path).status_code for path in paths] == [status] * len(paths)
        assert [client.post(HERE + path).status_code for path in acts] == [status] * len(acts)
        assert "Soạn bảng" not in shown(client, HERE)
    assert "Nhân bản" in shown(client, HERE)


def test_every_button_of_the_editor_says_which_tile(editor: Client, land: Land) -> None:
    make_board(land, tile(title={"vi": "Sinh"}))
    words = re.findall(r'visually-hidden">([^<]+: Sinh)', shown(editor, EDITOR))

    assert len(words) == len(set(words)) == 8
