"""Calls over HTTP to providers, with one meaning for every way a line can break."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from tinhso.core import clock
from tinhso.core.http import httpx
from tinhso.notifications.gateways.parcel import NotTaken, ReportForged, Unclear

REPORT_VALID_FOR = timedelta(minutes=10)
_SURELY_NOT_TAKEN = frozenset({408, 429, 503})
_MOST_WORDS = 200


def call(method: str, url: str, **content: Any) -> "httpx.Response":
    """Call a provider; answers below 500 are given back, whatever they say.

    :raises NotTaken: no connection, or the provider says that it is overloaded.
    :raises Unclear: the connection broke, or the provider failed half way.
    """
    try:
        answer = httpx.request(method, url, timeout=settings.MESSAGE_TIMEOUT, **content)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    except httpx.TransportError as error:
        raise Unclear(f"{type(error).__name__}: {error}") from error
    if answer.status_code in _SURELY_NOT_TAKEN:
        raise NotTaken(f"HTTP {answer.status_code} {answer.text[:_MOST_WORDS]}")
    if answer.is_server_error:
        raise Unclear(f"HTTP {answer.status_code} {answer.text[:_MOST_WORDS]}")
    return answer


def json_of(answer: "httpx.Response") -> Mapping[str, Any]:
    """Give the JSON object of an answer.

    :raises Unclear: the answer is none, so nobody knows what the provider did.
    """
    try:
        fields = answer.json()
    except ValueError as error:
        raise Unclear(f"no JSON: {answer.text[:_MOST_WORDS]}") from error
    if not isinstance(fields, dict):
        raise Unclear(f"no object: {answer.text[:_MOST_WORDS]}")
    return fields


def read_json(body: bytes) -> Mapping[str, Any]:
    """Give the JSON object of a report.

    :raises ValueError: the body is none.
    """
    fields = json.loads(body)
    if not isinstance(fields, dict):
        raise ValueError("a JSON object is expected")
    return fields


def require_same(given: str, wanted: str) -> None:
    """Compare signatures in constant time.

    :raises ReportForged: they differ.
    """
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise ReportForged("the signature is wrong")


def require_fresh(seconds: float) -> None:
    """Refuse a report that was signed long ago: somebody may be replaying it.

    :raises ReportForged: the moment is more than ``REPORT_VALID_FOR`` away.
    """
    age = clock.now() - datetime.fromtimestamp(seconds, clock.VIETNAM)
    if abs(age) > REPORT_VALID_FOR:
        raise ReportForged("the report is too old")
