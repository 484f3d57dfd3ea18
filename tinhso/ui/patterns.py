"""HTML filled many times on one page, such as the rows of a list.

A template walks some 25 nodes for a row; a pattern is one formatting. Every value is escaped as
templates do it: what is not ``SafeString`` cannot bring markup.
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe


class Pattern:
    """HTML with named places such as ``{name}``.

    ``Pattern("<b>{name}</b>").fill(name="A & B")`` gives ``<b>A &amp; B</b>``.
    """

    __slots__ = ("_html",)

    def __init__(self, html: str) -> None:
        self._html = html

    def fill(self, **values: str) -> SafeString:
        """Give the HTML with every value in its place.

        :raises KeyError: a place has no value.
        """
        places = {name: escaped(value) for name, value in values.items()}
        return mark_safe(self._html.format_map(places))  # noqa: S308 - every value is escaped


def escaped(value: str) -> str:
    """Give a text as it may stand in HTML; what is ``SafeString`` already may stay."""
    return value if value.__class__ is SafeString else escape(value)
