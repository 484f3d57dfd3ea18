"""Menus: every slice registers its own entries in ``apps.ready()``; the base pages show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from tinhso.core.actors import PUBLIC, Actor, ActorKind


class Area(StrEnum):
    """Which base page shows the entry."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of a menu; ``label`` is a lazy translation, ``badge`` counts what waits.

    ``concerns`` may narrow the entry further than roles, to agencies that have such a thing;
    ``also`` names addresses whose pages belong to the entry without lying under its own.
    """

    area: Area
    label: object
    url_name: str
    order: int = 100
    roles: frozenset[str] = frozenset()
    badge: Callable[[HttpRequest], int] | None = None
    concerns: Callable[[Actor], bool] | None = None
    also: tuple[str, ...] = ()

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
    group: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A part of the officers' menu under one heading.

    ``names`` are addresses' names (``payments:claims``) or whole namespaces (``payments:``).
    """

    label: object
    names: tuple[str, ...]


_entries: list[NavigationEntry] = []
_groups: list[MenuGroup] = []


def arrange_menu(groups: Sequence[MenuGroup]) -> None:
    """Say which entries of the officers' menu stand together; the last group takes the rest."""
    _groups[:] = groups
    _group_number.cache_clear()
    _in_order.cache_clear()


def register_navigation(entry: NavigationEntry) -> None:
    """Add an entry to the menu of its area."""
    if entry not in _entries:
        _entries.append(entry)
        _in_order.cache_clear()


def actor_of(request: HttpRequest) -> Actor:
    """Give who acts in this request; pages made before sign-in is known are public."""
    return getattr(request, "actor", PUBLIC)


def navigation_for(request: HttpRequest, area: Area) -> list[NavigationItem]:
    """List the entries of an area the actor may see, in order, the current one marked."""
    actor = actor_of(request)
    items = [
        _with_badge(entry, item, request)
        for entry, item in _in_order(area, get_language())
        if entry.is_shown_to(actor)
    ]
    return _mark_current(items, request.path)


@cache
def _in_order(area: Area, language: str | None) -> list[tuple[NavigationEntry, NavigationItem]]:
    """Give an area's entries, drawn in the language that is on now, as everybody sees them."""
    entries = sorted((entry for entry in _entries if entry.area is area), key=_place)
    return [(entry, item) for entry in entries if (item := _item(entry)) is not None]


def _place(entry: NavigationEntry) -> tuple[int, int, str]:
    return _number_of(entry), entry.order, entry.url_name


def _number_of(entry: NavigationEntry) -> int:
    return _group_number(entry.url_name) if entry.area is Area.OFFICER else 0


@cache
def _group_number(url_name: str) -> int:
    """Give the number of the group that names the address, or its namespace, most closely."""
    places = {name: number for number, group in enumerate(_groups) for name in group.names}
    namespace = url_name.partition(":")[0] + ":"
    return places.get(url_name, places.get(namespace, max(len(_groups) - 1, 0)))


def _item(entry: NavigationEntry) -> NavigationItem | None:
    url = _address(entry.url_name)
    if url is None:
        return None
    heads = _groups if entry.area is Area.OFFICER else []
    group = str(heads[_number_of(entry)].label) if heads else ""
    also = tuple(filter(None, map(_address, entry.also)))
    return NavigationItem(
        str(entry.label), url, is_current=False, badge_count=0, group=group, also=also
    )


def _with_badge(
    entry: NavigationEntry, item: NavigationItem, request: HttpRequest
) -> NavigationItem:
    count = entry.badge(request) if entry.badge else 0
    return replace(item, badge_count=count) if count else item


@cache
def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _mark_current(items: list[NavigationItem], path: str) -> list[NavigationItem]:
    urls = [url for item in items for url in (item.url, *item.also)]
    longest = max((url for url in urls if _is_under(path, url)), key=len, default=None)
    return [
        replace(item, is_current=True) if longest in (item.url, *item.also) else item
        for item in items
    ]


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
