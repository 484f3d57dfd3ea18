"""Questions other agencies ask: the list of them, and answering one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import (
    CaseActionRefused,
    Consultation,
    answer_consultation,
    open_consultations,
)
from tinhso.cases.forms.officer import AnswerForm
from tinhso.cases.permissions import access_consultation
from tinhso.cases.queries import answered_consultations
from tinhso.cases.views.officer.act import status_of
from tinhso.cases.views.officer.lists import WORKING_ROLES
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

SHOWN = 50


@require_safe
@never_cache
@officer_required(*WORKING_ROLES)
def consultation_list(request: HttpRequest) -> HttpResponseBase:
    """Show the questions that wait for an answer, then those answered last."""
    actor = actor_of(request)
    context = {
        "waiting": open_consultations(actor).select_related("asking_agency")[:SHOWN],
        "answered": answered_consultations(actor).select_related("asking_agency")[:SHOWN],
    }
    return render(request, "cases/officer/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*WORKING_ROLES)
def consultation(request: HttpRequest, consultation_id: int) -> HttpResponseBase:
    """Show a question; sent, answer it once."""
    asked = access_consultation(actor_of(request), consultation_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _try(asked, form.cleaned_data["answer"], actor_of(request))
        if refusal is None:
            messages.success(request, _("Đã gửi ý kiến trả lời."))
            return HttpResponseRedirect(reverse("cases:consultations"))
        asked.refresh_from_db()
    context = {"asked": asked, "form": form, "refusal": refusal.message if refusal else ""}
    return render(request, "cases/officer/consultation.html", context, status=status_of(refusal))


def _try(asked: Consultation, answer: str, actor: Actor) -> DomainError | None:
    """Answer; a refusal undoes everything it began."""
    try:
        with transaction.atomic():
            answer_consultation(consultation=asked, answer=answer, actor=actor, at=now())
    except CaseActionRefused:
        return CaseActionRefused(
            _("Câu hỏi này đã có người trả lời, hoặc hồ sơ đã kết thúc nên không cần trả lời nữa.")
        )
    except DomainError as refusal:
        return refusal
    return None
