"""Addresses of the portal: public and citizens' pages, officers' home."""

from django.urls import URLPattern

from tinhso.portal.urls import citizen, officer

app_name = "portal"
urlpatterns: list[URLPattern] = [*officer.urlpatterns, *citizen.urlpatterns]
