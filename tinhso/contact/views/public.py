"""The public side: list, one report, map and its tiles, figures, open data, embedding."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from tinhso.contact.models import Contact, ContactPhoto
from tinhso.contact.operations import follow
from tinhso.contact.permissions import contacts_for
from tinhso.contact.queries.public import (
    Narrowing,
    figures_by_month,
    get_published,
    open_records,
    public_page,
    public_photos,
    published,
    satisfaction_by_agency,
)
from tinhso.contact.queries.tiles import LEAST_ZOOM, MOST_ZOOM, clusters_of_tile
from tinhso.contact.views.choices import category_options, commune_options
from tinhso.contact.views.mapping import draw_map, named_places, read_view
from tinhso.contact.views.opened import access_own
from tinhso.contact.views.words import STATE_TONES
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.keyset import BadCursor
from tinhso.core.rls import acting_as
from tinhso.documents.api import play_video, serve_small_picture
from tinhso.identity.api import citizen_required
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.components import Cell, Column, Table, Tone
from tinhso.ui.navigation import actor_of

_STATES = {"da-tra-loi": True, "dang-xu-ly": False}


def narrowing_of(request: HttpRequest) -> Narrowing:
    """Read how the list is narrowed from the address."""
    return Narrowing(
        text=request.GET.get("q", "")[:120],
        category=request.GET.get("linh-vuc", "")[:40],
        area_code=request.GET.get("xa", "")[:10],
        is_answered=_STATES.get(request.GET.get("tinh-trang", "")),
    )


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show what the line is for, and what others reported and were answered."""
    narrowing = narrowing_of(request)
    try:
        page = public_page(narrowing, cursor=request.GET.get("trang"))
    except BadCursor:
        return HttpResponseRedirect(reverse("contact:home"))
    context = {
        "lines": [(one, STATE_TONES.get(one.state, Tone.NEUTRAL)) for one in page.items],
        "keyset": page,
        "narrowing": narrowing,
        "category_options": category_options(narrowing.category),
        "commune_options": commune_options(narrowing.area_code),
        "state": request.GET.get("tinh-trang", ""),
    }
    return render(request, "contact/public/home.html", context)


