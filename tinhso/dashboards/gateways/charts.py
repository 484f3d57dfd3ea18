"""The charts of tiles as SVG with colours of their own: what Typst puts into pictures and PDF."""

from html import escape

from tinhso.dashboards.queries import Content
from tinhso.dashboards.rules import drawing
from tinhso.dashboards.rules.document import TileKind

INK, SOFT, LINE, OTHER, EDGE = "#14231e", "#4b5d56", "#0f6a57", "#8a6d3b", "#d3ddd7"
TONES = {"success": "#1b6b3a", "warning": "#8a4b00", "danger": "#b3241d"}
STEPS = ("#dcefe8", "#abd8c8", "#6fb9a2", "#2f8f76", "#0b5445")


def chart_svg(content: Content) -> str:
    """Give a tile's chart; nothing where it has none."""
    kind = content.tile.kind
    if kind is TileKind.MAP and content.land:
        return _map(content)
    if kind is TileKind.GAUGE and content.gauge:
        return _gauge(content)
    if kind is TileKind.TREND and content.series:
        return _wrapped(content, "".join(_line(s.line, is_main=s.is_main) for s in content.series))
    if kind is TileKind.BAR:
        return _wrapped(content, "".join(_column(column) for column in content.columns))
    if kind is TileKind.NUMBER and content.main and content.main.spark:
        return _wrapped(content, _line(content.main.spark, is_main=True), height=22)
    return ""


def _wrapped(content: Content, drawn: str, height: int = 0) -> str:
    """Stretch the box of 100 by 100 to the shape of the tile."""
    wide = content.tile.w * 25
    high = height or max(content.tile.h * 30 - 36, 20)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        f'<g transform="scale({wide / 100} {high / 100})">{drawn}</g></svg>'
    )


def _line(line: drawing.Line, *, is_main: bool) -> str:
    if not is_main:
        return f'<path d="{line.path}" fill="none" stroke="{OTHER}" stroke-width="0.8"/>'
    return (
        f'<path d="{line.area}" fill="{LINE}" fill-opacity="0.09"/>'
        f'<path d="{line.path}" fill="none" stroke="{LINE}" stroke-width="1"/>'
    )


def _column(column: drawing.Column) -> str:
    colour = LINE if column.is_last else "#9cc7bb"
    return (
        f'<rect x="{column.x}" y="{column.y}" width="{column.width}" height="{column.height}"'
        f' fill="{colour}"/>'
    )


def _gauge(content: Content) -> str:
    gauge, main = content.gauge, content.main
    tone = TONES.get(main.tone, LINE) if main else LINE
    if gauge is None:
        return ""
    tick = ""
    if gauge.tick_from and gauge.tick_to:
        (x1, y1), (x2, y2) = gauge.tick_from, gauge.tick_to
        tick = f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" stroke-width="3"/>'
    style = 'fill="none" stroke-width="13" stroke-linecap="round"'
    arc = f'<path d="{gauge.arc}" stroke="{tone}" {style}/>' if gauge.arc else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 108">'
        f'<path d="{gauge.track}" stroke="{EDGE}" {style}/>{arc}{tick}</svg>'
    )


def _map(content: Content) -> str:
    land = content.land
    if land is None:
        return ""
    drawn = [
        f'<path d="{r.piece.path}" fill="{STEPS[r.step] if r.step is not None else EDGE}"'
        f' stroke="{STEPS[r.step] if r.step is not None else EDGE}"/>'
        for r in content.regions
    ]
    drawn.append(f'<path d="{land.borders}" fill="none" stroke="#fff" stroke-width="4"/>')
    for region in content.regions if len(content.regions) <= 16 else ():
        x, y, entry = region.piece.x, region.piece.y, region.entry
        dark = region.step is not None and region.step > 2
        style = (
            f'font-family="Be Vietnam Pro" font-size="20" text-anchor="middle"'
            f' fill="{"#fff" if dark else INK}"'
        )
        drawn.append(f'<text x="{x}" y="{y}" {style}>{escape(entry.label)}</text>')
        drawn.append(
            f'<text x="{x}" y="{y + 23}" font-weight="600" {style}>{escape(entry.text)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {land.width} {land.height}">'
        f"{''.join(drawn)}</svg>"
    )
