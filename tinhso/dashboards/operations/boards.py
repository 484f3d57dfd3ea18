"""Boards in versions: loaded from the province pack and saved."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy
from jsonschema_rs import Draft202012Validator

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.dashboards.models import Audience, Board, BoardVersion
from tinhso.dashboards.rules.document import (
    SCHEMA,
    BadDocument,
    Flaw,
    Tile,
    as_document,
    check_tiles,
    read_tiles,
)
from tinhso.orgs.api import list_agencies, organisation_date

_VALIDATOR = Draft202012Validator(SCHEMA)
_FLAWS = {
    Flaw.KIND: gettext_lazy("Có ô không rõ loại."),
    Flaw.OUTSIDE: gettext_lazy("Có ô nằm ngoài khung. Hãy kéo vào trong hoặc thu nhỏ lại."),
    Flaw.OVERLAP: gettext_lazy("Có hai ô chồng lên nhau. Hãy dời một ô."),
    Flaw.NO_INDICATOR: gettext_lazy("Có ô chưa chọn chỉ tiêu. Hãy chọn ít nhất một chỉ tiêu."),
    Flaw.TOO_MANY: gettext_lazy("Một bảng có nhiều nhất 24 ô. Hãy bớt ô hoặc tách thành hai bảng."),
    Flaw.SAME_ID: gettext_lazy("Có hai ô trùng mã."),
    Flaw.NO_TEXT: gettext_lazy("Ô văn bản còn trống. Hãy nhập nội dung."),
    Flaw.SHAPE: gettext_lazy("Nội dung bảng không đúng cấu trúc."),
}


class BoardRefused(DomainError):
    """The board's document breaks a rule; the message says which."""

    code = "board_refused"
    text = gettext_lazy("Bảng chưa lưu được.")

    def __init__(self, flaw: Flaw, tile: str = "") -> None:
        """Keep which rule was broken, and by which tile."""
        super().__init__()
        self.flaw, self.tile = flaw, tile

    @property
    def message(self) -> str:
        """Say what is wrong and what to do."""
        return str(_FLAWS[self.flaw])


def checked(document: Mapping[str, Any]) -> tuple[Tile, ...]:
    """Give a document's tiles when it may be kept.

    :raises BoardRefused: with the rule it breaks.
    """
    if not _VALIDATOR.is_valid(document):
        raise BoardRefused(Flaw.SHAPE)
    tiles = read_tiles(document)
    try:
        check_tiles(tiles)
    except BadDocument as bad:
        raise BoardRefused(bad.flaw, bad.tile) from bad
    return tiles


@transaction.atomic
def save_version(
    *, board: Board, tiles: Sequence[Tile], note: str, actor: Actor, at: datetime
) -> BoardVersion:
    """Put tiles in force as the board's next version.

    :raises BoardRefused: the tiles break a rule.
    """
    document = as_document(checked(as_document(tiles)))
    held = Board.objects.select_for_update().get(pk=board.pk)
    last = held.versions.aggregate(last=Max("number"))["last"] or 0
    version = BoardVersion.objects.create(
        board=held, number=last + 1, document=document, note=note[:300],
        made_by=actor.name or actor.reference, made_at=at,
    )  # fmt: skip
    held.version = version
    held.save(update_fields=["version"])
    return version


@transaction.atomic
def load_boards(*, folder: Path, actor: Actor, at: datetime) -> int:
    """Load the province pack's boards; gives how many got a version.

    A board changed on screen since it was loaded keeps what people made of it.

    :raises BoardRefused: a file breaks a rule.
    """
    agencies = {agency.code: agency.pk for agency in list_agencies(organisation_date())}
    count = 0
    for order, file in enumerate(sorted(folder.glob("*.json"))):
        written = json.loads(file.read_text("utf-8"))
        board = _kept(written, agencies, order)
        tiles = checked({"tiles": written["tiles"]})
        changed = board.version is None or (
            board.version.made_by == actor.name and read_tiles(board.version.document) != tiles
        )
        if changed:
            save_version(board=board, tiles=tiles, note="", actor=actor, at=at)
            count += 1
    return count


def _kept(written: Mapping[str, Any], agencies: Mapping[str, int], order: int) -> Board:
    board, _is_new = Board.objects.update_or_create(
        slug=written["slug"],
        defaults={
            "name": written["name"]["vi"], "name_en": written["name"]["en"],
            "about": written["about"]["vi"], "about_en": written["about"]["en"],
            "scope_code": written["scope"], "owner_id": agencies[written["owner"]],
            "audience": Audience(written.get("audience", "OFFICERS")),
            "reader_agency_ids": [agencies[code] for code in written.get("readers", ())],
            "sort_order": order,
        },
    )  # fmt: skip
    return board
