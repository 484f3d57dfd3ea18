"""Finding an address by its first part gives what trying all of them gives."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from tinhso.core.addresses import SliceResolver

SAMPLES = {
    "str": "a-b", "slug": "a-b", "int": "7", "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "a/b.c",
}  # fmt: skip
SLICES = [entry for entry in get_resolver().url_patterns if isinstance(entry, SliceResolver)]


def plain(resolver: URLResolver) -> URLResolver:
    """Give the same addresses as Django tries them."""
    root = RoutePattern("", is_endpoint=False)
    return URLResolver(
        root, resolver.url_patterns, None, app_name=resolver.app_name, namespace=resolver.namespace
    )


def addresses(resolver: Any, before: str = "") -> Iterator[str]:
    """Give a path for every address, with a sample for each part that varies."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield re.sub(
                r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "a"), route
            )
        else:
            yield from addresses(entry, route)


def found(resolver: URLResolver, path: str) -> Any:
    try:
        match = resolver.resolve(path)
    except Resolver404:
        return None
    return match.view_name, match.func, match.args, match.kwargs, match.app_names, match.namespaces


@pytest.mark.parametrize("resolver", SLICES, ids=lambda one: str(one.namespace or one.app_name))
def test_every_address_is_found_as_django_finds_it(resolver: SliceResolver) -> None:
    paths = [path for each in SLICES for path in addresses(each)]
    asked = {*paths, "", "/", "khong-co/", "can-bo/khong-co/", "ho-so", *(p + "x" for p in paths)}

    assert {path: found(resolver, path) for path in asked} == {
        path: found(plain(resolver), path) for path in asked
    }


def test_most_addresses_begin_differently_and_every_name_leads_back() -> None:
    assert len(SLICES) > 20
    assert get_resolver().resolve(reverse("portal:home")).view_name == "portal:home"
