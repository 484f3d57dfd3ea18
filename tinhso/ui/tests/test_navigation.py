"""Menus show what the actor may open."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tinhso.core.actors import Actor, ActorKind
from tinhso.ui import navigation
from tinhso.ui.navigation import (
    Area,
    MenuGroup,
    NavigationEntry,
    navigation_for,
    register_navigation,
)


@pytest.fixture(autouse=True)
def _own_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", [])


def request_of(path: str, *roles: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = Actor(kind=ActorKind.OFFICER, roles=frozenset(roles))  # type: ignore[attr-defined]
    return request


def gallery_entry(**changes: object) -> NavigationEntry:
    values = {"area": Area.OFFICER, "label": "Giao diện", "url_name": "ui:gallery", **changes}
    return NavigationEntry(**values)  # type: ignore[arg-type]


def test_an_entry_registered_twice_is_shown_once() -> None:
    register_navigation(gallery_entry())
    register_navigation(gallery_entry())

    assert len(navigation_for(request_of("/"), Area.OFFICER)) == 1


def test_entries_of_other_roles_and_areas_are_not_shown() -> None:
    register_navigation(gallery_entry(roles=frozenset({"LEADER"})))
    register_navigation(gallery_entry(area=Area.FOOTER))

    assert navigation_for(request_of("/", "CLERK"), Area.OFFICER) == []
    assert len(navigation_for(request_of("/", "LEADER"), Area.OFFICER)) == 1


def test_the_page_one_is_on_is_marked_and_badges_are_counted() -> None:
    register_navigation(gallery_entry(badge=lambda request: 7))

    (item,) = navigation_for(request_of("/ui/"), Area.OFFICER)

    assert item.is_current
    assert item.badge_count == 7
    assert not navigation_for(request_of("/khac/"), Area.OFFICER)[0].is_current


def test_page_that_belongs_to_an_entry_marks_it_wherever_it_lies() -> None:
    register_navigation(gallery_entry(also=("ui:set_language", "nowhere:page")))

    (item,) = navigation_for(request_of("/i18n/setlang/"), Area.OFFICER)

    assert item.is_current


def test_an_entry_whose_page_is_not_installed_is_left_out() -> None:
    register_navigation(gallery_entry(url_name="nowhere:page"))

    assert navigation_for(request_of("/"), Area.OFFICER) == []


def test_entries_keep_their_order() -> None:
    register_navigation(gallery_entry(label="Hai", order=20))
    register_navigation(gallery_entry(label="Một", order=10, url_name="ui:set_language"))

    labels = [item.label for item in navigation_for(request_of("/"), Area.OFFICER)]

    assert labels == ["Một", "Hai"]


def test_officers_entries_stand_in_their_groups_and_the_rest_in_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(navigation, "_groups", [])
    navigation.arrange_menu(
        [MenuGroup("Việc", ("ui:set_language",)), MenuGroup("Khác", ("nowhere:",))]
    )
    register_navigation(gallery_entry(label="Hai", order=1))
    register_navigation(gallery_entry(label="Một", order=9, url_name="ui:set_language"))
    register_navigation(gallery_entry(area=Area.FOOTER))

    found = [(item.group, item.label) for item in navigation_for(request_of("/"), Area.OFFICER)]

    assert found == [("Việc", "Một"), ("Khác", "Hai")]
    assert navigation_for(request_of("/"), Area.FOOTER)[0].group == ""
    navigation._group_number.cache_clear()
