"""Addresses of the core: health and metrics."""

from django.urls import path

from tinhso.core import health, metrics

app_name = "core"
urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics_page, name="metrics"),
]
