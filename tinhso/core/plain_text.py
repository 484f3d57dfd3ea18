"""No text of the database can hold a NUL character: addresses with one are refused, forms lose it.

Views and forms read what people type without asking again.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_plus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from tinhso.core.problems import unreadable

_NUL = "\0"


class PlainTextMiddleware:
    """Keeps NUL characters out of what views read.

    Nobody types one into an address: it is refused, by the API as a problem, elsewhere by the page
    of what cannot be read. A form may have got one from what was pasted into it, unseen: it is
    taken out and nothing a person wrote is lost. Bodies for programs are read by their own views.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle the request, or refuse its address."""
        if _NUL in request.path_info + unquote_plus(request.META.get("QUERY_STRING", "")):
            if request.path_info.startswith("/api/"):
                return unreadable(HTTPStatus.BAD_REQUEST)
            return _bad_request()(request, exception=BadRequest("a NUL character"))
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """Take NUL characters out of a form of a page."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            clean_form(request)


def _bad_request() -> Callable[..., HttpResponseBase]:
    return get_resolver().resolve_error_handler(HTTPStatus.BAD_REQUEST)


def clean_form(request: HttpRequest) -> None:
    """Take NUL characters out of the answers of a form, names included."""
    if not any(_NUL in name or _holds_one(values) for name, values in request.POST.lists()):
        return
    cleaned = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        plain = [str(value).replace(_NUL, "") for value in values]
        cleaned.setlist(name.replace(_NUL, ""), plain)
    request.POST = cleaned  # type: ignore[assignment] # as if sent so


def _holds_one(values: Iterable[object]) -> bool:
    return any(_NUL in str(value) for value in values)
