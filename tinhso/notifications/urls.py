"""Addresses of the notifications slice."""

from django.urls import URLPattern

app_name = "notifications"
urlpatterns: list[URLPattern] = []
