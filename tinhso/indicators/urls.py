"""Addresses of the indicators slice."""

from django.urls import URLPattern, path

from tinhso.indicators.views import (
    catalogue,
    facts,
    indicator,
    loading,
    pulls,
    reporting,
    sources,
)

app_name = "indicators"
_SOURCES = "can-bo/nguon-so-lieu/"
urlpatterns: list[URLPattern] = [
    path(_SOURCES, sources.sources, name="sources"),
    path(f"{_SOURCES}<str:code>/", sources.source, name="source"),
    path(f"{_SOURCES}<str:code>/ma-truy-cap/", sources.credential, name="credential"),
    path(f"{_SOURCES}<str:code>/lay/", pulls.pull, name="pull"),
    path(f"{_SOURCES}<str:code>/lay/ke-hoach/", pulls.plan, name="plan_pull"),
    path(f"{_SOURCES}luot/<str:token>/", loading.batch, name="batch"),
    path(f"{_SOURCES}luot/<str:token>/tien-do/", loading.progress, name="batch_progress"),
    path(f"{_SOURCES}luot/<str:token>/loi.csv", loading.errors, name="batch_errors"),
    path(f"{_SOURCES}luot/<str:token>/dong/<int:row_id>/", loading.decide, name="decide_row"),
    path("can-bo/bao-cao-chinh-phu/", reporting.reporting, name="reporting"),
    path("can-bo/bao-cao-chinh-phu/gui/", reporting.send_up, name="send_up"),
    path("can-bo/chi-tieu/", catalogue.catalogue, name="catalogue"),
    path("can-bo/chi-tieu/dinh-chinh/<int:fact_id>/", facts.correct, name="correct"),
    path("can-bo/chi-tieu/<str:code>/", indicator.indicator, name="indicator"),
    path("can-bo/chi-tieu/<str:code>/so-lieu/", facts.facts, name="facts"),
]
