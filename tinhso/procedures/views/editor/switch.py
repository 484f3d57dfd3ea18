"""The channel switch of a procedure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now, today
from tinhso.procedures.api import (
    find_current_version,
    open_channels_of,
    possible_channels_of,
    switch_channels,
)
from tinhso.procedures.forms import SwitchForm
from tinhso.procedures.views.editor.desk import editor_page
from tinhso.procedures.views.presentation import channel_names
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def switch_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask which channels are open, and why; it holds at once."""
    version = find_current_version(slug, today())
    if version is None:
        raise Http404
    names = channel_names()
    form = SwitchForm(
        request.POST if request.method == "POST" else None,
        possible=[(code, names[code]) for code in possible_channels_of(version)],
        opened=open_channels_of(version),
    )
    if request.method == "POST" and form.is_valid():
        change = switch_channels(
            version=version,
            opened=form.cleaned_data["channels"],
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
            at=now(),
        )
        text = _("Đã đổi hình thức nộp.") if change else _("Các hình thức này đã đang mở.")
        messages.success(request, text)
        return redirect("procedures:procedure_admin", slug)
    context = {"form": form, "version": version, "procedure": version.procedure}
    return render(
        request, "procedures/admin/switch.html", context, status=400 if form.errors else 200
    )
