"""Addresses of the dashboards slice."""

from django.urls import URLPattern, path

from tinhso.dashboards.views import (
    board,
    editor,
    editor_tile,
    export,
    mailing,
    making,
    map,
    versions,
)

app_name = "dashboards"
_BASE = "can-bo/dieu-hanh/"
_BOARD = f"{_BASE}<slug:slug>/"
_MAP = f"{_BOARD}ban-do/"
_EDITOR = f"{_BOARD}soan/"
_VERSIONS = f"{_BOARD}phien-ban/"
_MAILINGS = f"{_BOARD}gui-thu/"
urlpatterns: list[URLPattern] = [
    path(_BASE, board.boards, name="boards"),
    path(f"{_BASE}dat/<int:zoom>/<int:column>/<int:row>.mvt", map.land_tile, name="land_tile"),
    path(f"{_BASE}thu/<str:token>.pdf", mailing.letter, name="letter"),
    path(f"{_BASE}moi/", making.make, name="make"),
    path(_BOARD, board.board, name="board"),
    path(f"{_BOARD}man-hinh/", board.wall, name="wall"),
    path(f"{_BOARD}tep/<str:kind>/", export.export, name="export"),
    path("nhung/dieu-hanh/<slug:slug>/", board.embedded, name="embedded"),
    path("ngung-nhan-bang/<str:token>/", mailing.stop, name="stop_mailing"),
    path(_MAILINGS, mailing.mailings, name="mailings"),
    path(f"{_MAILINGS}<int:mailing_id>/", mailing.mailing, name="mailing"),
    path(f"{_MAILINGS}<int:mailing_id>/gui-ngay/", mailing.send, name="send_mailing"),
    path(f"{_MAILINGS}<int:mailing_id>/bat-tat/", mailing.switch, name="switch_mailing"),
    path(
        f"{_MAILINGS}<int:mailing_id>/bo/<int:recipient_id>/",
        mailing.remove,
        name="remove_recipient",
    ),
    path(_MAP, map.board_map, name="map"),
    path(f"{_MAP}<int:zoom>/<int:column>/<int:row>.mvt", map.map_tile, name="map_tile"),
    path(_EDITOR, editor.editor, name="editor"),
    path(f"{_EDITOR}thong-tin/", making.describe, name="describe"),
    path(f"{_EDITOR}xuat-ban/", editor.publish, name="publish"),
    path(f"{_EDITOR}hoan-tac/", editor.undo, name="undo"),
    path(f"{_EDITOR}bo/", editor.drop, name="drop"),
    path(f"{_EDITOR}xem-thu/", editor_tile.preview, name="preview"),
    path(f"{_EDITOR}o-moi/", editor_tile.tile, name="new_tile"),
    path(f"{_EDITOR}o/<slug:tile_id>/", editor_tile.tile, name="tile"),
    path(f"{_EDITOR}o/<slug:tile_id>/dat/", editor.arrange, name="arrange"),
    path(_VERSIONS, versions.versions, name="versions"),
    path(f"{_VERSIONS}<int:number>/", versions.version, name="version"),
    path(f"{_VERSIONS}<int:number>/tra-lai/", versions.return_to, name="return_to"),
]
