"""Prometheus metrics: what is counted, and their page for a collector on the same machine.

With ``PROMETHEUS_MULTIPROC_DIR`` set (the supervisor does) every web process writes its numbers
to that folder and any of them can answer for all.
"""

import hmac
import os
from ipaddress import ip_address

import prometheus_client
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess

REQUESTS = Counter("tinhso_requests", "Requests answered", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "tinhso_request_seconds",
    "Time to answer a request",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    """Record one answered request."""
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(method, route).observe(seconds)


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Answer with all metrics, to a collector on this machine or one that knows the token."""
    if not (_is_from_this_machine(request) or _has_token(request)):
        return HttpResponseForbidden("metrics: loopback or token only", content_type="text/plain")
    return HttpResponse(
        prometheus_client.generate_latest(_registry()),
        content_type=prometheus_client.CONTENT_TYPE_LATEST,
    )


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return prometheus_client.REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return registry


def _is_from_this_machine(request: HttpRequest) -> bool:
    # A proxy on this machine also connects from loopback: it adds X-Forwarded-For.
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
