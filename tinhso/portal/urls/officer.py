"""Addresses of the portal for officers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
