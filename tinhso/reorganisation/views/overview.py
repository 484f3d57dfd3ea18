"""The list of reorganisations, one of them with its numbers, and the acts that move it on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.reorganisation.api import (
    Reorganisation,
    State,
    approve,
    can_prepare,
    create_reorganisation,
    list_reorganisations,
    list_upcoming_days,
    load_numbers,
    open_questions,
    order_count,
    propose,
    return_to_preparation,
    start_run,
    verify,
)
from tinhso.reorganisation.forms import NewReorganisationForm, ReturnForm
from tinhso.reorganisation.views.frame import (
    REFRESH_SECONDS,
    approver_required,
    back_to,
    frame,
    opened,
    say_refusal,
)
from tinhso.reorganisation.views.words import STATE_WORDS
from tinhso.ui.components import State as StepState
from tinhso.ui.components import StepItem
from tinhso.ui.navigation import actor_of

_PATH = (State.DRAFT, State.PREVIEWED, State.PROPOSED, State.APPROVED, State.DONE, State.VERIFIED)
_STANDS_AT = {
    State.COUNTING: State.DRAFT,
    State.RUNNING: State.APPROVED,
    State.HELD: State.APPROVED,
}


@approver_required
@require_http_methods(["GET", "HEAD", "POST"])
def reorganisation_list(request: HttpRequest) -> HttpResponse:
    """List reorganisations; a form sent here begins a new one."""
    actor = actor_of(request)
    with acting_as(SYSTEM):
        days = list_upcoming_days()
        known = list_reorganisations()
    is_sent = request.method == "POST"
    form = NewReorganisationForm(request.POST if is_sent else None, days=days)
    if is_sent and form.is_valid():
        created = create_reorganisation(
            effective_on=form.cleaned_data["day"],
            legal_act=form.cleaned_data["legal_act"],
            actor=actor,
            at=now(),
        )
        return back_to("reorganisation_detail", created)
    context = {
        "rows": [(row, *STATE_WORDS[row.state]) for row in known],
        "form": form if days and can_prepare(actor) else None,
    }
    status = 400 if form.errors else 200
    return render(request, "reorganisation/list.html", context, status=status)


@approver_required
@require_safe
def reorganisation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a reorganisation stands, its numbers, and what comes next."""
    with opened(request, pk) as reorganisation:
        context = {
            **frame(request, reorganisation, "reorganisation_detail"),
            "numbers": load_numbers(reorganisation),
            "questions": sum(open_questions(reorganisation)),
            "steps": _steps(reorganisation),
            "return_form": ReturnForm(),
            "is_proposer": reorganisation.proposed_by_reference == actor_of(request).reference,
        }
        response = render(request, "reorganisation/detail.html", context)
    if context["is_refreshed"]:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _steps(reorganisation: Reorganisation) -> list[StepItem]:
    labels = (
        _("Chuẩn bị phương án"),
        _("Xem trước"),
        _("Trình"),
        _("Phê duyệt"),
        pgettext("merger", "Chuyển"),
        _("Kiểm tra"),
    )
    here = _PATH.index(_STANDS_AT.get(State(reorganisation.state), State(reorganisation.state)))
    done = here + (reorganisation.state == State.VERIFIED)
    current = done + (here > 0 and reorganisation.state != State.VERIFIED)
    return [StepItem(label, _stand(number, current)) for number, label in enumerate(labels)]


def _stand(number: int, current: int) -> StepState:
    if number < current:
        return StepState.DONE
    return StepState.CURRENT if number == current else StepState.UPCOMING


@approver_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move a reorganisation on; a refusal is shown where the person came from."""
    with opened(request, pk) as reorganisation:
        try:
            told = _do(request, reorganisation, verb)
        except DomainError as error:
            say_refusal(request, error)
        else:
            messages.success(request, told)
    return redirect("reorganisation:reorganisation_detail", pk=pk)


def _do(request: HttpRequest, reorganisation: Reorganisation, verb: str) -> str:
    actor, at = actor_of(request), now()
    if verb == "dem":
        order_count(reorganisation=reorganisation, actor=actor)
        return _("Đang đếm. Có thể rời trang này; việc đếm vẫn tiếp tục.")
    if verb == "trinh":
        propose(reorganisation=reorganisation, actor=actor, at=at)
        return _("Đã trình phương án.")
    if verb == "duyet":
        approve(reorganisation=reorganisation, actor=actor, at=at)
        return _("Đã phê duyệt phương án.")
    if verb == "tra-lai":
        reason = request.POST.get("reason", "")
        return_to_preparation(reorganisation=reorganisation, reason=reason, actor=actor, at=at)
        return _("Đã trả lại phương án.")
    if verb == "chay":
        start_run(reorganisation=reorganisation, actor=actor, at=at)
        return _("Đã bắt đầu chuyển. Có thể rời trang này; việc chuyển vẫn tiếp tục.")
    verify(reorganisation=reorganisation, actor=actor, at=at)
    return _("Đã kiểm tra xong.")
