"""A citizen reserves a time at a unit, and gives it back."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import local, now
from tinhso.core.errors import DomainError
from tinhso.counters.forms.visitors import BookingForm
from tinhso.counters.models import QueueUnit, Service
from tinhso.counters.operations import book, cancel_booking
from tinhso.counters.permissions import access_booking, access_unit
from tinhso.counters.queries import (
    FreeSlot,
    list_bookings_in_full,
    list_free_slots,
    units_with_bookings,
)
from tinhso.identity.api import citizen_required
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@citizen_required
def bookings(request: HttpRequest) -> HttpResponseBase:
    """Show the citizen's bookings and where a time can be booked."""
    subject = request.GET.get("viec", "")[:200]
    context = {
        "bookings": list_bookings_in_full(actor_of(request), at=now()),
        "units": units_with_bookings(),
        "subject": subject,
    }
    return render(request, "counters/public/bookings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def reserve(request: HttpRequest, agency_code: str, letter: str) -> HttpResponseBase:
    """Show the free times of a service; sent, reserve one."""
    unit, service = _bookable(agency_code, letter)
    at = now()
    initial = {"subject": request.GET.get("viec", "")[:200]}
    form = BookingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                booked = book(
                    unit=unit,
                    service=service,
                    starts_at=form.cleaned_data["starts_at"],
                    subject=form.cleaned_data["subject"],
                    actor=actor_of(request),
                    at=at,
                )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            words = _("Đã đặt lịch %(time)s ngày %(day)s. Mã lịch hẹn: %(code)s.")
            moment = local(booked.starts_at)
            values = {"time": f"{moment:%H:%M}", "day": f"{moment:%d/%m/%Y}", "code": booked.code}
            messages.success(request, words % values)
            return HttpResponseRedirect(reverse("counters:bookings"))
    days = _by_day(list_free_slots(unit, service, at=at))
    context = {"unit": unit, "service": service, "form": form, "days": days}
    return render(request, "counters/public/reserve.html", context)


@require_POST
@citizen_required
def give_back(request: HttpRequest, booking_id: int) -> HttpResponseBase:
    """Cancel a booking."""
    try:
        with transaction.atomic():
            cancel_booking(booking=access_booking(actor_of(request), booking_id), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã huỷ lịch hẹn. Giờ này dành cho người khác."))
    return HttpResponseRedirect(reverse("counters:bookings"))


def _bookable(agency_code: str, letter: str) -> tuple[QueueUnit, Service]:
    unit = access_unit(agency_code)
    for other, services in units_with_bookings():
        for service in services:
            if other.pk == unit.pk and service.letter == letter:
                return unit, service
    raise Http404


def _by_day(slots: Sequence[FreeSlot]) -> list[tuple[object, list[FreeSlot]]]:
    return [
        (day, list(of_day))
        for day, of_day in groupby(slots, key=lambda slot: slot.starts_at.date())
    ]
