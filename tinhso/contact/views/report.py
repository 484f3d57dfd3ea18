"""A citizen turns to the line: choose what it is, write, see what is reported, get a receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.contact.forms.citizen import ReportForm
from tinhso.contact.models import Channel, Contact, ContactKind
from tinhso.contact.operations import (
    ContactRequest,
    Place,
    Receipt,
    Reporter,
    link_duplicate,
    open_contact,
)
from tinhso.contact.operations.opening import MOST_PHOTOS
from tinhso.contact.queries.near import Near, Sought, near_in_public
from tinhso.contact.queries.public import get_published
from tinhso.contact.rules.moves import EMERGENCY_NUMBERS
from tinhso.contact.views.opened import remember_opened
from tinhso.contact.views.placing import NEAREST, is_placing, nearest_code, read_placing
from tinhso.contact.views.sending import new_challenge, require_human, visitor_of
from tinhso.contact.views.words import KIND_SLUGS, KINDS_BY_SLUG, kind_cards
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token, new_token
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload, uploaded_files
from tinhso.ui.navigation import actor_of

#: What a phone takes; videos lose place and device, too, and are seen by officers alone.
MEDIA = ("image/jpeg", "image/png", "video/mp4", "video/quicktime")
_SALT = "contact.uploads"


@require_safe
def choose_kind(request: HttpRequest) -> HttpResponse:
    """Ask first what it is: the kind decides who takes it, how long it takes, who may read it."""
    context = {"cards": kind_cards(), "numbers": EMERGENCY_NUMBERS}
    return render(request, "contact/public/choose_kind.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask what, where and by whom; take it, or say what to mend and keep what was typed."""
    kind = KINDS_BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    if request.method != "POST":
        return _show(request, kind, ReportForm(kind=kind, initial=_known(request)))
    form, at = ReportForm(request.POST, kind=kind), now()
    kept, refusal = _keep_pictures(request, at)
    if is_placing(request.POST) and "area" in form.fields:
        return _show(request, kind, _placed(request, kind), kept)
    if refusal is not None:
        form.full_clean()
        form.add_error(None, refusal.message)
    if not form.is_valid():
        return _show(request, kind, form, kept)
    near = _near(form, at) if kind == ContactKind.FIELD_REPORT else []
    if near and not request.POST.get("checked"):
        return _show(request, kind, form, kept, near)
    try:
        with transaction.atomic():
            require_human(request, at=at)
            receipt = _send(request, form, kept, at)
    except DomainError as refused:
        form.add_error(None, refused.message)
        return _show(request, kind, form, kept)
    page = HttpResponseRedirect(reverse("contact:received", args=[receipt.contact.code]))
    remember_opened(request, receipt.contact.code, receipt.secret)
    return page


def _show(
    request: HttpRequest,
    kind: str,
    form: ReportForm,
    kept: Sequence[int] = (),
    near: Sequence[Near] = (),
) -> HttpResponse:
    key = request.POST.get("key", "")
    context = {
        "form": form,
        "kind": kind,
        "kind_label": ContactKind(kind).label,
        "slug": KIND_SLUGS[kind],
        "near": near,
        "kept": signing.dumps(list(kept), salt=_SALT) if kept else "",
        "kept_count": len(kept),
        "challenge": new_challenge(),
        "key": key if is_token(key) else new_token(),
        "numbers": EMERGENCY_NUMBERS if kind == ContactKind.EMERGENCY else (),
        "takes_pictures": kind != ContactKind.QUESTION,
        "placing": read_placing(request.POST),
        "is_placing": is_placing(request.POST),
        "nearest_zoom": NEAREST,
    }
    return render(request, "contact/public/write.html", context)


def _placed(request: HttpRequest, kind: str) -> ReportForm:
    """Give the form as it was typed, with the place the map says, unasked for anything else."""
    placing, typed = read_placing(request.POST), dict(request.POST.items())
    if placing.latitude is not None and placing.longitude is not None:
        area = nearest_code(placing.latitude, placing.longitude) or typed.get("area", "")
        point = {"latitude": placing.latitude, "longitude": placing.longitude, "area": area}
        return ReportForm(kind=kind, initial={**typed, **point})
    return ReportForm(kind=kind, initial=typed)


def _known(request: HttpRequest) -> dict[str, str]:
    actor = actor_of(request)
    return {"name": actor.name} if actor.is_citizen else {}


def _keep_pictures(request: HttpRequest, at: datetime) -> tuple[list[int], DomainError | None]:
    """Keep chosen pictures at once: a form that comes back cannot show them again."""
    kept = _kept(request.POST)
    try:
        for file in uploaded_files(request, "photos")[: MOST_PHOTOS - len(kept)]:
            with acting_as(SYSTEM):
                upload = receive_upload(
                    file=file, actor=actor_of(request), purpose="contact", accept=MEDIA, at=at
                )
            kept.append(upload.pk)
    except DomainError as refusal:
        return kept, refusal
    return kept, None


def _kept(sent: QueryDict) -> list[int]:
    try:
        ids = signing.loads(sent.get("kept", ""), salt=_SALT, max_age=24 * 60 * 60)
    except signing.BadSignature:
        return []
    return [int(one) for one in ids]


def _near(form: ReportForm, at: datetime) -> list[Near]:
    values = form.cleaned_data
    sought = Sought(
        category=values.get("category", ""),
        text=values["text"],
        latitude=values.get("latitude"),
        longitude=values.get("longitude"),
        area_code=values.get("area", ""),
    )
    return near_in_public(sought, at=at)


def _send(request: HttpRequest, form: ReportForm, kept: Sequence[int], at: datetime) -> Receipt:
    actor, values = actor_of(request), form.cleaned_data
    asked = ContactRequest(
        kind=form.kind,
        text=values["text"],
        channel=Channel.APP if request.POST.get("from_app") else Channel.WEB,
        category=values.get("category", ""),
        place=Place(
            area_code=values.get("area", ""),
            latitude=values.get("latitude"),
            longitude=values.get("longitude"),
            address=values.get("address", ""),
        ),
        reporter=Reporter(
            name=values["name"],
            phone=values["phone"],
            email=values["email"],
            person_id=actor.person_id if actor.is_citizen else None,
            visitor=visitor_of(request),
            is_known_to_agency=not values.get("is_hidden_from_agency", False),
        ),
        language=get_language() or "vi",
        upload_ids=tuple(kept),
        accused=values.get("accused", ""),
        accused_agency_code=values.get("accused_agency", ""),
    )
    key = request.POST.get("key", "")
    receipt = open_contact(asked=asked, actor=actor, at=at, key=key if is_token(key) else "")
    same = request.POST.get("same", "")
    if same and receipt.contact.duplicate_of_id is None:
        original: Contact = get_published(same)
        link_duplicate(contact=receipt.contact, original=original, actor=actor, at=at)
    return receipt


@require_safe
@never_cache
def near_fragment(request: HttpRequest) -> HttpResponse:
    """Give what was reported nearby while somebody still writes."""
    sought = Sought(
        category=request.GET.get("category", "")[:40],
        text=request.GET.get("text", "")[:500],
        latitude=_degrees(request.GET.get("latitude", "")),
        longitude=_degrees(request.GET.get("longitude", "")),
        area_code=request.GET.get("area", "")[:10],
    )
    context = {"near": near_in_public(sought, at=now())}
    return render(request, "contact/public/_near.html", context)


def _degrees(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -180 <= number <= 180 else None
