"""A board as a file: PDF, picture, workbook, CSV, with the numbers its address asks for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.clock import now
from tinhso.dashboards.gateways import as_csv, as_workbook, pictures
from tinhso.dashboards.permissions import access_board
from tinhso.dashboards.queries import heading_of
from tinhso.dashboards.views.board import shown
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@never_cache
@officer_required()
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Give a board as a file of a kind."""
    if kind not in _TYPES:
        raise Http404
    found = access_board(actor_of(request), slug)
    context = shown(request, found)
    contents, place = context["contents"], context["place"]
    heading = heading_of(found, context["frame"], now())
    if kind == "pdf":
        content = pictures.as_pdf(heading, contents, now())
    elif kind == "png":
        content = pictures.as_png(heading, contents)
    elif kind == "xlsx":
        content = as_workbook(found.shown_name, contents, place)
    else:
        content = as_csv(contents, place)
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = f"{slug}-{context['asked'].span.code}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
