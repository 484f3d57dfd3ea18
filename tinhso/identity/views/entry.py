"""What every way of signing in shares: where to go next."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from tinhso.core.actors import ActorKind

HOMES = {ActorKind.CITIZEN: "/viec-cua-toi/", ActorKind.OFFICER: "/can-bo/"}


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Give the wanted address when it is a page of this site, else nothing."""
    is_path = wanted.startswith("/") and not wanted.startswith("//")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_path and is_ours and "\\" not in wanted else ""


def wanted_next(request: HttpRequest) -> str:
    """Give the safe ``next`` of the form or the address."""
    return safe_next(request, request.POST.get("next") or request.GET.get("next", ""))


def redirect_home(kind: ActorKind, next_path: str) -> HttpResponseRedirect:
    """Go where the person wanted, or to their home."""
    return HttpResponseRedirect(next_path or HOMES[kind])
