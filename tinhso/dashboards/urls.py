"""Addresses of the dashboards slice."""

from django.urls import URLPattern, path

from tinhso.dashboards.views import board, export

app_name = "dashboards"
urlpatterns: list[URLPattern] = [
    path("can-bo/dieu-hanh/", board.boards, name="boards"),
    path("can-bo/dieu-hanh/<slug:slug>/", board.board, name="board"),
    path("can-bo/dieu-hanh/<slug:slug>/man-hinh/", board.wall, name="wall"),
    path("can-bo/dieu-hanh/<slug:slug>/tep/<str:kind>/", export.export, name="export"),
    path("nhung/dieu-hanh/<slug:slug>/", board.embedded, name="embedded"),
]
