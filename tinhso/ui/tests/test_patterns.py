"""Patterns and kept parts draw what a template would: escaped, and nobody's but the reader's."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.actors import Actor, ActorKind
from tinhso.ui import navigation
from tinhso.ui.navigation import Area, NavigationEntry
from tinhso.ui.patterns import Pattern

ROW = Pattern("<p title='{name}'>{name}{mark}</p>")
TEMPLATE = engines["django"].from_string("<p title='{{ name }}'>{{ name }}{{ mark }}</p>")


@given(st.text())
def test_pattern_escapes_as_a_template_does(name: str) -> None:
    mark = mark_safe("<b>!</b>")

    assert ROW.fill(name=name, mark=mark) == TEMPLATE.render({"name": name, "mark": mark})


def test_pattern_wants_every_value() -> None:
    with pytest.raises(KeyError):
        ROW.fill(name="An")


PART = engines["django"].from_string(
    '{% load ui %}{% ui_part "ui/_header.html" page.citizen_navigation %}'
)
WHOLE = engines["django"].from_string('{% include "ui/_header.html" %}')


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Give a menu of one entry; how much waits behind it is the last of the list."""
    counts = [0]
    entry = NavigationEntry(
        Area.CITIZEN, "Giao diện", "ui:gallery", badge=lambda _request: counts[-1]
    )
    monkeypatch.setattr(navigation, "_entries", [entry])
    navigation._in_order.cache_clear()
    yield counts
    navigation._in_order.cache_clear()


def request_of(name: str, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = Actor(  # type: ignore[attr-defined]
        kind=ActorKind.CITIZEN, name=name, person_id=7, account_id=7
    )
    return request


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "<script>alert(1)</script>"])
@pytest.mark.usefixtures("waiting")
def test_kept_part_is_what_the_template_draws(name: str) -> None:
    """Drawn, then kept; the form token and the address to come back to are each page's own."""
    for path in ("/thu-tuc/?q=a&b=%22%3E", "/ui/", "/tai-khoan/"):
        request = request_of(name, path)
        drawn = PART.render({}, request)
        token = drawn.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

        assert drawn == WHOLE.render({"csrf_token": token}, request)
        assert len(token) == 64
        assert "<script>" not in drawn


@pytest.mark.usefixtures("waiting")
def test_readers_do_not_meet_each_others_parts() -> None:
    pages = {name: PART.render({}, request_of(name)) for name in ("Lan Anh", "Bình Minh")}

    assert "Lan Anh" in pages["Lan Anh"]
    assert "Lan Anh" not in pages["Bình Minh"]


def test_what_waits_is_said_anew(waiting: list[int]) -> None:
    before = PART.render({}, request_of("An"))
    waiting.append(3)

    assert "ts-badge" not in before
    assert '<span class="ts-badge">3</span>' in PART.render({}, request_of("An"))


@pytest.mark.usefixtures("waiting")
def test_part_speaks_the_readers_language() -> None:
    pages = []
    for language in ("vi", "en"):
        with translation.override(language):
            pages.append(PART.render({}, request_of("An")))

    assert "Đăng xuất" in pages[0]
    assert "Sign out" in pages[1]
