"""Hearing of an area: chosen by who is signed in, or by an address that agreed to a letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.contact.forms.citizen import SubscribeByMailForm, SubscribeForm
from tinhso.contact.operations.subscribing import (
    agree,
    ask_area_by_email,
    end,
    find_asked,
    subscribe_area,
    unsubscribe,
)
from tinhso.contact.queries.subscriptions import area_chosen, areas_of
from tinhso.contact.views.sending import new_challenge, require_human
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def areas(request: HttpRequest) -> HttpResponseBase:
    """Let anybody choose communes whose published reports they hear of."""
    actor = actor_of(request)
    return _own_areas(request, actor) if actor.is_citizen else _areas_by_mail(request)


def _own_areas(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if "bo" in request.POST:
        unsubscribe(area_code=request.POST["bo"][:10], actor=actor)
        return HttpResponseRedirect(reverse("contact:areas"))
    if request.method == "POST" and form.is_valid():
        subscribe_area(area_code=form.cleaned_data["area"], actor=actor, at=now())
        messages.success(request, _("Đã đăng ký. Có phản ánh mới được công khai bạn sẽ được báo."))
        return HttpResponseRedirect(reverse("contact:areas"))
    return render(request, "contact/public/areas.html", {"form": form, "areas": areas_of(actor)})


def _areas_by_mail(request: HttpRequest) -> HttpResponseBase:
    form = SubscribeByMailForm(request.POST if request.method == "POST" else None)
    sent_to, at = "", now()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            require_human(request, at=at)
            ask_area_by_email(area_code=said["area"], email=said["email"], at=at)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            sent_to = said["email"]
    context = {"form": form, "challenge": new_challenge(), "sent_to": sent_to, "is_by_mail": True}
    return render(request, "contact/public/areas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Where a letter leads: agree to hear of the area, or hear no more of it.

    Opening changes nothing: programs that look into letters open their links.
    """
    asked = find_asked(token, at=now())
    area = area_chosen(asked.area_code) if asked else None
    if asked is None or area is None:
        raise Http404
    if request.method == "POST" and "thoi" in request.POST:
        end(asked=asked)
        messages.success(request, _("Bạn không nhận tin về khu vực này nữa."))
        return HttpResponseRedirect(reverse("contact:areas"))
    if request.method == "POST":
        agree(asked=asked, at=now())
        messages.success(request, _("Đã đăng ký. Có phản ánh mới được công khai bạn sẽ được báo."))
        return HttpResponseRedirect(reverse("contact:area_by_mail", args=[token]))
    context = {"asked": asked, "area": area}
    return render(request, "contact/public/area_by_mail.html", context)
