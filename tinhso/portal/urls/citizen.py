"""Addresses of the portal for citizens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
