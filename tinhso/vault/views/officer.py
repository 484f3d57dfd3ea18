"""What officers may see of people's vaults: what was shared with them, what they verified."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import now, today
from tinhso.core.keyset import BadCursor
from tinhso.documents.api import serve_small_picture
from tinhso.identity.api import officer_required, record_look
from tinhso.ui.navigation import actor_of
from tinhso.vault.forms import RevokeForm
from tinhso.vault.models import VaultPaper
from tinhso.vault.operations import revoke_paper
from tinhso.vault.permissions import access_paper_for_officer, may_revoke, with_sources
from tinhso.vault.queries import list_shared
from tinhso.vault.views.words import provenance_rows, validity


@require_safe
@never_cache
@officer_required()
def shared(request: HttpRequest) -> HttpResponse:
    """List the papers people share with the officer's agencies; opening one is recorded."""
    try:
        page = list_shared(actor_of(request), cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    sources = with_sources(page.items)
    papers = [sources[paper.pk] for paper in page.items]
    rows = [(paper, *validity(paper, today())) for paper in papers]
    return render(request, "vault/officer/shared.html", {"listed": page, "rows": rows})


@require_safe
@never_cache
@officer_required()
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """Show a shared paper with its provenance; the person sees that it was looked at."""
    actor = actor_of(request)
    found = access_paper_for_officer(actor, token, now())
    _note_look(request, found)
    words, tone = validity(found, today())
    context = {
        "paper": found,
        "validity": words,
        "tone": tone,
        "rows": provenance_rows(found),
        "may_revoke": may_revoke(actor, found),
    }
    return render(request, "vault/officer/paper.html", context)


@require_safe
@officer_required()
def picture(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the first page of a shared paper; part of the look its page recorded."""
    found = access_paper_for_officer(actor_of(request), token, now())
    return serve_small_picture(found.upload)  # type: ignore[arg-type] # only erased ones have none


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("LEADER", "REGISTRAR")
def revoke(request: HttpRequest, token: str) -> HttpResponse:
    """Ask why, then take back what the agency verified."""
    actor = actor_of(request)
    found = access_paper_for_officer(actor, token, now())
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        revoke_paper(paper=found, reason=form.cleaned_data["reason"], actor=actor, at=now())
        messages.success(request, _("Đã thu hồi. Giấy tờ này không còn được dùng lại."))
        return HttpResponseRedirect(reverse("vault:officer_paper", args=[found.token]))
    context = {
        "title": _("Thu hồi “%(paper)s”?") % {"paper": found.title},
        "text": _("Giấy tờ sẽ không được dùng lại trong hồ sơ mới; người dân thấy lý do."),
        "action_text": pgettext("consent", "Thu hồi"),
        "cancel_url": reverse("vault:officer_paper", args=[found.token]),
        "is_dangerous": True,
        "form": form,
        "base_template": "ui/officer_base.html",
    }
    return render(request, "ui/components/confirm/page.html", context)


def _note_look(request: HttpRequest, found: VaultPaper) -> None:
    record_look(
        actor=actor_of(request),
        person_id=found.person_id,
        purpose=_("Xem giấy tờ được chia sẻ"),
        subject=found.title,
        at=now(),
        reference=found.reference,
    )
