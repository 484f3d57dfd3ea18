"""Addresses of incoming documents, tasks, dossiers and the archive."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
