"""Writes of the dashboards slice: loading, versions, shapes of areas."""

from tinhso.dashboards.operations.boards import (
    BoardRefused,
    load_boards,
    save_version,
)
from tinhso.dashboards.operations.shapes import draw_cells, import_boundaries

__all__ = [
    "BoardRefused",
    "draw_cells",
    "import_boundaries",
    "load_boards",
    "save_version",
]
