"""Addresses of the counters slice: visitors', the hall's and officers'."""

from django.urls import URLPattern

from tinhso.counters.urls import hall, officer, public

app_name = "counters"
urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *hall.urlpatterns,
    *officer.urlpatterns,
]
