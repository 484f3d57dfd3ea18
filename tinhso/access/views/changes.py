"""Who holds which role, changes that wait for a second person, the quarter's review."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.access.forms import AppointForm, ReasonForm
from tinhso.access.models import ChangeKind, ReviewOutcome
from tinhso.access.operations import (
    ChangeRefused,
    Proposal,
    decide_change,
    propose_change,
    review_appointment,
)
from tinhso.access.permissions import ADMINISTRATOR, KEEPERS, access_change, keeps
from tinhso.access.queries import list_changes, list_reviews
from tinhso.access.rules import is_open
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.identity.api import (
    HeldPost,
    find_officer_named,
    list_held_posts,
    officer_required,
    require_proof,
)
from tinhso.orgs.api import (
    Agency,
    get_agency_by_id,
    list_agencies,
    list_positions,
    organisation_date,
)
from tinhso.ui.navigation import actor_of

_TAKEN_BY_ROW = {
    ChangeKind.END_APPOINTMENT,
    ChangeKind.DISABLE_ACCOUNT,
    ChangeKind.ENABLE_ACCOUNT,
    ChangeKind.RESET_FACTORS,
}


@require_safe
@never_cache
@officer_required(*KEEPERS)
def changes(request: HttpRequest) -> HttpResponse:
    """List the changes of the agencies one answers for; those that wait can be decided."""
    actor, at = actor_of(request), now()
    rows = [
        {
            "change": change,
            "waits": change.state == "PROPOSED" and is_open(change.proposed_at, at),
            "may_decide": actor.person_id not in {change.proposer_id, change.person_id},
        }
        for change in list_changes(actor)
    ]
    return render(request, "access/changes.html", {"rows": rows})


@require_POST
@never_cache
@officer_required(*KEEPERS)
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm or reject a change somebody else proposed."""
    actor = actor_of(request)
    require_proof(actor)
    change = access_change(actor, token)
    confirms = request.POST.get("answer") == "confirm"
    note = request.POST.get("note", "")
    try:
        decide_change(change=change, confirms=confirms, note=note, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        done = _("Đã xác nhận và thực hiện.") if confirms else _("Đã từ chối đề nghị.")
        messages.success(request, done)
    return redirect("access:changes")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def staff(request: HttpRequest) -> HttpResponse:
    """Show an agency's people with roles and periods; sent, propose an appointment."""
    actor = actor_of(request)
    agency = _wanted_agency(request, actor)
    positions = list_positions(agency, organisation_date())
    choices = [(str(one.pk), f"{one.title} ({one.get_role_display()})") for one in positions]
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        positions=choices,
        initial={"valid_from": today()},
    )
    if request.method == "POST" and form.is_valid() and _propose_appointment(form, agency, actor):
        messages.success(request, _("Đã gửi đề nghị. Người thứ hai xác nhận thì mới có hiệu lực."))
        return HttpResponseRedirect(reverse("access:changes"))
    context = {
        "form": form,
        "agency": agency,
        "agencies": _agencies(actor),
        "held": list_held_posts(agency.pk, organisation_date()),
        "own_id": actor.person_id,
    }
    status = 400 if form.errors else 200
    return render(request, "access/staff.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def propose(request: HttpRequest, kind: str, appointment_id: int) -> HttpResponse:
    """Ask why, then propose an end, a disabled account or new factors for one officer."""
    actor = actor_of(request)
    held = _held(actor, appointment_id)
    if kind not in _TAKEN_BY_ROW:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wanted = Proposal(
            kind=ChangeKind(kind),
            agency_id=held.agency_id,
            person_id=held.person_id,
            summary=f"{held.full_name}: {held.position_title}",
            reason=form.cleaned_data["reason"],
            facts=_facts(kind, held),
        )
        if _try(form, "reason", wanted, actor):
            messages.success(request, _("Đã gửi đề nghị."))
            return redirect("access:changes")
    context: dict[str, Any] = {
        "title": f"{ChangeKind(kind).label}: {held.full_name}",
        "text": _("Thay đổi chỉ có hiệu lực khi một người khác xác nhận."),
        "action_text": _("Gửi đề nghị"),
        "cancel_url": reverse("access:staff"),
        "form": form,
        "base_template": "ui/officer_base.html",
    }
    status = 400 if form.errors else 200
    return render(request, "ui/components/confirm/page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("LEADER")
def reviews(request: HttpRequest) -> HttpResponse:
    """List the quarter's appointments to confirm or remove; sent, decide one."""
    actor, day = actor_of(request), today()
    rows = list_reviews(actor, day)
    if request.method == "POST":
        wanted = request.POST.get("review", "")
        found = next((row for row in rows if str(row.pk) == wanted), None)
        outcome = request.POST.get("outcome", "")
        if found is None or outcome not in ReviewOutcome.values:
            raise Http404
        try:
            review_appointment(review=found, outcome=ReviewOutcome(outcome), actor=actor, at=now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        return redirect("access:reviews")
    context = {"rows": rows, "today": day, "own_id": actor.person_id}
    return render(request, "access/reviews.html", context)


def _agencies(actor: Actor) -> list[Agency]:
    if ADMINISTRATOR in actor.roles - actor.lent_roles:
        return list_agencies(organisation_date())
    return [get_agency_by_id(agency_id) for agency_id in actor.agency_ids]


def _wanted_agency(request: HttpRequest, actor: Actor) -> Agency:
    known = _agencies(actor)
    wanted = request.GET.get("co-quan") or str(actor.agency_id)
    found = next((agency for agency in known if str(agency.pk) == wanted), None)
    if found is None or not keeps(actor, found.pk):
        raise Http404
    return found


def _held(actor: Actor, appointment_id: int) -> HeldPost:
    held = list_held_posts(None, organisation_date())
    found = next((row for row in held if row.appointment_id == appointment_id), None)
    if found is None or not keeps(actor, found.agency_id):
        raise Http404
    return found


def _facts(kind: str, held: HeldPost) -> dict[str, Any]:
    if kind != ChangeKind.END_APPOINTMENT:
        return {}
    return {
        "appointment": held.appointment_id,
        "last_day": organisation_date().isoformat(),
    }


def _propose_appointment(form: AppointForm, agency: Agency, actor: Actor) -> bool:
    answers = form.cleaned_data
    found = find_officer_named(answers["username"])
    if found is None:
        form.add_error("username", _("Không có cán bộ nào dùng tên đăng nhập này."))
        return False
    person_id, full_name = found
    last_day = answers["last_day"]
    title = dict(form.fields["position"].choices)[str(answers["position"])]  # type: ignore[attr-defined] # a choice field
    wanted = Proposal(
        kind=ChangeKind.APPOINT,
        agency_id=agency.pk,
        person_id=person_id,
        summary=f"{full_name}: {title}",
        reason=answers["reason"],
        facts={
            "position": answers["position"],
            "valid_from": answers["valid_from"].isoformat(),
            "valid_to": (last_day + timedelta(days=1)).isoformat() if last_day else "",
        },
    )
    return _try(form, "reason", wanted, actor)


def _try(form: ReasonForm, field: str, wanted: Proposal, actor: Actor) -> bool:
    """Propose; a refusal becomes an error of the form."""
    try:
        propose_change(proposal=wanted, actor=actor, at=now())
    except DomainError as refusal:
        form.add_error("username" if _is_about_person(form, refusal) else field, refusal.message)
        return False
    return True


def _is_about_person(form: ReasonForm, refusal: DomainError) -> bool:
    return isinstance(refusal, ChangeRefused) and "username" in form.fields
