"""Who visits: the browser's own cookie, so that a person finds their ticket and holds few."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tinhso.core.identifiers import is_token, new_token

COOKIE = "tinhso_visitor"
_SECONDS = 24 * 60 * 60
_LOOPBACK = re.compile(r"^(127\.|::1$)")


def visitor_of(request: HttpRequest) -> str:
    """Give the visitor's own code, empty for a browser not seen before."""
    known = request.get_signed_cookie(COOKIE, default="", max_age=_SECONDS)
    return known if known and is_token(known) else ""


def remember_visitor(response: HttpResponse, visitor: str) -> HttpResponse:
    """Keep a visitor's code for a day in their browser."""
    response.set_signed_cookie(
        COOKIE,
        visitor,
        max_age=_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def new_visitor() -> str:
    """Give a code for a browser not seen before."""
    return new_token()


def network_of(request: HttpRequest) -> str:
    """Give the visitor's network address; empty when only the proxy's own is known."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if not _LOOPBACK.match(address):
        return address
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
