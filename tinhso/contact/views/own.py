"""The author's own page: look it up, see how far it is, reply, rate, ask again, withdraw, hide."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.contact.forms.citizen import LookUpForm, RatingForm, WordsForm
from tinhso.contact.models import (
    Contact,
    ContactEvent,
    ContactKind,
    ContactLink,
    Pause,
    Rating,
    Reopening,
)
from tinhso.contact.operations import (
    ask_reopening,
    hear_citizen,
    hide_contact,
    rate,
    withdraw,
)
from tinhso.contact.permissions import contacts_for, find_by_secret
from tinhso.contact.rules.masking import cut_up
from tinhso.contact.rules.moves import EMERGENCY_NUMBERS, MOVES
from tinhso.contact.views.opened import access_own, fresh_secret, remember_opened
from tinhso.contact.views.words import STATE_TONES, deadline_words, timeline
from tinhso.core.actors import SYSTEM
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import now
from tinhso.core.deadlines import Due, explain, reasons_from_json
from tinhso.core.errors import DomainError
from tinhso.core.look_ups import may_look_up, visitor_address
from tinhso.core.rls import acting_as
from tinhso.identity.api import citizen_required
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.components import Tone
from tinhso.ui.navigation import actor_of

_ALLOWED_A_CODE, _SPAN_OF_A_CODE = 10, timedelta(hours=1)


@require_safe
@never_cache
def received(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt: code, secret, who takes it, until when; numbers to call at once."""
    contact = access_own(request, code)
    context = {
        "contact": contact,
        "secret": fresh_secret(request, contact.code),
        "agency": agency_name_shown(contact.agency_id),
        "numbers": EMERGENCY_NUMBERS if contact.kind == ContactKind.EMERGENCY else (),
        "is_handed_over": contact.state == "HANDED_OVER",
    }
    return render(request, "contact/public/received.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def look_up(request: HttpRequest) -> HttpResponseBase:
    """Open a contact by code and secret; which of them is wrong is not told."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and not may_look_up(visitor_address(request)):
        form.add_error(None, gettext_lazy("Bạn tra cứu quá nhiều lần. Hãy đợi một phút."))
        status = 429
    elif request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        may = may_look_up(f"contact:{code}", allowed=_ALLOWED_A_CODE, span=_SPAN_OF_A_CODE)
        found = find_by_secret(code, form.cleaned_data["secret"]) if may else None
        if found is not None:
            remember_opened(request, found.code)
            return HttpResponseRedirect(reverse("contact:own", args=[found.code]))
        form.add_error(
            None,
            gettext_lazy("Mã phản ánh và mã bí mật không khớp. Hãy xem lại phiếu, hoặc gọi 1022."),
        )
    return render(request, "contact/public/look_up.html", {"form": form}, status=status)


@require_safe
@never_cache
@citizen_required
def own_list(request: HttpRequest) -> HttpResponse:
    """List what the signed-in citizen turned to the line for, newest first."""
    rows = contacts_for(actor_of(request)).order_by("-received_at")[:100]
    lines = [(one, STATE_TONES.get(one.state, Tone.NEUTRAL)) for one in rows]
    return render(request, "contact/public/own_list.html", {"lines": lines})


@require_safe
@never_cache
def own(request: HttpRequest, code: str) -> HttpResponse:
    """Show the author how far it is, and what they can do now."""
    return _show_own(request, access_own(request, code))


def _show_own(
    request: HttpRequest, contact: Contact, which: str = "", form: Form | None = None
) -> HttpResponse:
    at = now()
    head = contact.duplicate_of or contact
    with acting_as(SYSTEM):
        events = list(ContactEvent.objects.filter(contact=contact, is_public=True).order_by("id"))
        question = Pause.objects.filter(contact=contact, to_at__isnull=True).first()
        answer = head.answers.filter(state="PUBLISHED").order_by("-number").first()
        is_rated = Rating.objects.filter(contact=contact).exists()
        asked = Reopening.objects.filter(contact=contact).order_by("-id").first()
        head_code = head.code if head.pk != contact.pk else ""
        onward = list(ContactLink.objects.filter(contact=contact, kind="CASE").order_by("id"))
    words, tone = deadline_words(contact, at, load_calendar())
    is_answered = answer is not None and contact.state in ("ANSWERED", "REFUSED", "LINKED")
    context = {
        "contact": contact,
        "state_tone": STATE_TONES.get(contact.state, Tone.NEUTRAL),
        "deadline": words,
        "deadline_tone": tone,
        "agency": agency_name_shown(contact.agency_id),
        "entries": timeline(events, names_people=False),
        "question": question,
        "answer": answer,
        "head_code": head_code,
        "onward": onward,
        "pieces": cut_up(contact.text, [contact.reporter_name]),
        "why_due": _why_due(contact),
        "is_rated": is_rated,
        "reopening": asked,
        "may_rate": is_answered and not is_rated,
        "may_reopen": contact.state in ("ANSWERED", "REFUSED")
        and (asked is None or asked.state != "ASKED"),
        "may_withdraw": MOVES.allows(action="WITHDRAW", state=contact.state),
        "may_hide": contact.public_state in ("PUBLISHED", "WAITING"),
        "reply_form": form if which == "tra-loi" else WordsForm(auto_id="reply_%s"),
        "rating_form": form if which == "danh-gia" else RatingForm(),
        "reopen_form": form if which == "xu-ly-lai" else WordsForm(auto_id="again_%s"),
    }
    return render(request, "contact/public/own.html", context)


def _why_due(contact: Contact) -> list[str]:
    stored = contact.promise.get("reasons")
    if not stored or contact.due_at is None:
        return []
    return explain(Due(contact.due_at, reasons_from_json(stored)))


@require_POST
@never_cache
def act(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
    """Do what the author asked; a form with a fault comes back with what was typed."""
    contact = access_own(request, code)
    chosen = _ACTS.get(what)
    if chosen is None:
        raise Http404
    make_form, run, done = chosen
    form = make_form(request.POST)
    if not form.is_valid():
        return _show_own(request, contact, what, form)
    try:
        with transaction.atomic():
            run(request, contact, form)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(reverse("contact:own", args=[contact.code]))


def _reply(request: HttpRequest, contact: Contact, form: Form) -> None:
    words = form.cleaned_data["text"]
    hear_citizen(contact=contact, reply=words, actor=actor_of(request), at=now())


def _rate(request: HttpRequest, contact: Contact, form: Form) -> None:
    rate(
        contact=contact,
        score=form.cleaned_data["score"],
        comment=form.cleaned_data["comment"],
        actor=actor_of(request),
        at=now(),
    )


def _again(request: HttpRequest, contact: Contact, form: Form) -> None:
    words = form.cleaned_data["text"]
    ask_reopening(contact=contact, because=words, actor=actor_of(request), at=now())


def _withdraw(request: HttpRequest, contact: Contact, form: Form) -> None:
    withdraw(contact=contact, actor=actor_of(request), at=now())


def _hide(request: HttpRequest, contact: Contact, form: Form) -> None:
    hide_contact(contact=contact, actor=actor_of(request), at=now())


_ACTS: dict[str, tuple[type[Form], Callable[[HttpRequest, Contact, Form], None], object]] = {
    "tra-loi": (WordsForm, _reply, gettext_lazy("Đã gửi bổ sung. Thời hạn tiếp tục được tính.")),
    "danh-gia": (RatingForm, _rate, gettext_lazy("Cảm ơn bạn đã đánh giá.")),
    "xu-ly-lai": (
        WordsForm,
        _again,
        gettext_lazy("Đã gửi đề nghị. Người khác, không phải người đã xử lý, sẽ xem xét."),
    ),
    "rut": (Form, _withdraw, gettext_lazy("Đã rút phản ánh.")),
    "an": (Form, _hide, gettext_lazy("Phản ánh không còn hiện công khai.")),
}
