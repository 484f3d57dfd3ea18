"""A citizen's own vault: what is in it, whether it holds, where it was used, who looked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import now, today
from tinhso.core.keyset import BadCursor
from tinhso.documents.api import serve_small_picture, serve_upload
from tinhso.identity.api import (
    ConsentPurpose,
    citizen_required,
    list_consents,
    list_looks_at,
    list_lookups,
)
from tinhso.ui.navigation import actor_of
from tinhso.vault.forms import PapersFilterForm
from tinhso.vault.operations import erase_paper
from tinhso.vault.permissions import access_paper_for_citizen
from tinhso.vault.queries import count_ending, list_uses, papers_page, reason_of
from tinhso.vault.views.words import (
    looks_table,
    lookups_table,
    provenance_rows,
    renewal_words,
    uses_table,
    validity,
)


@require_safe
@never_cache
@citizen_required
def papers(request: HttpRequest) -> HttpResponse:
    """List the citizen's papers with what is allowed to be done with them."""
    actor, on = actor_of(request), today()
    form = PapersFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    try:
        page = papers_page(
            actor,
            on=on,
            words=asked.get("tu_khoa", ""),
            which=asked.get("loai", ""),
            cursor=request.GET.get("trang"),
        )
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    given = {consent.purpose: consent for consent in list_consents(actor.person_id or 0, at=now())}
    lookups = [] if request.GET.get("trang") else list_lookups(actor.person_id or 0)
    context = {
        "listed": page,
        "lookups": lookups,
        "lookups_table": lookups_table(lookups),
        "rows": [(paper, *validity(paper, on)) for paper in page.items],
        "asked": asked,
        "ending": 0 if request.GET else count_ending(actor, on=on),
        "choices": form.fields["loai"].choices,  # type: ignore[attr-defined]
        "consents": [
            (purpose, given.get(purpose))
            for purpose in (ConsentPurpose.REUSE_AT_COUNTER, ConsentPurpose.REGISTER_AUTOFILL)
        ],
    }
    return render(request, "vault/citizen/papers.html", context)


@require_safe
@never_cache
@citizen_required
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """Show one paper: picture, validity, provenance, uses, sharing, looks."""
    found = access_paper_for_citizen(actor_of(request), token)
    words, tone = validity(found, today())
    file = f"upload:{found.upload.token}" if found.upload else ""
    looks = list_looks_at(found.person_id, found.reference, *([file] if file else []))
    uses = list_uses(found)
    shares = list_consents(
        found.person_id,
        at=now(),
        purpose=ConsentPurpose.SHARE_PAPER,
        subject=found.reference,
    )
    context = {
        "paper": found,
        "validity": words,
        "tone": tone,
        "renewal_words": renewal_words(found, today()),
        "is_usable": not reason_of(found, today()),
        "rows": provenance_rows(found),
        "looks": looks,
        "looks_table": looks_table(looks),
        "uses": uses,
        "uses_table": uses_table(uses),
        "shares": shares,
    }
    return render(request, "vault/citizen/paper.html", context)


@require_safe
@citizen_required
def picture(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the paper's first page."""
    found = access_paper_for_citizen(actor_of(request), token)
    return serve_small_picture(found.upload)  # type: ignore[arg-type] # only erased ones have none


@require_safe
@citizen_required
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand the signed file to its owner."""
    found = access_paper_for_citizen(actor_of(request), token)
    return serve_upload(found.upload)  # type: ignore[arg-type] # only erased ones have none


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then take the paper out of the vault."""
    actor = actor_of(request)
    found = access_paper_for_citizen(actor, token)
    if request.method == "POST":
        erase_paper(paper=found, actor=actor, at=now())
        messages.success(request, _("Đã xóa giấy tờ khỏi kho."))
        return HttpResponseRedirect(reverse("vault:papers"))
    context = {
        "title": _("Xóa “%(paper)s” khỏi kho?") % {"paper": found.title},
        "text": _(
            "Dữ liệu và bản lưu trong kho sẽ mất hẳn, không lấy lại được. Bản gốc do cơ quan ban"
            " hành vẫn nằm trong lưu trữ của cơ quan theo luật; hồ sơ đã nộp không thay đổi."
        ),
        "action_text": _("Xóa khỏi kho"),
        "cancel_url": reverse("vault:paper", args=[found.token]),
        "is_dangerous": True,
    }
    return render(request, "ui/components/confirm/page.html", context)
