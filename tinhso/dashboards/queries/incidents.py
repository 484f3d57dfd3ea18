"""Where an alert is, on the map of the boards: its area among those beside it."""

from dataclasses import replace

from django.urls import reverse

from tinhso.alerts.api import Alert, PlaceView
from tinhso.core.actors import Actor
from tinhso.dashboards.queries.asking import address_of, frame_of, read_asked
from tinhso.dashboards.queries.mapping import map_numbers, outline_of
from tinhso.dashboards.queries.numbers import load_numbers
from tinhso.dashboards.queries.tiles import Content, content_of
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.indicators.api import AreaLevel, period_words, periods

_STYLES = (
    "ui/dist/dashboards/map.css", "dashboards/grid.css", "dashboards/board.css",
    "dashboards/map.css",
)  # fmt: skip


def incident_place(alert: Alert, actor: Actor) -> PlaceView | None:
    """Give the map of an alert's indicator around its area; nothing where it may not be read."""
    span = periods.from_id(alert.period_id)
    parent = alert.area.parent if alert.rule.level != AreaLevel.PROVINCE else None
    given = {"vung": parent.code if parent else alert.area.code, "den": span.code}
    frame = frame_of(read_asked(given, "", span.last_day), "")
    code = alert.rule.indicator.code
    tile = Tile("ban-do", TileKind.MAP, 0, 0, 1, 1, (code,))
    numbers = load_numbers([tile], frame, actor)
    content = content_of(tile, numbers) if code in numbers.versions else None
    if content is None or content.land is None:
        return None
    mapped = map_numbers(code, numbers, actor)
    land = reverse("dashboards:land_tile", args=[0, 0, 0]).removesuffix("0/0/0.mvt")
    context = {
        "content": _leading_nowhere(content),
        "mapped": replace(
            mapped,
            rows=tuple(replace(row, place_url="") for row in mapped.rows),
            script={**mapped.script, "here": outline_of(alert.area)},
        ),
        "here": alert.area_id,
        "tiles": f"{land}{{z}}/{{x}}/{{y}}.mvt{address_of(frame.asked)}",
        "shown_period": period_words(mapped.spans[-1]),
    }
    return PlaceView("dashboards/_map.html", context, _STYLES, ("ui/dist/dashboards/map.js",))


def _leading_nowhere(content: Content) -> Content:
    """Give the drawing without links that narrow a board: there is no board around it."""
    regions = (
        replace(region, entry=replace(region.entry, label_url="")) for region in content.regions
    )
    return replace(content, regions=tuple(regions))
