"""Where a visitor calls from, and how often one address may do something costly.

Counted in the process: with several, an address may do it a few times more.
"""

from collections import OrderedDict
from ipaddress import ip_address
from threading import Lock
from time import monotonic

from django.http import HttpRequest

_MOST_ADDRESSES = 10_000


def visitor_address(request: HttpRequest) -> str:
    """Give the address of a visitor: what our own proxy saw, when the call comes from inside."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    seen_by_proxy = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        is_inside = ip_address(address).is_private
    except ValueError:
        return address
    return seen_by_proxy if is_inside and seen_by_proxy else address


class Pace:
    """How often something may be done from one address within some seconds."""

    def __init__(self, allowed: int, seconds: float) -> None:
        self.allowed, self._seconds = allowed, seconds
        self._lock = Lock()
        self._done: OrderedDict[str, list[float]] = OrderedDict()

    def is_within(self, address: str) -> bool:
        """Count one try of an address; tell whether it is among those allowed."""
        now = monotonic()
        with self._lock:
            recent = [one for one in self._done.pop(address, []) if one > now - self._seconds]
            is_allowed = len(recent) < self.allowed
            self._done[address] = [*recent, now] if is_allowed else recent
            while len(self._done) > _MOST_ADDRESSES:
                self._done.popitem(last=False)
        return is_allowed

    def forget(self) -> None:
        """Begin again; for tests."""
        with self._lock:
            self._done.clear()
