"""Addresses of the indicators slice."""

from django.urls import URLPattern, path

from tinhso.indicators.views import catalogue, facts, indicator

app_name = "indicators"
urlpatterns: list[URLPattern] = [
    path("can-bo/chi-tieu/", catalogue.catalogue, name="catalogue"),
    path("can-bo/chi-tieu/dinh-chinh/<int:fact_id>/", facts.correct, name="correct"),
    path("can-bo/chi-tieu/<str:code>/", indicator.indicator, name="indicator"),
    path("can-bo/chi-tieu/<str:code>/so-lieu/", facts.facts, name="facts"),
]
