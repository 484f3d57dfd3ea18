"""How often one address may look codes up: guessing a token is hopeless, and shall be slow too."""

from collections import OrderedDict
from ipaddress import ip_address
from threading import Lock
from time import monotonic

from django.http import HttpRequest

ALLOWED = 20
SECONDS = 60.0
#: One case code may be tried this often an hour, whoever tries: its secret is short.
ALLOWED_A_CODE, SECONDS_A_CODE = 10, 3600.0
_MOST_ADDRESSES = 10_000
_lock = Lock()
_looked: OrderedDict[str, list[float]] = OrderedDict()


def visitor_address(request: HttpRequest) -> str:
    """Give the address of a visitor: what our own proxy saw, when the call comes from inside."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    seen_by_proxy = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        is_inside = ip_address(address).is_private
    except ValueError:
        return address
    return seen_by_proxy if is_inside and seen_by_proxy else address


def may_look_up(address: str, *, allowed: int = ALLOWED, seconds: float = SECONDS) -> bool:
    """Count one look-up of an address (or a code); tell whether it is among those allowed.

    Kept in the process: with several, an address may look up a few times more.
    """
    now = monotonic()
    with _lock:
        recent = [moment for moment in _looked.pop(address, []) if moment > now - seconds]
        is_allowed = len(recent) < allowed
        _looked[address] = [*recent, now] if is_allowed else recent
        while len(_looked) > _MOST_ADDRESSES:
            _looked.popitem(last=False)
    return is_allowed


def forget_look_ups() -> None:
    """Begin again; for tests."""
    with _lock:
        _looked.clear()