@require_safe
def published_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Show one published report and its answer."""
    contact = get_published(code)
    context = {
        "contact": contact,
        "state_tone": STATE_TONES.get(contact.state, Tone.NEUTRAL),
        "agency": agency_name_shown(contact.agency_id),
        "photos": public_photos(contact),
    }
    return render(request, "contact/public/published.html", context)


@require_POST
@citizen_required
def follow_published(request: HttpRequest, code: str) -> HttpResponse:
    """Let a signed-in citizen follow a published report."""
    contact, actor = get_published(code), actor_of(request)
    follow(contact=contact, person_id=actor.person_id, email="", actor=actor, at=now())
    messages.success(request, _("Bạn đang theo dõi phản ánh này; có tin mới bạn sẽ được báo."))
    return HttpResponseRedirect(reverse("contact:published", args=[contact.code]))


@require_safe
@cache_control(private=True, max_age=300)
def photo(request: HttpRequest, photo_id: int) -> HttpResponseBase:
    """Answer with a picture: public ones to everybody, others to those who may see the contact."""
    with acting_as(SYSTEM):
        found = (
            ContactPhoto.objects.select_related("contact", "upload__file", "masked__file")
            .filter(pk=photo_id)
            .first()
        )
    if found is None:
        raise Http404
    is_open = found.is_public and found.contact.public_state == "PUBLISHED"
    wants_original = "goc" in request.GET or not is_open
    if wants_original and not _may_see(request, found.contact):
        raise Http404
    if found.is_video:
        return play_video(found.upload, request.headers.get("Range", ""))
    is_covered = not wants_original and found.masked is not None
    return serve_small_picture(found.masked if is_covered and found.masked else found.upload)


def _may_see(request: HttpRequest, contact: Contact) -> bool:
    actor = actor_of(request)
    if actor.is_officer:
        return contacts_for(actor).filter(pk=contact.pk).exists()
    return access_own(request, contact.code).pk == contact.pk


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Show published reports on a map that also works by links alone."""
    context = {
        "map": draw_map(read_view(request.GET)),
        "places": named_places(),
        "least": LEAST_ZOOM,
        "most": MOST_ZOOM,
    }
    return render(request, "contact/public/map.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def tile(request: HttpRequest, zoom: int, x: int, y: int) -> JsonResponse:
    """Give the circles of one tile of the map."""
    if not LEAST_ZOOM <= zoom <= MOST_ZOOM or max(x, y) >= 2**zoom:
        raise Http404
    rows = [
        [round(one.latitude, 5), round(one.longitude, 5), one.count, one.open_count, one.code]
        for one in clusters_of_tile(zoom, x, y)
    ]
    return JsonResponse({"clusters": rows})


@require_safe
@cache_control(public=True, max_age=300)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the line's months in numbers, and how content people are with each agency."""
    since = now() - timedelta(days=365)
    context = {"months": _month_table(), "agencies": _agency_table(since)}
    return render(request, "contact/public/figures.html", context)


def _month_table() -> Table:
    rows = [
        [
            Cell(f"{one.month:%m/%Y}"),
            Cell(one.received),
            Cell(one.closed),
            Cell("–" if one.percent_on_time is None else f"{one.percent_on_time} %"),
            Cell(one.refused),
        ]
        for one in figures_by_month()
    ]
    columns = [
        Column(_("Tháng")),
        Column(_("Tiếp nhận"), is_numeric=True),
        Column(_("Đã kết thúc"), is_numeric=True),
        Column(_("Đúng hạn"), is_numeric=True),
        Column(_("Không tiếp nhận"), is_numeric=True),
    ]
    return Table(_("Theo tháng tiếp nhận"), columns, rows)


def _agency_table(since: Any) -> Table:
    rows = [
        [
            Cell(agency_name_shown(one.agency_id)),
            Cell(one.ratings),
            Cell(f"{one.mean:.1f}".replace(".", ",")),
            Cell(f"{one.percent_content} %"),
        ]
        for one in satisfaction_by_agency(since=since)
    ]
    columns = [
        Column(_("Cơ quan")),
        Column(_("Số đánh giá"), is_numeric=True),
        Column(_("Điểm trung bình (1–5)"), is_numeric=True),
        Column(_("Hài lòng (4–5)"), is_numeric=True),
    ]
    return Table(_("Hài lòng theo cơ quan, 12 tháng"), columns, rows)


@require_safe
@cache_control(public=True, max_age=300)
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the published reports as open data (CSV or JSON, UTF-8)."""
    rows = list(open_records())
    if kind == "json":
        body = json.dumps({"licence": "CC BY 4.0", "reports": rows}, ensure_ascii=False)
        return HttpResponse(body, content_type="application/json; charset=utf-8")
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, fieldnames=list(rows[0]) if rows else ["code"])
    writer.writeheader()
    # A text that begins like a formula must stay a text in a spreadsheet.
    writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    response = HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="phan-anh-1022.csv"'
    return response


def _plain(value: object) -> object:
    is_formula = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if is_formula else value


@require_safe
@cache_control(public=True, max_age=60)
def embedded(request: HttpRequest) -> HttpResponse:
    """Give the newest reports of an area as a small page other sites may frame."""
    narrowing = narrowing_of(request)
    with acting_as(SYSTEM):
        rows = list(published(narrowing).order_by("-published_at", "-id")[:10])
    lines = [(one, STATE_TONES.get(one.state, Tone.NEUTRAL)) for one in rows]
    response = render(request, "contact/public/embedded.html", {"lines": lines})
    response["Content-Security-Policy"] = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        " form-action 'none'; frame-ancestors *"
    )
    del response["X-Frame-Options"]
    response.xframe_options_exempt = True
    return response
