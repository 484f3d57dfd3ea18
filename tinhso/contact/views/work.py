"""Officers' lists of contacts, and one contact whole."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.contact.models import Contact, ContactKind
from tinhso.contact.operations import agency_topic, reveal_reporter
from tinhso.contact.permissions import (
    APPROVER_ROLES,
    WORK_ROLES,
    access_contact,
    is_centre_officer,
)
from tinhso.contact.queries.near import Sought, near_for_staff
from tinhso.contact.queries.work import (
    CENTRE_TABS,
    WorkNarrowing,
    WorkTab,
    count_work,
    work_page,
)
from tinhso.contact.views.acting import open_acts
from tinhso.contact.views.acts import ACTS
from tinhso.contact.views.choices import category_options, commune_options
from tinhso.contact.views.words import STATE_TONES, deadline_words, timeline
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.core.live import live_address
from tinhso.core.sealed import mask
from tinhso.core.working_time import WorkingCalendar
from tinhso.identity.api import officer_required
from tinhso.ui.components import TabItem, Tone
from tinhso.ui.navigation import actor_of

_TABS = {
    WorkTab.AGENCY: ("co-quan", gettext_lazy("Đang ở cơ quan")),
    WorkTab.MINE: ("cua-toi", gettext_lazy("Tôi xử lý")),
    WorkTab.APPROVE: ("cho-duyet", gettext_lazy("Chờ duyệt trả lời")),
    WorkTab.HELP: ("phoi-hop", gettext_lazy("Phối hợp")),
    WorkTab.REOPEN: ("xem-xet-lai", gettext_lazy("Đề nghị xử lý lại")),
    WorkTab.MODERATE: ("cho-cong-khai", gettext_lazy("Chờ công khai")),
    WorkTab.ALL: ("toan-tinh", gettext_lazy("Toàn tỉnh")),
    WorkTab.CLOSED: ("da-xong", gettext_lazy("Đã kết thúc")),
}


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def work(request: HttpRequest) -> HttpResponseBase:
    """Show one of the officer's lists, what falls due first first."""
    actor, at = actor_of(request), now()
    is_centre = is_centre_officer(actor)
    tabs = {tab: words for tab, words in _TABS.items() if is_centre or tab not in CENTRE_TABS}
    asked = request.GET.get("muc", "")
    tab = next((one for one, (slug, _label) in tabs.items() if slug == asked), WorkTab.AGENCY)
    narrowing = _narrowing(request)
    try:
        page = work_page(actor, tab, narrowing, at=at, cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("contact:work"))
    calendar = load_calendar()
    context = {
        "tabs": [
            TabItem(str(label), f"?muc={slug}", is_current=one is tab)
            for one, (slug, label) in tabs.items()
        ],
        "tab_slug": tabs[tab][0],
        "narrowing": narrowing,
        "lines": [_line(one, at, calendar) for one in page.items],
        "keyset": page,
        "counts": count_work(actor, at=at),
        "is_centre": is_centre,
        "kinds": ContactKind.choices,
        "category_options": category_options(narrowing.category),
        "commune_options": commune_options(narrowing.area_code),
    }
    return render(request, "contact/desk/work.html", context)


def _narrowing(request: HttpRequest) -> WorkNarrowing:
    return WorkNarrowing(
        text=request.GET.get("q", "")[:120],
        kind=request.GET.get("loai", "")[:20],
        category=request.GET.get("linh-vuc", "")[:40],
        area_code=request.GET.get("xa", "")[:10],
        is_late=request.GET.get("han") == "qua-han",
    )


def _line(contact: Contact, at: datetime, calendar: WorkingCalendar) -> dict[str, object]:
    words, tone = deadline_words(contact, at, calendar)
    return {
        "contact": contact,
        "tone": STATE_TONES.get(contact.state, Tone.NEUTRAL),
        "deadline": words,
        "deadline_tone": tone,
    }


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one contact: what was said, why it is here, what can be done, what happened."""
    actor = actor_of(request)
    contact = access_contact(actor, code)
    return render(request, "contact/desk/detail.html", _context(contact, actor))


def _context(contact: Contact, actor: Actor) -> dict[str, object]:
    at = now()
    words, tone = deadline_words(contact, at, load_calendar())
    sought = Sought(
        category=contact.category_id or "",
        text=contact.text,
        latitude=contact.latitude,
        longitude=contact.longitude,
        area_code=contact.area.code if contact.area else "",
        but_not=contact.pk,
    )
    return {
        "contact": contact,
        "acts": open_acts(ACTS, contact, actor),
        "state_tone": STATE_TONES.get(contact.state, Tone.NEUTRAL),
        "deadline": words,
        "deadline_tone": tone,
        "entries": timeline(list(contact.events.order_by("id")), names_people=True),
        "answers": list(contact.answers.order_by("-number")),
        "may_mask": is_centre_officer(actor),
        "photos": list(contact.photos.select_related("upload__file").order_by("id")),
        "subtasks": list(contact.subtasks.select_related("agency").order_by("id")),
        "links": list(contact.links.order_by("id")),
        "hops": list(contact.hops.select_related("agency").order_by("ordinal")),
        "near": near_for_staff(actor, sought, at=at) if contact.kind == "FIELD_REPORT" else [],
        "duplicates": list(contact.duplicates.order_by("id")[:20]),
        "phone": mask(contact.reporter_phone),
        "has_reporter": bool(contact.reporter_name or contact.reporter_phone),
        "may_know": contact.is_known_to_agency or is_centre_officer(actor),
        "denunciation": _denunciation(contact, actor),
        "may_give_task": contact.closed_at is None
        and contact.agency_id in actor.agency_ids
        and actor.has_role(*APPROVER_ROLES),
        "may_make_application": contact.closed_at is None
        and contact.agency_id in actor.agency_ids
        and bool(contact.text)
        and (contact.person_id is not None or actor.has_role("CLERK")),
        "live_address": live_address(agency_topic(contact.agency_id), at=at),
    }


def _denunciation(contact: Contact, actor: Actor) -> object:
    """Give the sealed words to their receiver; nobody else gets here."""
    if contact.kind != ContactKind.DENUNCIATION or contact.agency_id not in actor.agency_ids:
        return None
    return getattr(contact, "denunciation", None)


@require_POST
@never_cache
@officer_required(*WORK_ROLES)
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Show who reported, once, for a stated reason that is written down."""
    actor = actor_of(request)
    contact = access_contact(actor, code)
    context = _context(contact, actor)
    try:
        because = request.POST.get("because", "")[:500]
        context["reporter"] = reveal_reporter(
            contact=contact, because=because, actor=actor, at=now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("contact:detail", args=[contact.code]))
    return render(request, "contact/desk/detail.html", context)
