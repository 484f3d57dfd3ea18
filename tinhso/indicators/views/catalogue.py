"""The catalogue of indicators: searched by words, narrowed by field and kind."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.identity.api import officer_required
from tinhso.indicators.models import FIELD_NAMES
from tinhso.indicators.permissions import catalogue_for
from tinhso.indicators.queries import found_indicators, page_of_indicators
from tinhso.indicators.queries.wording import FREQUENCIES, KINDS
from tinhso.ui.components import Filter, Option
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """List indicators with what they mean, a page at a time."""
    text = request.GET.get("q", "")[:100]
    field = _known(request.GET.get("linh-vuc", ""), FIELD_NAMES)
    kind = _known(request.GET.get("loai", ""), KINDS)
    found = found_indicators(catalogue_for(actor_of(request)), text=text, field=field, kind=kind)
    page = page_of_indicators(found, request.GET.get("trang"))
    context = {
        "text": text,
        "listed": page,
        "rows": [
            (row, FIELD_NAMES[row.field], FREQUENCIES[row.version.frequency])
            for row in page.items
            if row.version
        ],
        "filters": [
            _filter("linh-vuc", _("Lĩnh vực"), field, FIELD_NAMES),
            _filter("loai", _("Loại số liệu"), kind, KINDS),
        ],
        "kept": {"q": text},
        "total": found.count(),
    }
    return render(request, "indicators/catalogue.html", context)


def _known(value: str, among: object) -> str:
    return value if isinstance(among, dict) and value in among else ""


def _filter(name: str, label: str, value: str, words: object) -> Filter:
    known = words.items() if isinstance(words, dict) else ()
    options = [Option("", _("Tất cả")), *(Option(code, str(word)) for code, word in known)]
    return Filter(name, label, value, tuple(options))
