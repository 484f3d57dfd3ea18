"""The applicant's page about who signs with them: adding, inviting, signatures on paper."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Draft,
    FormInvalid,
    Named,
    PapersMissing,
    PlaceNotChosen,
    VariantNotChosen,
    access_draft,
    add_co_signer,
    invite_co_signers,
    is_at_counter,
    note_paper_signature,
    remove_co_signer,
)
from tinhso.cases.forms.co_signing import CoSignerForm
from tinhso.cases.queries import have_all_agreed, list_signers
from tinhso.cases.views.citizen.frame import draft_context, filed_elsewhere
from tinhso.cases.views.citizen.path import CO_SIGNERS, path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import signed_in_required
from tinhso.procedures.api import co_signing_of
from tinhso.ui.components import ErrorLink
from tinhso.ui.navigation import actor_of

_UNFINISHED = (FormInvalid, PapersMissing, PlaceNotChosen, VariantNotChosen)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_co_signers(request: HttpRequest, token: str) -> HttpResponse:
    """Show who has to sign and what they said; sent, add, take out, invite or note one on paper."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    if co_signing_of(draft.version) is None:
        raise Http404
    if request.method != "POST":
        return _show(request, draft, CoSignerForm(), [])
    return _answer(request, draft)


def _answer(request: HttpRequest, draft: Draft) -> HttpResponse:
    go = request.POST.get("go", "")
    form = CoSignerForm(request.POST if go == "add" else None)
    if go == "next":
        return HttpResponseRedirect(path_of(draft).after(CO_SIGNERS).url)
    if go == "add" and not form.is_valid():
        return _show(request, draft, form, [])
    try:
        with transaction.atomic():
            _ACTS.get(go, _act_on_one)(request, draft, form)
    except DomainError as refusal:
        return _show(request, draft, form, [_link(draft, refusal)])
    return HttpResponseRedirect(request.path)


def _add(request: HttpRequest, draft: Draft, form: CoSignerForm) -> None:
    answers = form.cleaned_data
    named = Named(answers["full_name"].strip(), answers["identity_number"].strip())
    add_co_signer(draft=draft, named=named, at=now())
    messages.success(request, _("Đã thêm. Bấm “Mời ký” khi hồ sơ đã viết xong."))


def _invite(request: HttpRequest, draft: Draft, form: CoSignerForm) -> None:
    count = invite_co_signers(draft=draft, at=now())
    words = ngettext("Đã mời %(n)s người ký.", "Đã mời %(n)s người ký.", count) % {"n": count}
    messages.success(request, words)


def _act_on_one(request: HttpRequest, draft: Draft, form: CoSignerForm) -> None:
    """Take out, or note the paper signature of, the person a button names."""
    if removed := request.POST.get("remove"):
        remove_co_signer(draft=draft, token=removed)
        messages.success(request, _("Đã bỏ khỏi danh sách."))
    elif signed := request.POST.get("paper"):
        note_paper_signature(draft=draft, named=signed, actor=actor_of(request), at=now())
        messages.success(request, _("Đã ghi: ký giấy trước mặt cán bộ."))


_ACTS: dict[str, Callable[[HttpRequest, Draft, CoSignerForm], None]] = {
    "add": _add,
    "invite": _invite,
}


def _link(draft: Draft, refusal: DomainError) -> ErrorLink:
    """Lead what is not written yet to the check page, which names every gap."""
    if isinstance(refusal, _UNFINISHED):
        text = _("Hồ sơ chưa viết xong nên chưa mời ký được. Hãy xem trang “Kiểm tra và nộp”.")
        return ErrorLink(reverse("cases:draft_check", args=[draft.token]), text)
    return ErrorLink("#signers", refusal.message)


def _show(
    request: HttpRequest, draft: Draft, form: CoSignerForm, errors: list[ErrorLink]
) -> HttpResponse:
    signers = list_signers(draft)
    co_signing = co_signing_of(draft.version) or {}
    context = {
        **draft_context(request, draft, CO_SIGNERS),
        "signers": signers,
        "others": co_signing.get("others"),
        "form": form,
        "error_links": errors,
        "is_at_counter": is_at_counter(draft) and actor_of(request).has_role("CLERK"),
        "has_all": have_all_agreed(signers),
        "may_invite": any(signer.state not in {"INVITED", "AGREED"} for signer in signers),
    }
    status = 409 if errors else 200
    return render(request, "cases/draft/co_signers.html", context, status=status)
