"""A subscriber over HTTP: one message handed over, no redirects followed, answers not kept."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.core.http import httpx

_PATIENCE_SECONDS = 8.0


class SubscriberAway(Exception):
    """The subscriber did not take the message: try again later."""


class SubscriberGone(Exception):
    """The subscriber wants no more messages (410)."""


def is_address_allowed(url: str) -> bool:
    """Tell whether messages may go to an address: HTTPS, and none of our own networks.

    The demonstration may reach its own machine.
    """
    parts = urlsplit(url)
    if settings.DEMO and parts.scheme in {"http", "https"} and parts.hostname:
        return True
    return parts.scheme == "https" and bool(parts.hostname) and _is_public(parts.hostname or "")


def _is_public(host: str) -> bool:
    try:
        found = {row[4][0] for row in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
        return bool(found) and all(ipaddress.ip_address(one).is_global for one in found)
    except (OSError, ValueError):
        return False


def hand_over(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Hand one message over; any answer 2xx means taken.

    :raises SubscriberAway: no such answer.
    :raises SubscriberGone: it answered 410.
    """
    if not is_address_allowed(url):
        raise SubscriberAway("the address is not allowed")
    try:
        answer = httpx.post(
            url,
            content=body,
            headers={"Content-Type": "application/json", **headers},
            timeout=_PATIENCE_SECONDS,
            follow_redirects=False,
        )
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise SubscriberAway(f"{type(error).__name__}: {error}"[:280]) from error
    if answer.status_code == httpx.codes.GONE:
        raise SubscriberGone("status 410")
    if not answer.is_success:
        raise SubscriberAway(f"status {answer.status_code}")
