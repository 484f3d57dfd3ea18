"""Parts of the frame every page has (header, menu, foot): drawn once for all pages alike.

A part depends on the language, who acts and the entries of its menu; all of that is the key it is
kept under, so nobody meets another's. What differs on every page, the form token and the address
the language switch comes back to, stands in the kept HTML as a mark and is put in each time.
"""

import secrets
from collections.abc import Hashable, Sequence
from typing import Any

from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

_MOST_KEPT = 1_000
# Nobody can write these into a name: they are chosen anew in every process.
_TOKEN, _RETURN = (f"part-{secrets.token_hex(12)}" for _ in range(2))
_kept: dict[Hashable, str] = {}


class _PageAlike:
    """A page whose way back is a mark."""

    return_path = _RETURN

    def __init__(self, page: Any) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


def draw_part(context: Context, template_name: str, entries: Sequence[Hashable] = ()) -> SafeString:
    """Give a part's HTML; ``entries`` is all it shows beside language and who acts."""
    page: Any = context.get("page")
    shown = (context.get("actor"), context.get("actor_agency_name"), *entries)
    key = (template_name, get_language(), page is None, shown)
    kept = _kept.get(key)
    if kept is None:
        kept = _draw(context, template_name)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = kept
    if _TOKEN in kept:
        kept = kept.replace(_TOKEN, escape(context.get("csrf_token") or ""))
    if _RETURN in kept:
        kept = kept.replace(_RETURN, escape(page.return_path))
    return mark_safe(kept)  # noqa: S308 - drawn by a template, the marks' values are escaped


def _draw(context: Context, template_name: str) -> str:
    root: Any = context.template
    page = context.get("page")
    alike = {"csrf_token": _TOKEN, "page": _PageAlike(page) if page else None}
    with context.push(**alike):
        drawn: str = root.engine.get_template(template_name).render(context)
    return drawn
