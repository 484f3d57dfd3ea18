"""Addresses of the identity slice."""

from django.urls import URLPattern

app_name = "identity"
urlpatterns: list[URLPattern] = []
