"""The long lists of a search form, written once a minute and language: communes, categories."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tinhso.contact.forms.citizen import category_choices, commune_choices
from tinhso.core.remember import remembered


def category_options(chosen: str) -> SafeString:
    """Give the options of all categories, one of them selected."""
    return _selected(_categories(get_language() or "vi"), chosen)


def commune_options(chosen: str) -> SafeString:
    """Give the options of all communes, one of them selected."""
    return _selected(_communes(get_language() or "vi"), chosen)


@remembered(seconds=60)
def _categories(language: str) -> str:
    return _options(category_choices("FIELD_REPORT")[1:])


@remembered(seconds=60)
def _communes(language: str) -> str:
    return _options(commune_choices()[1:])


def _options(choices: list[tuple[str, str]]) -> str:
    return format_html_join("", '<option value="{}">{}</option>', choices)


def _selected(options: str, chosen: str) -> SafeString:
    mark = f'<option value="{escape(chosen)}">'
    found = options.replace(mark, f"{mark[:-1]} selected>", 1) if chosen else options
    return mark_safe(found)  # noqa: S308 - every part was escaped
