"""Every address the platform answers at, with values of real rows in its path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize

#: Ending one's own session is no leak, and would end the walk.
SKIPPED = frozenset({"sign_out", "stop_sessions"})
MOST_A_PATTERN = 6
_VALUES_A_PARAMETER, _ROWS_A_TABLE = 4, 2
_KNOWN: dict[str, list[object]] = {"field": ["ho-tich"], "kind": ["csv"], "day": ["2021-06-01"]}


@dataclass(frozen=True, slots=True)
class Address:
    """One address and the route it was made from; ``names_rows`` when its path holds values."""

    route: str
    path: str

    @property
    def names_rows(self) -> bool:
        """Tell whether the path names something, which may be somebody else's."""
        return "<" in self.route


def list_addresses(*, every: int = 1) -> list[Address]:
    """Build the addresses of every n-th route with real values of rows that are found."""
    routes = islice(_patterns(get_resolver()), 0, None, every)
    return [
        Address(route, f"/{_fill(route, dict(chosen))}")
        for route, slice_name, pattern in routes
        if pattern.name not in SKIPPED
        for chosen in islice(_choices(route, slice_name, pattern), MOST_A_PATTERN)
    ]


def count_routes() -> int:
    """Count the routes that name something."""
    return sum("<" in route for route, _slice, _pattern in _patterns(get_resolver()))


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for found in resolver.url_patterns:
        route = prefix + _route_of(found)
        if isinstance(found, URLResolver):
            yield from _patterns(found, route)
        else:
            yield route, (found.callback.__module__.split(".") + [""])[1], found


def _route_of(found: URLPattern | URLResolver) -> str:
    """Write a route the plain way; the first of the words an expression allows stays in it."""
    if not isinstance(found.pattern, RegexPattern):
        return str(found.pattern)
    expression = str(found.pattern)
    words = dict(re.findall(r"\(\?P<(\w+)>([a-z-]+)[|)]", expression))
    written, names = normalize(expression)[-1]
    return str(written % {name: words.get(name, f"<{name}>") for name in names})


def _choices(
    route: str, slice_name: str, pattern: URLPattern
) -> Iterator[tuple[tuple[str, object], ...]]:
    parameters = _parameters(route, pattern.pattern.converters)
    values = [
        [(name, value) for value in _values(slice_name, name, is_key=is_key)]
        for name, is_key in parameters.items()
    ]
    return product(*values)


def _parameters(route: str, converters: dict[str, Any]) -> dict[str, bool]:
    """Give the names in a route, and whether each is a whole number."""
    names = [part.split(">")[0].rpartition(":")[2] for part in route.split("<")[1:]]
    return {name: type(converters.get(name)).__name__ == "IntConverter" for name in names}


def _values(slice_name: str, parameter: str, *, is_key: bool) -> list[object]:
    """Give what a parameter may be: columns of that name, the slice's own tables first, or keys."""
    if parameter in _KNOWN:
        return _KNOWN[parameter]
    ours = [model for model in apps.get_models() if model.__module__.startswith("tinhso.")]
    own_first = sorted(ours, key=lambda model: model._meta.app_label != slice_name)
    found = [value for model in own_first for value in _rows(model, parameter, is_key=is_key)]
    return list(dict.fromkeys(found))[:_VALUES_A_PARAMETER] or [1 if is_key else "x"]


def _rows(model: type[models.Model], parameter: str, *, is_key: bool) -> list[object]:
    column = _key_column(model, parameter) if is_key else _text_column(model, parameter)
    if column is None:
        return []
    values = model._default_manager.values_list(column, flat=True)[:_ROWS_A_TABLE]
    return [value for value in values if isinstance(value, str | int | UUID)]


def _key_column(model: type[models.Model], parameter: str) -> str | None:
    if parameter in {field.name for field in model._meta.concrete_fields}:
        return parameter
    is_simple = model._meta.pk is not None and "," not in str(model._meta.pk.name)
    return "pk" if is_simple and "token" not in parameter else None


def _text_column(model: type[models.Model], parameter: str) -> str | None:
    columns = {field.name for field in model._meta.concrete_fields}
    names = (
        parameter,
        parameter.removesuffix("_code"),
        parameter.removesuffix("_token"),
        *(name for name in ("token", "code", "slug") if parameter.endswith(name)),
    )
    return next((name for name in names if name in columns), None)


def _fill(route: str, values: dict[str, object]) -> str:
    for part in route.split("<")[1:]:
        whole = part.split(">")[0]
        route = route.replace(f"<{whole}>", str(values[whole.rpartition(":")[2]]))
    return route
