"""What the applicant does to a case: adds what was asked, takes it back, rates the service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Action,
    Case,
    CaseActionRefused,
    ReasonRequired,
    access_case_for_citizen,
    allowed_actions,
    complain,
    provide_supplement,
    rate_case,
    withdraw_case,
)
from tinhso.cases.forms.citizen import ComplainForm, RatingForm, SupplementForm, WithdrawForm
from tinhso.cases.forms.papers import paper_blocks, paper_error_links
from tinhso.cases.queries import find_supplement_request
from tinhso.cases.views.receiving import offers_for_case, receive_supplement
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.identity.api import citizen_required
from tinhso.procedures.api import papers_of
from tinhso.ui.components import ErrorLink
from tinhso.ui.navigation import actor_of


def _case_for(actor: Actor, token: str, action: Action) -> Case:
    """Give the citizen's case, if the action is open to them now.

    :raises CaseActionRefused: when it is not.
    """
    case = access_case_for_citizen(actor, token)
    if action not in allowed_actions(actor=actor, case=case):
        raise CaseActionRefused
    return case


def _back_to(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("cases:case_detail", args=[case.token]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:case_detail")
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then take the case back."""
    case = _case_for(actor_of(request), token, Action.WITHDRAW)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_case(case=case, reason=reason, actor=actor_of(request), at=now())
        messages.success(request, _("Đã rút hồ sơ. Cơ quan không giải quyết hồ sơ này nữa."))
        return _back_to(case)
    context = {
        "title": _("Rút hồ sơ này?"),
        "text": _(
            "Cơ quan sẽ dừng giải quyết. Rút rồi thì không lấy lại được; cần thì nộp hồ sơ mới."
        ),
        "form": form,
        "action_text": _("Rút hồ sơ"),
        "cancel_url": reverse("cases:case_detail", args=[case.token]),
        "is_dangerous": True,
    }
    return render(request, "ui/components/confirm/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:case_detail")
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how the service was, once."""
    case = _case_for(actor_of(request), token, Action.RATE)
    form = RatingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rate_case(
            case=case,
            score=int(form.cleaned_data["score"]),
            comment=form.cleaned_data["comment"],
            actor=actor_of(request),
            at=now(),
        )
        messages.success(request, _("Cảm ơn bạn. Đánh giá đã được ghi lại."))
        return _back_to(case)
    return render(request, "cases/citizen/rate.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:case_detail")
def complaint(request: HttpRequest, token: str) -> HttpResponse:
    """Take a complaint about how the case is handled."""
    case = _case_for(actor_of(request), token, Action.COMPLAIN)
    form = ComplainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        complain(case=case, text=form.cleaned_data["text"], actor=actor_of(request), at=now())
        messages.success(request, _("Đã gửi khiếu nại đến thủ trưởng cơ quan."))
        return _back_to(case)
    return render(request, "cases/citizen/complain.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:case_detail")
def supplement(request: HttpRequest, token: str) -> HttpResponse:
    """Take what the office asked for: papers, and a message."""
    case = _case_for(actor_of(request), token, Action.PROVIDE_SUPPLEMENT)
    form = SupplementForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, case, form, {}, "")
    message = form.cleaned_data["message"]
    given, errors = receive_supplement(request, case, offers_for_case(request, case), message)
    if errors:
        return _show(request, case, form, errors, "")
    try:
        provide_supplement(case=case, supplement=given, actor=actor_of(request), at=now())
    except ReasonRequired:
        nothing = _("Hãy thêm giấy tờ được yêu cầu, hoặc viết lời nhắn cho cán bộ.")
        return _show(request, case, form, {}, nothing)
    messages.success(request, _("Đã gửi phần bổ sung. Đồng hồ tính hạn chạy tiếp."))
    return _back_to(case)


def _show(
    request: HttpRequest,
    case: Case,
    form: SupplementForm,
    errors: dict[str, list[str]],
    nothing: str,
) -> HttpResponse:
    asked = find_supplement_request(case)
    codes = asked.facts.get("papers", []) if asked else []
    offers = offers_for_case(request, case)
    blocks = paper_blocks(papers_of(case.version, case.variant), {}, errors, offers)
    links = paper_error_links(blocks)
    context = {
        "case": case,
        "asked": asked,
        "form": form,
        "asked_blocks": [block for block in blocks if block.code in codes],
        "other_blocks": [block for block in blocks if block.code not in codes],
        "error_links": [*links, *([ErrorLink("#id_message", nothing)] if nothing else [])],
    }
    return render(request, "cases/citizen/supplement.html", context)
