"""Addresses of the records slice: shared ones, then outgoing and incoming documents."""

from django.urls import URLPattern, path

from tinhso.records.urls import archive, incoming, outgoing
from tinhso.records.views import home

app_name = "records"
urlpatterns: list[URLPattern] = [
    path("cong-van/", home.home, name="home"),
    *outgoing.urlpatterns,
    *incoming.urlpatterns,
    *archive.urlpatterns,
]
