"""Addresses of the orgs slice."""

from django.urls import URLPattern

app_name = "orgs"
urlpatterns: list[URLPattern] = []
