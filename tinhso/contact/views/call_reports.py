"""From a call to a contact in seconds: the form beside the call, with what the machine suggests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.contact.forms.calls import CallReportForm
from tinhso.contact.models import Call, Channel
from tinhso.contact.operations.calls import link_call
from tinhso.contact.operations.opening import ContactRequest, Place, Reporter, open_contact
from tinhso.contact.queries import calls as queries
from tinhso.contact.queries.suggestions import suggest
from tinhso.contact.rules.moves import EMERGENCY_NUMBERS
from tinhso.contact.views.calls import access_call, operator_of
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def report(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show the form beside the call, or open the contact it describes."""
    actor = operator_of(request)
    call = access_call(actor, call_id)
    form = CallReportForm(request.POST or None)
    if request.method == "POST" and "suggest" not in request.POST and form.is_valid():
        try:
            return _open(request, actor, call, form)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    status = 422 if request.method == "POST" and "suggest" not in request.POST else 200
    if "suggest" in request.POST:
        form = CallReportForm(initial=request.POST.dict())
    context = {
        "call": call,
        "form": form,
        "suggestions": _suggested(request),
        "history": queries.caller_history(actor, call),
        "emergency_numbers": EMERGENCY_NUMBERS,
    }
    return render(request, "contact/calls/report.html", context, status=status)


@require_POST
@officer_required()
def suggestions(request: HttpRequest) -> HttpResponse:
    """Give what the text so far suggests, for the part of the form that changes."""
    operator_of(request)
    return render(request, "contact/calls/_suggestions.html", {"suggestions": _suggested(request)})


def _suggested(request: HttpRequest) -> object:
    text = request.POST.get("text", "")[:5000]
    area = request.POST.get("area", "")[:10]
    return suggest(text, area_code=area) if len(text) >= 10 else None


def _open(request: HttpRequest, actor: Actor, call: Call, form: CallReportForm) -> HttpResponse:
    said = form.cleaned_data
    asked = ContactRequest(
        kind=said["kind"],
        text=said["text"],
        channel=Channel.PHONE,
        category=said["category"],
        place=Place(area_code=said["area"], address=said["address"]),
        reporter=Reporter(name=said["name"], phone=call.number),
    )
    receipt = open_contact(asked=asked, actor=actor, at=now(), key=f"call:{call.pk}:report")
    link_call(call=call, contact=receipt.contact, at=now())
    words = _("Đã ghi nhận. Đọc cho người gọi: mã %(code)s, mã bí mật %(secret)s.")
    messages.success(request, words % {"code": receipt.contact.code, "secret": receipt.secret})
    return HttpResponseRedirect(reverse("contact:telephone"))
