"""The head of a unit arranges services, counters, the kiosk and the display."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import today
from tinhso.core.identifiers import new_token
from tinhso.counters.forms.set_up import CounterForm, ServiceForm, UnitForm
from tinhso.counters.models import Counter, PriorityClass, QueueUnit, Service
from tinhso.counters.operations import save_counter, save_service, save_unit
from tinhso.counters.permissions import (
    MANAGER_ROLES,
    access_counter_of_unit,
    access_own_unit,
    access_service_of_unit,
)
from tinhso.counters.views.display import phone_address
from tinhso.identity.api import officer_required
from tinhso.procedures.api import list_fields
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required(*MANAGER_ROLES)
def overview(request: HttpRequest) -> HttpResponseBase:
    """Show how the unit's queue is arranged; without one, offer to begin."""
    unit = access_own_unit(actor_of(request))
    if unit is None:
        return render(request, "counters/manage/begin.html")
    services = Service.objects.filter(agency_id=unit.agency_id)
    counters = Counter.objects.filter(agency_id=unit.agency_id)
    context = {
        "unit": unit,
        "services": services.prefetch_related("counters").order_by("sort_order", "letter"),
        "counters": counters.prefetch_related("services").order_by("number"),
        "priorities": PriorityClass.objects.order_by("sort_order"),
        "kiosk_url": _site(reverse("counters:kiosk", args=[unit.kiosk_token])),
        "display_url": _site(reverse("counters:display", args=[unit.agency.code])),
    }
    return render(request, "counters/manage/overview.html", context)


@require_POST
@officer_required(*MANAGER_ROLES)
def begin(request: HttpRequest) -> HttpResponseBase:
    """Give the officer's agency a queue."""
    actor = actor_of(request)
    if actor.agency_id is None:
        raise Http404
    if access_own_unit(actor) is None:
        save_unit(unit=QueueUnit(agency_id=actor.agency_id, kiosk_token=new_token()))
        messages.success(request, _("Đã bật hàng chờ. Hãy thêm nhóm lĩnh vực rồi thêm quầy."))
    return HttpResponseRedirect(reverse("counters:overview"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*MANAGER_ROLES)
def edit_unit(request: HttpRequest) -> HttpResponseBase:
    """Change how the unit runs its queue."""
    unit = _own_unit(request)
    form = UnitForm(request.POST if request.method == "POST" else None, instance=unit)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if form.cleaned_data["renews_kiosk"]:
            changed.kiosk_token = new_token()
        save_unit(unit=changed)
        return _saved(request)
    return _form_page(request, form, _("Cài đặt hàng chờ"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*MANAGER_ROLES)
def edit_service(request: HttpRequest, service_id: int | None = None) -> HttpResponseBase:
    """Add or change a service."""
    unit = _own_unit(request)
    service = Service(agency_id=unit.agency_id, slot_capacity=0)
    if service_id is not None:
        service = access_service_of_unit(actor_of(request), service_id)
    is_english = get_language() == "en"
    choices = [(one.code, one.name_en if is_english else one.name) for one in list_fields(today())]
    data = request.POST if request.method == "POST" else None
    form = ServiceForm(data, instance=service, choices=choices)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        changed.fields = form.cleaned_data["fields_taken"]
        save_service(service=changed)
        return _saved(request)
    return _form_page(
        request, form, _("Sửa nhóm lĩnh vực") if service_id else _("Thêm nhóm lĩnh vực")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*MANAGER_ROLES)
def edit_counter(request: HttpRequest, counter_id: int | None = None) -> HttpResponseBase:
    """Add or change a counter."""
    unit = _own_unit(request)
    counter = Counter(agency_id=unit.agency_id)
    if counter_id is not None:
        counter = access_counter_of_unit(actor_of(request), counter_id)
    form = CounterForm(request.POST if request.method == "POST" else None, instance=counter)
    if request.method == "POST" and form.is_valid():
        services = list(form.cleaned_data["services"])
        save_counter(counter=form.save(commit=False), services=services)
        return _saved(request)
    return _form_page(request, form, _("Sửa quầy") if counter_id else _("Thêm quầy"))


@require_safe
@officer_required(*MANAGER_ROLES)
def poster(request: HttpRequest) -> HttpResponseBase:
    """Give the sheet with the QR code for the door, ready to print."""
    unit = _own_unit(request)
    context = {"unit": unit, "phone_url": phone_address(unit)}
    return render(request, "counters/manage/poster.html", context)


def _own_unit(request: HttpRequest) -> QueueUnit:
    unit = access_own_unit(actor_of(request))
    if unit is None:
        raise Http404
    return unit


def _site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _saved(request: HttpRequest) -> HttpResponseRedirect:
    messages.success(request, _("Đã lưu."))
    return HttpResponseRedirect(reverse("counters:overview"))


def _form_page(request: HttpRequest, form: object, title: str) -> HttpResponseBase:
    context = {"form": form, "title": title}
    return render(request, "counters/manage/form.html", context)
