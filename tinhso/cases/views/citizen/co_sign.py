"""The page of somebody asked to sign: everything that will be filed, agree or decline, withdraw."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import (
    Action,
    CoSignature,
    CoSignatureState,
    Draft,
    access_co_signature,
    agree_to_sign,
    allowed_actions,
    attached_papers,
    decline_to_sign,
    hash_of_draft,
    withdraw_as_co_signer,
)
from tinhso.cases.forms.citizen import WithdrawForm
from tinhso.cases.forms.co_signing import DeclineForm
from tinhso.cases.forms.papers import in_words
from tinhso.cases.queries import claim_invitations, commune_names, party_words
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents.api import serve_upload
from tinhso.identity.api import citizen_required, record_look
from tinhso.orgs.api import agency_name_shown
from tinhso.procedures.api import load_form, papers_of
from tinhso.ui.components import ErrorLink
from tinhso.ui.navigation import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
@shows_refusals(back="cases:co_sign")
def co_sign(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is to be signed; sent, agree to exactly what was shown, or decline."""
    actor = actor_of(request)
    signature = _open(actor, token)
    if request.method != "POST":
        return _show(request, signature, DeclineForm(), [])
    if request.POST.get("go") == "decline":
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return _show(request, signature, form, [])
        reason = form.cleaned_data["reason"]
        decline_to_sign(signature=signature, reason=reason, actor=actor, at=now())
        messages.success(request, _("Đã gửi lời từ chối. Người nộp được báo ngay."))
        return HttpResponseRedirect(request.path)
    if request.POST.get("agreed") != "on":
        text = _("Đánh dấu vào ô cam đoan để đồng ý.")
        return _show(request, signature, DeclineForm(), [ErrorLink("#agreed", text)])
    seen = request.POST.get("seen", "")
    agree_to_sign(signature=signature, seen_hash=seen, actor=actor, at=now())
    messages.success(request, _("Đã ghi sự đồng ý của bạn. Người nộp được báo ngay."))
    return HttpResponseRedirect(request.path)


def _open(actor: Actor, token: str) -> CoSignature:
    if actor.is_citizen and not actor.is_limited:
        claim_invitations(actor)
    return access_co_signature(actor, token)


def _show(
    request: HttpRequest, signature: CoSignature, form: DeclineForm, errors: list[ErrorLink]
) -> HttpResponse:
    actor = actor_of(request)
    with acting_as(SYSTEM):  # the invited read what is written, and write nothing in it
        context = _content(signature, actor)
    _note_look(actor, context["draft"])
    context |= {"signature": signature, "form": form, "error_links": errors}
    return render(request, "cases/citizen/co_sign.html", context)


def _content(signature: CoSignature, actor: Actor) -> dict[str, Any]:
    """Give everything that will be filed, as it is now, and the hash of exactly that."""
    draft = Draft.objects.select_related("version__procedure", "person", "competent_agency").get(
        pk=signature.draft_id
    )
    case = signature.case
    names = {paper["code"]: in_words(paper["name"]) for paper in papers_of(draft.version)}
    may_withdraw = case is not None and case.decided_at is None
    actions = allowed_actions(actor=actor, case=case) if case and may_withdraw else frozenset()
    return {
        "draft": draft,
        "version": draft.version,
        "case": case,
        "applicant_name": draft.person.full_name,
        "part": in_words(party_words(draft.version, signature.party)),
        "agency": agency_name_shown(draft.competent_agency_id) if draft.competent_agency_id else "",
        "sections": load_form(draft.version).summary(draft.form, areas=commune_names),
        "papers": [(names.get(p.paper_code, ""), p.upload) for p in attached_papers(draft)],
        "seen": hash_of_draft(draft),
        "is_asked": case is None and signature.state == CoSignatureState.INVITED,
        "can_withdraw": Action.WITHDRAW in actions,
    }


def _note_look(actor: Actor, draft: Draft) -> None:
    record_look(
        actor=actor,
        person_id=draft.person_id,
        purpose=_("Đọc hồ sơ được mời cùng ký"),
        subject=draft.version.name[:80],
        at=now(),
    )


@require_safe
@citizen_required
def co_sign_paper(request: HttpRequest, token: str, upload_token: str) -> HttpResponseBase:
    """Hand out a paper of what somebody is asked to sign."""
    signature = _open(actor_of(request), token)
    with acting_as(SYSTEM):
        draft = Draft.objects.get(pk=signature.draft_id)
        papers = {paper.upload.token: paper.upload for paper in attached_papers(draft)}
        if upload_token not in papers:
            raise Http404
        return serve_upload(papers[upload_token])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:co_sign")
def co_sign_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then take the filed case back: any who signed it may."""
    actor = actor_of(request)
    signature = _open(actor, token)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    back = partial(reverse, "cases:co_sign", args=[token])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_as_co_signer(signature=signature, reason=reason, actor=actor, at=now())
        messages.success(request, _("Đã rút hồ sơ. Cơ quan không giải quyết hồ sơ này nữa."))
        return HttpResponseRedirect(back())
    context = {
        "title": _("Rút hồ sơ bạn đã cùng ký?"),
        "text": _(
            "Thiếu đồng ý của bạn thì hồ sơ không còn đủ người ký nên cơ quan dừng giải quyết. Mọi"
            " người cùng ký được báo. Rút rồi thì không lấy lại được."
        ),
        "form": form,
        "action_text": _("Rút hồ sơ"),
        "cancel_url": back(),
        "is_dangerous": True,
    }
    return render(request, "ui/components/confirm/page.html", context)
