"""The page of the registers an agency arranged: opening one for some kinds, closing it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.records.forms.registers import RegisterForm
from tinhso.records.models import OutgoingRegister
from tinhso.records.operations import close_register, open_register
from tinhso.records.queries import list_arranged, list_registers
from tinhso.records.views.words import kind_name
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def registers(request: HttpRequest) -> HttpResponseBase:
    """Show which register each kind takes its number from; open one for some kinds."""
    actor = actor_of(request)
    agency_id = actor.agency_id or 0
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_register(
                agency_id=agency_id,
                name=form.cleaned_data["name"],
                kinds=form.cleaned_data["kinds"],
                actor=actor,
                at=now(),
            )
        except DomainError as refusal:
            form.add_error("kinds", refusal.message)
        else:
            messages.success(request, _opened_words(opened))
            return redirect("records:registers")
    choices = list_registers(agency_id, today().year)
    context = {
        "form": form,
        "year": today().year,
        "arranged": [_row(one) for one in list_arranged(agency_id)],
        "alone": [kind_name(one.code) for one in choices if not one.is_arranged],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "records/outgoing/registers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def close(request: HttpRequest, register_id: int) -> HttpResponseBase:
    """Ask once, then close a register."""
    actor = actor_of(request)
    rows = OutgoingRegister.objects.filter(agency_id=actor.agency_id or 0)
    found = rows.filter(pk=register_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            closed = close_register(register=found, actor=actor, at=now())
            words = _("Đã đóng sổ “%(name)s” từ năm %(year)s. Sổ cũ vẫn xem và in được.")
            messages.success(request, words % {"name": closed.name, "year": closed.end_year})
        except DomainError as refusal:
            messages.error(request, refusal.message)
        return redirect("records:registers")
    context = {
        "title": _("Đóng sổ “%(name)s”?") % {"name": found.name},
        "text": _(
            "Năm nay đã cấp số thì sổ đóng khi hết ngày 31/12; chưa cấp số thì đóng ngay. Sau đó"
            " mỗi loại văn bản trở về sổ của loại mình."
        ),
        "action_text": _("Đóng sổ"),
        "cancel_url": reverse("records:registers"),
        "is_dangerous": True,
        "base_template": "ui/officer_base.html",
    }
    return render(request, "ui/components/confirm/page.html", context)


def _row(register: OutgoingRegister) -> dict[str, object]:
    is_over = register.end_year is not None and register.end_year <= today().year
    return {
        "register": register,
        "kinds": ", ".join(kind_name(code) for code in register.kinds),
        "is_closing": register.end_year is not None and not is_over,
        "is_closed": is_over,
        "is_coming": register.first_year > today().year and register.end_year is None,
        "last_year": register.end_year - 1 if register.end_year else None,
    }


def _opened_words(register: OutgoingRegister) -> str:
    if register.first_year > today().year:
        words = _(
            "Đã mở sổ “%(name)s”. Năm nay có loại văn bản đã cấp số, nên sổ dùng từ 01/01/%(year)s."
        )
    else:
        words = _("Đã mở sổ “%(name)s”, dùng ngay từ năm %(year)s.")
    return words % {"name": register.name, "year": register.first_year}
