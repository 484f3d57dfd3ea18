"""Who looks at a request before its view runs: slices above register themselves.

A lookout runs as the acting person, inside the transaction of the request. What it answers stands
in the view's place; ``None`` lets the request go on.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
Lookout = Callable[[HttpRequest, View], HttpResponseBase | None]
_lookouts: list[Lookout] = []


def register_lookout(lookout: Lookout) -> None:
    """Have a function look at every request; registered twice, it looks once."""
    if lookout not in _lookouts:
        _lookouts.append(lookout)


def run_looked_at(
    view: View, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponseBase:
    """Run a view unless a lookout answers in its place."""
    for lookout in _lookouts:
        stopped = lookout(request, view)
        if stopped is not None:
            return stopped
    return view(request, *args, **kwargs)
