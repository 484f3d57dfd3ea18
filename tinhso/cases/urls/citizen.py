"""Addresses of cases for citizens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
