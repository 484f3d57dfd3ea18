"""Addresses of the dispatch slice."""

from django.urls import URLPattern

app_name = "dispatch"
urlpatterns: list[URLPattern] = []
