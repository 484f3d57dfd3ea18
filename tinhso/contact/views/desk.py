"""The operator's desk, telephone and form on one page, keyboard first; the supervisor's board."""

import re
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.contact.forms.calls import HandsetForm
from tinhso.contact.forms.officer import CallForm
from tinhso.contact.models import Call, CallState, Channel, Shift
from tinhso.contact.operations import (
    ContactRequest,
    Place,
    Receipt,
    Reporter,
    answer_at_once,
    begin_shift,
    end_shift,
    open_contact,
    set_away,
)
from tinhso.contact.operations.calls import link_call
from tinhso.contact.operations.history import DESK_TOPIC
from tinhso.contact.permissions import WORK_ROLES, is_centre_officer
from tinhso.contact.queries.board import history_of_caller, look_at_board
from tinhso.contact.queries.calls import CALLS_TOPIC
from tinhso.contact.queries.knowledge import look_in_knowledge
from tinhso.contact.queries.near import Near, Sought, near_for_staff
from tinhso.contact.queries.suggestions import suggest
from tinhso.contact.rules.moves import EMERGENCY_NUMBERS
from tinhso.contact.views.calls import access_call, telephone_context
from tinhso.contact.views.words import STATE_TONES
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token, new_token
from tinhso.core.live import live_address, with_live_address
from tinhso.core.sealed import blind_index
from tinhso.identity.api import officer_required
from tinhso.ui.components import Tone
from tinhso.ui.navigation import actor_of

_LEAST_TO_SUGGEST = 10


def centre_only(request: HttpRequest) -> Actor:
    """Give the acting officer of the centre.

    :raises Http404: anybody else; for them the desk does not exist.
    """
    actor = actor_of(request)
    if not is_centre_officer(actor):
        raise Http404
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*WORK_ROLES)
def call(request: HttpRequest) -> HttpResponseBase:
    """Take a call: who, their history, what answers it, what was reported nearby; then one key."""
    actor = centre_only(request)
    telephone = telephone_context(actor)
    taken = _call_taken(request, actor, telephone)
    form = CallForm(request.POST or None, initial={"phone": _first_number(request, taken)})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                receipt = _take_call(request, form, actor, taken)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            words = _("Đã ghi %(code)s. Mã bí mật đọc cho người gọi: %(secret)s")
            values = {"code": receipt.contact.code, "secret": receipt.secret}
            messages.success(request, words % values)
            return HttpResponseRedirect(reverse("contact:call"))
    key = request.POST.get("key", "")
    context = {
        **telephone,
        "form": form,
        "key": key if is_token(key) else new_token(),
        "call": taken,
        "numbers": EMERGENCY_NUMBERS,
        "shift": Shift.objects.filter(person_id=actor.person_id or 0, to_at=None).first(),
        "handset_form": HandsetForm(),
        "live_address": live_address(CALLS_TOPIC, at=now()),
        **_beside(request, actor, _first_number(request, taken)),
    }
    status = 422 if form.errors else 200
    return render(request, "contact/desk/call.html", context, status=status)


@require_safe
def former_address(request: HttpRequest) -> HttpResponse:
    """Lead from where the telephone had a page of its own to the desk."""
    return HttpResponsePermanentRedirect(reverse("contact:call"))


def _call_taken(request: HttpRequest, actor: Actor, telephone: dict[str, object]) -> Call | None:
    """Give the call that is taken down: the one named, else the one being talked."""
    named = request.POST.get("call", "") or request.GET.get("cuoc-goi", "")
    if named.isdecimal():
        return access_call(actor, int(named))
    current = telephone["current"]
    if not isinstance(current, Call) or current.contact_id is not None:
        return None
    return current if current.state == CallState.TALKING else None


def _first_number(request: HttpRequest, taken: Call | None) -> str:
    return taken.number if taken else request.GET.get("so", "")[:20]


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def call_beside(request: HttpRequest) -> HttpResponse:
    """Give what belongs beside the form as it is being typed."""
    return render(request, "contact/desk/_beside.html", _beside(request, centre_only(request)))


def _beside(request: HttpRequest, actor: Actor, number: str = "") -> dict[str, object]:
    asked = request.POST if request.method == "POST" else request.GET
    phone = _number(asked.get("phone", "") or number)
    past = history_of_caller(actor, blind_index(f"contact-phone:{phone}")) if phone else []
    words, area = asked.get("text", "")[:300], asked.get("area", "")[:10]
    near: list[Near] = []
    if area and asked.get("category"):
        sought = Sought(category=asked["category"][:40], text=words, area_code=area)
        near = near_for_staff(actor, sought, at=now())
    is_enough = len(words) >= _LEAST_TO_SUGGEST
    return {
        "past": [(one, STATE_TONES.get(one.state, Tone.NEUTRAL)) for one in past],
        "near": near,
        "known": look_in_knowledge(" ".join(words.split()[:6])),
        "phone": phone,
        "suggestions": suggest(words, area_code=area) if is_enough else None,
    }


def _number(typed: str) -> str:
    digits = re.sub(r"\D", "", typed)
    return f"0{digits[2:]}" if digits.startswith("84") else digits


def _take_call(request: HttpRequest, form: CallForm, actor: Actor, taken: Call | None) -> Receipt:
    values, key = form.cleaned_data, request.POST.get("key", "")
    asked = ContactRequest(
        kind=values["kind"],
        text=values["text"],
        channel=Channel.PHONE,
        category=values["category"],
        place=Place(area_code=values["area"], address=values["address"]),
        reporter=Reporter(name=values["name"], phone=_number(values["phone"])),
        priority=values["priority"],
    )
    receipt = open_contact(asked=asked, actor=actor, at=now(), key=key if is_token(key) else "")
    if taken is not None and taken.contact_id is None:
        link_call(call=taken, contact=receipt.contact, at=now())
    if values["answer"].strip() and receipt.contact.state == "NEW":
        answer_at_once(contact=receipt.contact, text=values["answer"], actor=actor, at=now())
    return receipt


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def board(request: HttpRequest) -> HttpResponse:
    """Show the line as it is now; the page hears of changes and reads again."""
    actor, at = centre_only(request), now()
    context = {
        "board": look_at_board(actor, at=at),
        "live_address": live_address(DESK_TOPIC, at=at),
        "at": at,
        "shift": Shift.objects.filter(person_id=actor.person_id or 0, to_at=None).first(),
    }
    return render(request, "contact/desk/board.html", context)


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def board_content(request: HttpRequest) -> HttpResponse:
    """Give the part of the board that changes."""
    actor, at = centre_only(request), now()
    context = {"board": look_at_board(actor, at=at), "at": at}
    page = render(request, "contact/desk/_board.html", context)
    return with_live_address(page, DESK_TOPIC, at=at)


@require_POST
@officer_required(*WORK_ROLES)
def shift(request: HttpRequest, what: str) -> HttpResponse:
    """Begin, pause, resume or end the acting operator's shift."""
    actor = centre_only(request)
    acts: dict[str, Callable[[], object]] = {
        "vao-ca": lambda: begin_shift(actor=actor, at=now()),
        "tam-vang": lambda: set_away(is_away=True, actor=actor),
        "tro-lai": lambda: set_away(is_away=False, actor=actor),
        "het-ca": lambda: end_shift(actor=actor, at=now()),
    }
    if what not in acts:
        raise Http404
    acts[what]()
    back = "contact:call" if request.POST.get("from") == "call" else "contact:board"
    return HttpResponseRedirect(reverse(back))
