"""A slice's addresses, found by their first part: a thousand addresses are not tried one by one.

``path("", include("tinhso.cases.urls"))`` has Django try every address of a slice before the next
slice is asked. ``slice_addresses("tinhso.cases.urls")`` means the same and tries only those that
begin as the request does (``ho-so/…``), and those whose beginning is not written out.
"""

from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern

_Entry = URLPattern | URLResolver


def slice_addresses(module: str) -> "SliceResolver":
    """Give the addresses of a slice's ``urls`` module, to stand at the root."""
    addresses, app_name, namespace = include(module)
    root = RoutePattern("", is_endpoint=False)
    return SliceResolver(root, addresses, None, app_name=app_name, namespace=namespace)


class SliceResolver(URLResolver):
    """Resolves as Django does, over the few addresses that may fit."""

    def resolve(self, path: str) -> Any:
        """Give the view of a path.

        :raises Resolver404: no address of the slice fits.
        """
        path = str(path)
        found = self._by_beginning.get(path.partition("/")[0], self._elsewhere)
        if found is None:
            raise Resolver404({"tried": [], "path": path})
        return found.resolve(path)

    @cached_property
    def _by_beginning(self) -> dict[str, URLResolver]:
        beginnings = {_beginning(entry) for entry in self.url_patterns} - {None}
        return {str(each): self._only({each, None}) for each in beginnings}

    @cached_property
    def _elsewhere(self) -> URLResolver | None:
        open_ended = self._only({None})
        return open_ended if open_ended.url_patterns else None

    def _only(self, beginnings: set[str | None]) -> URLResolver:
        entries = [entry for entry in self.url_patterns if _beginning(entry) in beginnings]
        return URLResolver(
            self.pattern,
            entries,
            self.default_kwargs,
            app_name=self.app_name,
            namespace=self.namespace,
        )


def _beginning(entry: _Entry) -> str | None:
    """Give the first part of an address when it is written out, else ``None``."""
    pattern = entry.pattern
    if not isinstance(pattern, RoutePattern):
        return None
    first, slash, _rest = str(pattern).partition("/")
    is_whole = bool(slash) or isinstance(entry, URLPattern)
    return first if is_whole and "<" not in first else None
