"""Directives: the list, a new one, its board, the document it becomes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required
from tinhso.records.forms.directives import DirectiveForm, PaperForm
from tinhso.records.models import Directive, TaskState
from tinhso.records.operations import (
    Assignment,
    Opinion,
    Paper,
    draft_paper,
    give_directive,
)
from tinhso.records.permissions import INCOMING_ROLES, access_directive
from tinhso.records.queries.carrying import (
    CarryingDocument,
    carrying_document,
    lacks_document,
    origin_of,
)
from tinhso.records.queries.tasks import list_directives, tasks_of
from tinhso.records.rules.chain import DRAFTERS
from tinhso.records.views.secrecy import refused_if_secret
from tinhso.records.views.tasks import task_line
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def directives(request: HttpRequest) -> HttpResponse:
    """Show the directives that are open, or those that came to their end."""
    actor = actor_of(request)
    is_open = request.GET.get("muc") != "da-xong"
    try:
        page = list_directives(actor, is_open=is_open, cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:directives"))
    tabs = [
        TabItem(_("Đang theo dõi"), "?", is_current=is_open),
        TabItem(_("Đã kết thúc"), "?muc=da-xong", is_current=not is_open),
    ]
    context = {"tabs": tabs, "keyset": page, "may_give": actor.has_role("LEADER")}
    return render(request, "records/tasks/directives.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("LEADER")
def new_directive(request: HttpRequest) -> HttpResponse:
    """Give a directive that no document asked for."""
    actor, at = actor_of(request), now()
    form = DirectiveForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid() and form.leader is not None:
        secret = refused_if_secret(request, form.cleaned_data)
        if secret is not None:
            return secret
        due_at = form.due_at(at)
        subject, kind = form.cleaned_data["subject"], form.cleaned_data["paper"]
        work = Assignment(form.leader, form.cleaned_data["title"] or subject, form.helping, due_at)
        evidence = form.cleaned_data["evidence"]
        given = give_directive(
            title=subject, opinion=Opinion(form.cleaned_data["opinion"], (work,), due_at, evidence),
            actor=actor, at=at, paper=Paper(kind) if kind else None,
        )  # fmt: skip
        messages.success(request, _("Đã giao. Theo dõi tới khi xong ở trang này."))
        return HttpResponseRedirect(reverse("records:directive", args=[given.token]))
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "records/tasks/new_directive.html", {"form": form}, status=status)


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def directive(request: HttpRequest, token: str) -> HttpResponse:
    """Show the board of a directive: every task and part with how it stands, its document."""
    at, calendar, actor = now(), load_calendar(), actor_of(request)
    found = access_directive(actor, token)
    tasks = tasks_of(found)
    carried = carrying_document(found, actor)
    context = {
        "directive": found,
        "lines": [task_line(task, calendar, at) for task in tasks],
        "done": sum(1 for task in tasks if task.state == TaskState.DONE),
        "total": len(tasks),
        "origin": origin_of(found, actor),
        "carried": carried,
        "is_wanting": lacks_document(found),
        "paper_form": PaperForm() if _may_draft(found, carried, actor) else None,
    }
    return render(request, "records/tasks/directive.html", context)


@require_POST
@never_cache
@officer_required(*INCOMING_ROLES)
def draft_document(request: HttpRequest, token: str) -> HttpResponse:
    """Draft the document of a directive and open it."""
    actor = actor_of(request)
    found = access_directive(actor, token)
    form = PaperForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn loại văn bản cần soạn."))
        return HttpResponseRedirect(reverse("records:directive", args=[token]))
    try:
        draft = draft_paper(
            directive=found, paper=Paper(form.cleaned_data["kind"]), actor=actor, at=now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("records:directive", args=[token]))
    messages.success(request, _("Đã soạn dự thảo từ chỉ đạo. Đọc lại rồi trình duyệt."))
    return HttpResponseRedirect(reverse("records:outgoing", args=[draft.official.token]))


def _may_draft(found: Directive, carried: CarryingDocument | None, actor: Actor) -> bool:
    is_ours = found.agency_id in actor.agency_ids and actor.has_role(*DRAFTERS)
    return carried is None and is_ours and found.official_id is None
