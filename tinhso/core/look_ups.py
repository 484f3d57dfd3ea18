"""How often one address may look codes up: guessing a token is hopeless, and shall be slow too."""

from datetime import timedelta
from ipaddress import ip_address

from django.http import HttpRequest

from tinhso.core import rates
from tinhso.core.clock import now

ALLOWED, SPAN = 20, timedelta(minutes=1)
#: One case code may be tried this often an hour, whoever tries: its secret is short.
ALLOWED_A_CODE, SPAN_OF_A_CODE = 10, timedelta(hours=1)


def visitor_address(request: HttpRequest) -> str:
    """Give the address of a visitor: what our own proxy saw, when the call comes from inside."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    seen_by_proxy = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        is_inside = ip_address(address).is_private
    except ValueError:
        return address
    return seen_by_proxy if is_inside and seen_by_proxy else address


def may_look_up(address: str, *, allowed: int = ALLOWED, span: timedelta = SPAN) -> bool:
    """Count one look-up of an address (or a code); tell whether it is among those allowed."""
    return rates.is_within(f"look-up:{address}", allowed=allowed, span=span, at=now())
