"""Reads of the dashboards slice: what a board was asked, its numbers, its tiles, shapes."""

from tinhso.dashboards.queries.asking import (
    Asked,
    Frame,
    address_of,
    frame_for,
    frame_of,
    read_asked,
    shown_name,
)
from tinhso.dashboards.queries.boards import edited_tiles, find_draft, heading_of, tiles_of
from tinhso.dashboards.queries.mapping import (
    MapNumbers,
    codes_on,
    communes_of,
    layers_of,
    map_numbers,
)
from tinhso.dashboards.queries.numbers import load_numbers
from tinhso.dashboards.queries.shapes import Land, load_land
from tinhso.dashboards.queries.tiles import Content, content_of, contents_of, draw

__all__ = [
    "content_of",
    "load_numbers",
    "map_numbers",
    "layers_of",
    "communes_of",
    "codes_on",
    "MapNumbers",
    "Asked",
    "Content",
    "Frame",
    "Land",
    "address_of",
    "contents_of",
    "draw",
    "edited_tiles",
    "find_draft",
    "frame_for",
    "frame_of",
    "heading_of",
    "load_land",
    "read_asked",
    "shown_name",
    "tiles_of",
]
