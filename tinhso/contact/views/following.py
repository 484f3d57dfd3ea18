"""Following a published report without an account: an address, a code, and a way to stop."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.contact.forms.following import CodeForm, FollowForm
from tinhso.contact.models import FollowRequest
from tinhso.contact.operations.following_by_address import (
    ask_to_follow,
    confirm_follow,
    stop_following,
)
from tinhso.contact.queries.public import get_published
from tinhso.contact.views.sending import new_challenge, require_human
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow_by_address(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask for an address and send a code to it."""
    contact, at = get_published(code), now()
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            require_human(request, at=at)
            asked = ask_to_follow(
                contact=contact, email=said.get("email", ""), phone=said.get("phone", ""), at=at
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return HttpResponseRedirect(reverse("contact:confirm_follow", args=[asked.token]))
    context = {"contact": contact, "form": form, "challenge": new_challenge()}
    return render(request, "contact/public/follow.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for the code that was sent; proved, say so and how to stop."""
    with acting_as(SYSTEM):
        rows = FollowRequest.objects.select_related("contact")
        asked = rows.filter(token=token, contact__public_state="PUBLISHED").first()
    if asked is None:
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_follow(asked=asked, code=form.cleaned_data["code"], at=now())
        except DomainError as refusal:
            form.add_error("code", refusal.message)
        else:
            messages.success(request, _("Đã xác nhận. Có tin mới về phản ánh này bạn sẽ được báo."))
            return HttpResponseRedirect(reverse("contact:confirm_follow", args=[token]))
    context = {"asked": asked, "form": form, "contact": asked.contact}
    return render(request, "contact/public/follow_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop telling an address."""
    if request.method == "POST":
        contact = stop_following(token=token)
        if contact is None:
            raise Http404
        messages.success(request, _("Bạn không còn theo dõi phản ánh này."))
        return HttpResponseRedirect(reverse("contact:home"))
    context = {
        "title": _("Thôi theo dõi phản ánh này?"),
        "text": _("Bạn không nhận tin về phản ánh này nữa."),
        "action_text": _("Thôi theo dõi"),
        "cancel_url": reverse("contact:home"),
        "is_dangerous": False,
        "base_template": "ui/base.html",
    }
    return render(request, "ui/components/confirm/page.html", context)
