"""What every page knows: the province, the menus, who is signed in."""

import tomllib
from functools import cache, cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from tinhso.ui.navigation import Area, NavigationItem, navigation_for


@cache
def province_pack() -> dict[str, dict[str, str]]:
    """Read the name and contacts of the province from its pack."""
    with (settings.PROVINCE_PACK / "pack.toml").open("rb") as file:
        return tomllib.load(file)


def pack_text(key: str) -> str:
    """Give a text of the pack in the language of the reader, Vietnamese when there is none."""
    texts = province_pack()[key]
    return texts.get(get_language() or "vi", texts["vi"])


class Page:
    """Things the base templates ask for, computed only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request."""
        self._request = request

    @property
    def province_name(self) -> str:
        """Give the name of the province in the reader's language."""
        return pack_text("name")

    @property
    def hotline(self) -> str:
        """Give the number to call for help."""
        return province_pack()["contact"]["hotline"]

    @property
    def is_demo(self) -> bool:
        """Tell whether this is a demonstration with made-up people."""
        return bool(settings.DEMO)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """List the languages of the interface as code and own name."""
        return list(settings.LANGUAGES)

    @property
    def return_path(self) -> str:
        """Give where the language switch comes back to: this page, or home after a post."""
        return self._request.get_full_path() if self._request.method == "GET" else "/"

    @cached_property
    def citizen_navigation(self) -> list[NavigationItem]:
        """List the menu of citizens' pages."""
        return navigation_for(self._request, Area.CITIZEN)

    @cached_property
    def officer_navigation(self) -> list[NavigationItem]:
        """List the menu of officers' pages with what waits behind each entry."""
        return navigation_for(self._request, Area.OFFICER)

    @cached_property
    def footer_navigation(self) -> list[NavigationItem]:
        """List the links at the foot of every page."""
        return navigation_for(self._request, Area.FOOTER)


def page(request: HttpRequest) -> dict[str, Page]:
    """Give templates the ``page`` variable."""
    return {"page": Page(request)}
