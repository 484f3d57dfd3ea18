"""Menus: every slice registers its own entries in ``apps.ready()``; the base pages show them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tinhso.core.actors import PUBLIC, Actor, ActorKind


class Area(StrEnum):
    """Which base page shows the entry."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of a menu; ``label`` is a lazy translation, ``badge`` counts what waits.

    ``concerns`` may narrow the entry further than roles, to agencies that have such a thing.
    """

    area: Area
    label: object
    url_name: str
    order: int = 100
    roles: frozenset[str] = frozenset()
    badge: Callable[[HttpRequest], int] | None = None
    concerns: Callable[[Actor], bool] | None = None

    def is_shown_to(self, actor: Actor) -> bool:
        """Tell whether the actor's roles allow the entry; no roles means everybody."""
        if self.roles and not actor.has_role(*self.roles):
            return False
        return self.concerns is None or self.concerns(actor)


def is_officer(actor: Actor) -> bool:
    """Narrow an entry to people at work, on the public pages too."""
    return actor.kind is ActorKind.OFFICER


def is_no_officer(actor: Actor) -> bool:
    """Narrow an entry to citizens and to people not signed in; officers would be refused."""
    return not is_officer(actor)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry ready to be drawn on one page."""

    label: str
    url: str
    is_current: bool
    badge_count: int


_entries: list[NavigationEntry] = []


def register_navigation(entry: NavigationEntry) -> None:
    """Add an entry to the menu of its area."""
    if entry not in _entries:
        _entries.append(entry)


def actor_of(request: HttpRequest) -> Actor:
    """Give who acts in this request; pages made before sign-in is known are public."""
    return getattr(request, "actor", PUBLIC)


def navigation_for(request: HttpRequest, area: Area) -> list[NavigationItem]:
    """List the entries of an area the actor may see, in order, the current one marked."""
    actor = actor_of(request)
    entries = sorted((e for e in _entries if e.area is area), key=lambda e: (e.order, e.url_name))
    items = [_item(entry, request) for entry in entries if entry.is_shown_to(actor)]
    return _mark_current([item for item in items if item is not None], request.path)


def _item(entry: NavigationEntry, request: HttpRequest) -> NavigationItem | None:
    url = _address(entry.url_name)
    if url is None:
        return None
    badge_count = entry.badge(request) if entry.badge else 0
    return NavigationItem(str(entry.label), url, is_current=False, badge_count=badge_count)


@cache
def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _mark_current(items: list[NavigationItem], path: str) -> list[NavigationItem]:
    matches = [item.url for item in items if _is_under(path, item.url)]
    longest = max(matches, key=len, default=None)
    return [
        NavigationItem(item.label, item.url, item.url == longest, item.badge_count)
        for item in items
    ]


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
