"""One search over all documents of an officer's agencies, going out and coming in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.clock import local, today
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.identity.api import officer_required
from tinhso.orgs.api import agency_name_shown
from tinhso.records.models import Direction, OfficialDocument
from tinhso.records.queries import SearchNarrowing, documents_found
from tinhso.records.rules import KINDS
from tinhso.records.views.words import kind_name
from tinhso.ui.components import Option
from tinhso.ui.navigation import actor_of

_OLDEST_YEAR = 2020


@require_safe
@never_cache
@officer_required()
def search(request: HttpRequest) -> HttpResponseBase:
    """Find documents by words of fields and files, narrowed by direction, kind and year."""
    narrowing = _asked(request)
    is_asked = any((narrowing.text, narrowing.direction, narrowing.kind, narrowing.year))
    context: dict[str, Any] = {"narrowing": narrowing, "is_asked": is_asked, **_choices(narrowing)}
    if is_asked:
        rows = documents_found(actor_of(request), narrowing)
        try:
            page = page_by_keyset(rows, order=("-id",), cursor=request.GET.get("trang"), size=20)
        except BadCursor as refusal:
            messages.error(request, refusal.message)
            return redirect("records:search")
        context |= {"rows": [_row(one) for one in page.items], "page_of_rows": page}
    return render(request, "records/search.html", context)


def _asked(request: HttpRequest) -> SearchNarrowing:
    direction, kind = request.GET.get("chieu", ""), request.GET.get("loai", "")
    year = request.GET.get("nam", "")
    return SearchNarrowing(
        text=request.GET.get("q", "").strip()[:200],
        direction=direction if direction in Direction.values else "",
        kind=kind if any(one.code == kind for one in KINDS) else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )


def _choices(narrowing: SearchNarrowing) -> dict[str, list[Option]]:
    directions = (("", _("Đi và đến")), *((d.value, str(d.label)) for d in _SHOWN))
    kinds = (("", _("Mọi loại")), *((kind.code, kind_name(kind.code)) for kind in KINDS))
    years = (("", _("Mọi năm")), *((str(y), str(y)) for y in range(today().year, _OLDEST_YEAR, -1)))
    year = str(narrowing.year or "")
    return {
        "directions": _options(directions, narrowing.direction),
        "kinds": _options(kinds, narrowing.kind),
        "years": _options(years, year),
    }


_SHOWN = (Direction.OUTGOING, Direction.INCOMING)


def _options(rows: tuple[tuple[str, str], ...], chosen: str) -> list[Option]:
    return [Option(code, label, is_selected=code == chosen) for code, label in rows]


def _row(found: OfficialDocument) -> dict[str, Any]:
    is_in = found.direction == Direction.INCOMING
    return {
        "url": reverse(found.page_name, args=[found.token]),
        "abstract": f"{found.abstract[:1].upper()}{found.abstract[1:]}" or _("(chưa có trích yếu)"),
        "direction": found.get_direction_display(),
        "tone": "info" if is_in else "neutral",
        "kind": kind_name(found.kind),
        "notation": found.notation,
        "from": found.author_name if is_in else agency_name_shown(found.agency_id),
        "signer": found.signer_name,
        "day": found.issued_on or local(found.created_at).date(),
    }
