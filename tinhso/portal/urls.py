"""Addresses of the portal slice."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
