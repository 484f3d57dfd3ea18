"""A board's document: tiles on a grid of twelve columns, read from JSON and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

COLUMNS, MOST_ROWS, MOST_TILES, MOST_HEIGHT, MOST_INDICATORS = 12, 24, 24, 8, 8
#: Kinds of period a tile may keep whatever the board is read by.
OWN_PERIODS = ("MONTH", "QUARTER", "HALF_YEAR", "YEAR")


class TileKind(StrEnum):
    """What a tile shows."""

    NUMBER = "NUMBER"
    TREND = "TREND"
    BAR = "BAR"
    TABLE = "TABLE"
    MAP = "MAP"
    RANKING = "RANKING"
    GAUGE = "GAUGE"
    TEXT = "TEXT"


class Flaw(StrEnum):
    """What is wrong with a document."""

    KIND = "KIND"
    OUTSIDE = "OUTSIDE"
    OVERLAP = "OVERLAP"
    NO_INDICATOR = "NO_INDICATOR"
    TOO_MANY = "TOO_MANY"
    SAME_ID = "SAME_ID"
    NO_TEXT = "NO_TEXT"
    SHAPE = "SHAPE"


@dataclass(slots=True)
class BadDocument(Exception):
    """The document breaks a rule; ``tile`` is the id of the tile that does, if one does."""

    flaw: Flaw
    tile: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: where it lies (``x``, ``y``, ``w``, ``h`` in cells of the grid) and what it shows.

    ``title`` and ``text`` are by language; without title the first indicator's name is shown.
    ``target`` is what the number should reach; ``count`` how many areas or periods are shown.
    ``area`` is the code of the area it keeps to and ``period`` the kind of period; without them
    it follows what the reader chose for the board.
    """

    id: str
    kind: TileKind
    x: int
    y: int
    w: int
    h: int
    indicators: tuple[str, ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    target: Decimal | None = None
    count: int = 0
    area: str = ""
    period: str = ""

    @property
    def cells(self) -> set[tuple[int, int]]:
        """Give the cells of the grid it covers."""
        return {(self.x + dx, self.y + dy) for dx in range(self.w) for dy in range(self.h)}

    def within(self, x: int, y: int, w: int, h: int) -> "Tile":
        """Give the tile at another place and size, kept within the grid's width."""
        wide = min(max(w, 1), COLUMNS)
        high = min(max(h, 1), MOST_HEIGHT)
        return replace(self, x=min(max(x, 0), COLUMNS - wide), y=max(y, 0), w=wide, h=high)

    def as_json(self) -> dict[str, Any]:
        """Give the tile as a document keeps it."""
        written: dict[str, Any] = {
            "id": self.id, "kind": str(self.kind), "at": [self.x, self.y, self.w, self.h],
        }  # fmt: skip
        if self.indicators:
            written["indicators"] = list(self.indicators)
        for name in ("title", "text"):
            if getattr(self, name):
                written[name] = dict(getattr(self, name))
        if self.target is not None:
            written["target"] = str(self.target)
        if self.count:
            written["count"] = self.count
        for name in ("area", "period"):
            if getattr(self, name):
                written[name] = getattr(self, name)
        return written


#: A document, for whoever writes one by hand or in another program.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Board",
    "type": "object",
    "required": ["tiles"],
    "properties": {
        "tiles": {
            "type": "array",
            "maxItems": MOST_TILES,
            "items": {
                "type": "object",
                "required": ["id", "kind", "at"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"},
                    "kind": {"enum": [str(kind) for kind in TileKind]},
                    "at": {
                        "type": "array",
                        "items": {"type": "integer", "minimum": 0, "maximum": MOST_ROWS},
                        "minItems": 4,
                        "maxItems": 4,
                    },
                    "indicators": {
                        "type": "array",
                        "items": {"type": "string", "maxLength": 40},
                        "maxItems": MOST_INDICATORS,
                    },
                    "title": {"$ref": "#/$defs/words"},
                    "text": {"$ref": "#/$defs/words"},
                    "target": {"type": "string", "pattern": r"^-?\d{1,12}(\.\d{1,6})?$"},
                    "count": {"type": "integer", "minimum": 0, "maximum": 60},
                    "area": {"type": "string", "pattern": "^[0-9A-Z]{2,8}$"},
                    "period": {"enum": list(OWN_PERIODS)},
                },
            },
        }
    },
    "$defs": {
        "words": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "vi": {"type": "string", "maxLength": 1200},
                "en": {"type": "string", "maxLength": 1200},
            },
        }
    },
}


def read_tiles(document: Mapping[str, Any]) -> tuple[Tile, ...]:
    """Give the tiles of a document that was checked, in reading order."""
    tiles = (_tile(written) for written in document.get("tiles", ()))
    return tuple(sorted(tiles, key=lambda tile: (tile.y, tile.x)))


def _tile(written: Mapping[str, Any]) -> Tile:
    x, y, w, h = (int(each) for each in written["at"])
    target = written.get("target")
    return Tile(
        id=str(written["id"]), kind=TileKind(written["kind"]), x=x, y=y, w=w, h=h,
        indicators=tuple(written.get("indicators", ())), title=written.get("title", {}),
        text=written.get("text", {}), target=Decimal(target) if target else None,
        count=int(written.get("count", 0)), area=written.get("area", ""),
        period=written.get("period", ""),
    )  # fmt: skip


def check_tiles(tiles: Sequence[Tile]) -> None:
    """Refuse tiles that lie outside, over each other, or show nothing.

    :raises BadDocument: with the first flaw.
    """
    if len(tiles) > MOST_TILES:
        raise BadDocument(Flaw.TOO_MANY)
    taken: set[tuple[int, int]] = set()
    ids: set[str] = set()
    for tile in tiles:
        if tile.id in ids:
            raise BadDocument(Flaw.SAME_ID, tile.id)
        _check_alone(tile)
        if tile.cells & taken:
            raise BadDocument(Flaw.OVERLAP, tile.id)
        ids.add(tile.id)
        taken |= tile.cells


def _check_alone(tile: Tile) -> None:
    is_inside = tile.x >= 0 and tile.x + tile.w <= COLUMNS and tile.y + tile.h <= MOST_ROWS
    if not is_inside or tile.y < 0 or tile.w < 1 or not 1 <= tile.h <= MOST_HEIGHT:
        raise BadDocument(Flaw.OUTSIDE, tile.id)
    if tile.kind is TileKind.TEXT:
        if not tile.text.get("vi"):
            raise BadDocument(Flaw.NO_TEXT, tile.id)
    elif not tile.indicators:
        raise BadDocument(Flaw.NO_INDICATOR, tile.id)


def as_document(tiles: Sequence[Tile]) -> dict[str, Any]:
    """Give a document of tiles, in reading order."""
    ordered = sorted(tiles, key=lambda tile: (tile.y, tile.x))
    return {"tiles": [tile.as_json() for tile in ordered]}
