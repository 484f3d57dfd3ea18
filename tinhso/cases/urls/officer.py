"""Addresses of cases for officers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
