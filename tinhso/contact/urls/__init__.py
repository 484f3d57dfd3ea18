"""Addresses of the contact slice: the public's, operators' and agencies'."""

from django.urls import URLPattern

app_name = "contact"
urlpatterns: list[URLPattern] = []
