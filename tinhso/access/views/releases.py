"""A second person releases a large file or a change of keys."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.access.forms import ReasonForm
from tinhso.access.models import ChangeKind
from tinhso.access.operations import (
    find_open_export,
    is_released,
    propose_export,
    propose_rotation,
    read_wanted,
)
from tinhso.access.permissions import ADMINISTRATOR
from tinhso.access.queries import list_changes
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.key_rotation import count_left
from tinhso.identity.api import officer_required, require_proof
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def large_file(request: HttpRequest) -> HttpResponse:
    """Say that a file needs two people; sent, propose it."""
    actor, at, file = actor_of(request), now(), read_wanted(request.GET.get("tep", ""))
    if file is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            propose_export(file=file, reason=reason, actor=actor, at=at)
        except DomainError as refusal:
            form.add_error("reason", refusal.message)
        else:
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "file": file,
        "waiting": find_open_export(file=file, actor=actor, at=at),
        "is_released": is_released(file=file, actor=actor, at=at),
    }
    status = 400 if form.errors else 200
    return render(request, "access/large_file.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(ADMINISTRATOR)
def keys(request: HttpRequest) -> HttpResponse:
    """Show what the newest key has not sealed yet; sent, propose to seal it."""
    actor, at = actor_of(request), now()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_proof(actor)
    if request.method == "POST" and form.is_valid():
        try:
            propose_rotation(reason=form.cleaned_data["reason"], actor=actor, at=at)
        except DomainError as refusal:
            form.add_error("reason", refusal.message)
        else:
            messages.success(request, _("Đã gửi đề nghị. Một quản trị viên khác phải xác nhận."))
            return redirect("access:keys")
    past = [one for one in list_changes(actor) if one.kind == ChangeKind.ROTATE_KEYS]
    context = {"form": form, "left": sum(count_left().values()), "changes": past[:5]}
    status = 400 if form.errors else 200
    return render(request, "access/keys.html", context, status=status)
