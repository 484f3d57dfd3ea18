"""Where a look has a page of its own: slices register it by the kind of its reference."""

from collections.abc import Callable

_pages: dict[str, Callable[[str], str]] = {}


def register_look_page(kind: str, address: Callable[[str], str]) -> None:
    """Let looks with the reference ``kind:<token>`` lead to a page of the person concerned."""
    _pages[kind] = address


def page_of_look(reference: str) -> str:
    """Give the address of a look's own page; empty when it has none."""
    kind, _, token = reference.partition(":")
    address = _pages.get(kind)
    return address(token) if address and token else ""
