"""Addresses of the cases slice: citizens' and officers'."""

from django.urls import URLPattern

from tinhso.cases.urls import citizen, officer

app_name = "cases"
urlpatterns: list[URLPattern] = [*officer.urlpatterns, *citizen.urlpatterns]
