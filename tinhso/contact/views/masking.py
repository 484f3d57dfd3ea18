"""The moderator covers faces, plates and papers in a picture; the server burns the areas in.

Works by a drag where scripts run, by two clicks where they do not, and by numbers on the keyboard.
"""

import json
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.contact.models import ContactPhoto
from tinhso.contact.operations import mask_photo
from tinhso.contact.operations.moderating import Area
from tinhso.contact.permissions import WORK_ROLES, access_contact, is_centre_officer
from tinhso.core.clock import now
from tinhso.documents.api import picture_size
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

WIDTH = 640
_MOST_AREAS = 40


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*WORK_ROLES)
def mask(request: HttpRequest, code: str, photo_id: int) -> HttpResponseBase:
    """Show a picture with the areas chosen so far; saved, those are black for the public."""
    actor = actor_of(request)
    contact = access_contact(actor, code)
    rows = contact.photos.select_related("upload__file", "masked__file")
    photo = rows.filter(pk=photo_id).first()
    if photo is None or photo.is_video or not is_centre_officer(actor):
        raise Http404
    areas = _read_areas(request.POST.get("areas", ""))
    if "save" in request.POST or "clean" in request.POST:
        chosen = areas if "save" in request.POST else []
        mask_photo(photo=photo, areas=chosen, actor=actor, at=now())
        messages.success(
            request, _("Đã lưu. Ảnh có thể được công khai; bản gốc vẫn giữ cho cơ quan.")
        )
        return HttpResponseRedirect(reverse("contact:detail", args=[contact.code]))
    return _show(request, photo, areas)


def _show(request: HttpRequest, photo: ContactPhoto, areas: list[Area]) -> HttpResponse:
    wide, high = picture_size(photo.upload)
    height = round(WIDTH * high / wide)
    areas, corner = _changed(request.POST, areas, height)
    context = {
        "contact": photo.contact,
        "photo": photo,
        "areas": json.dumps(areas),
        "shown": [tuple(round(part * 100, 2) for part in area) for area in areas],
        "corner": corner,
        "width": WIDTH,
        "height": height,
    }
    return render(request, "contact/desk/mask.html", context)


def _changed(sent: QueryDict, areas: list[Area], height: int) -> tuple[list[Area], str]:
    """Take the last area back, add one by numbers, or by the second corner clicked."""
    if "undo" in sent:
        return areas[:-1], ""
    if "add" in sent:
        typed = [_part(sent.get(name, ""), 100) for name in ("left", "top", "width", "height")]
        return [*areas, *_areas([typed])], ""
    if "spot.x" not in sent:
        return areas, ""
    x, y = _part(sent.get("spot.x", ""), WIDTH), _part(sent.get("spot.y", ""), height)
    first = sent.get("corner", "").split(" ")
    if len(first) != 2:
        return areas, f"{x:.4f} {y:.4f}"
    u, v = _part(first[0], 1), _part(first[1], 1)
    return [*areas, *_areas([[min(x, u), min(y, v), abs(x - u), abs(y - v)]])], ""


def _part(text: str, whole: float) -> float:
    try:
        return min(max(float(text) / whole, 0.0), 1.0)
    except ValueError:
        return 0.0


def _read_areas(text: str) -> list[Area]:
    try:
        read = json.loads(text or "[]")
    except ValueError:
        return []
    return _areas(read if isinstance(read, list) else [])


def _areas(read: Sequence[object]) -> list[Area]:
    """Keep what is an area within the picture and not a mere point."""
    found: list[Area] = []
    for one in read[:_MOST_AREAS]:
        if not isinstance(one, list | tuple) or len(one) != 4:
            continue
        if not all(isinstance(part, int | float) and 0 <= part <= 1 for part in one):
            continue
        left, top, width, height = (float(part) for part in one)
        if width > 0.002 and height > 0.002:
            found.append((left, top, min(width, 1 - left), min(height, 1 - top)))
    return found
