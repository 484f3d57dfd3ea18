"""Addresses of the payments slice."""

from django.urls import URLPattern

app_name = "payments"
urlpatterns: list[URLPattern] = []
