"""Addresses of the queue for clerks and heads of units."""

from django.urls import URLPattern, path

from tinhso.counters.views import desk, manage, statistics

urlpatterns: list[URLPattern] = [
    path("can-bo/quay/", desk.desk, name="desk"),
    path("can-bo/quay/noi-dung/", desk.desk_content, name="desk_content"),
    path("can-bo/quay/<slug:what>/", desk.act, name="desk_act"),
    path("quan-tri/hang-cho/", manage.overview, name="overview"),
    path("quan-tri/hang-cho/bat/", manage.begin, name="begin"),
    path("quan-tri/hang-cho/cai-dat/", manage.edit_unit, name="edit_unit"),
    path("quan-tri/hang-cho/linh-vuc/", manage.edit_service, name="add_service"),
    path("quan-tri/hang-cho/linh-vuc/<int:service_id>/", manage.edit_service, name="edit_service"),
    path("quan-tri/hang-cho/quay/", manage.edit_counter, name="add_counter"),
    path("quan-tri/hang-cho/quay/<int:counter_id>/", manage.edit_counter, name="edit_counter"),
    path("quan-tri/hang-cho/ma-qr/", manage.poster, name="poster"),
    path("quan-tri/hang-cho/thong-ke/", statistics.statistics, name="statistics"),
    path("quan-tri/hang-cho/thong-ke.xlsx", statistics.statistics_workbook, name="statistics_book"),
]
