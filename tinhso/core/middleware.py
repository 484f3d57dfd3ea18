"""Middleware around every request: an id that ties its log lines together, and its metrics."""

import re
import secrets
from collections.abc import Callable
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponseBase

from tinhso.core import metrics

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_log = structlog.get_logger("tinhso.request")


class RequestIdMiddleware:
    """Gives each request an id, puts it in every log line and in the answer's header.

    An id sent by a proxy is kept when it is harmless, so that one request can be followed
    through several systems.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle the request with its id bound to the logs."""
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _ACCEPTABLE_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self._get_response(request)
        response["X-Request-Id"] = request_id
        return response


class MetricsMiddleware:
    """Counts and times each request by its route, never by its path: a path may hold a token."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle the request, then record and log how it went."""
        started = perf_counter()
        response = self._get_response(request)
        seconds = perf_counter() - started
        route = _route_of(request)
        metrics.observe_request(request.method or "", route, response.status_code, seconds)
        _log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        return response


def _route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match else "unmatched"
