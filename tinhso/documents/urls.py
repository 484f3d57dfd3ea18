"""Addresses of the documents slice."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
