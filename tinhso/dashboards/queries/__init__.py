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
from tinhso.dashboards.queries.boards import edited_tiles, find_draft, tiles_of
from tinhso.dashboards.queries.shapes import Land, load_land
from tinhso.dashboards.queries.tiles import Content, contents_of

__all__ = [
    "Asked",
    "Content",
    "Frame",
    "Land",
    "address_of",
    "contents_of",
    "edited_tiles",
    "find_draft",
    "frame_for",
    "frame_of",
    "load_land",
    "read_asked",
    "shown_name",
    "tiles_of",
]
