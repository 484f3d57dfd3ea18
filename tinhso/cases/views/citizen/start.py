"""Before writing: what is needed; beginning, going on with and throwing away an application."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import Draft, Writer, access_draft, discard_draft, start_draft
from tinhso.cases.queries import find_open_draft, promise
from tinhso.cases.rules.autofill import known_answers
from tinhso.cases.views.citizen.path import find_unfinished
from tinhso.cases.views.citizen.registers import ask_register
from tinhso.cases.views.refusals import base_template, refusal_page, shows_refusals
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.identity.api import (
    ConsentPurpose,
    citizen_required,
    has_consent,
    person_of,
    require_procedure,
    signed_in_required,
    writing_person_of,
)
from tinhso.orgs.api import NoCompetentAgency
from tinhso.procedures.api import (
    ProcedureNotFound,
    ProcedureVersion,
    get_current_version,
    open_channels_of,
    papers_of,
    variants_of,
)
from tinhso.ui.navigation import actor_of
from tinhso.vault.api import known_facts

ONLINE = "ONLINE"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Say what an application needs; sent, begin one or go on with the open one."""
    try:
        version = get_current_version(slug, today())
    except ProcedureNotFound as missing:
        raise Http404 from missing
    opened = open_channels_of(version)
    if ONLINE not in opened:
        return _not_online(request, version, opened)
    if request.method == "POST":
        return _begin(request, version)
    actor = actor_of(request)
    context = {
        "version": version,
        "content": version.content,
        "papers": papers_of(version),
        "variants": [
            (row, [paper for paper in papers_of(version, row["code"]) if paper["is_required"]])
            for row in variants_of(version)
        ],
        "promise": promise(version, ONLINE, at=now()),
        "draft": find_open_draft(actor, version) if actor.is_citizen else None,
        "may_ask_register": _may_ask_register(actor),
    }
    return render(request, "cases/citizen/start.html", context)


def _may_ask_register(actor: Actor) -> bool:
    """Tell whether to offer asking the register: to people writing for themselves, until agreed."""
    if not actor.is_citizen or actor.capacity:
        return False
    purpose = ConsentPurpose.REGISTER_AUTOFILL
    return not has_consent(person_id=actor.person_id or 0, purpose=purpose, at=now())


def _not_online(
    request: HttpRequest, version: ProcedureVersion, opened: tuple[str, ...]
) -> HttpResponse:
    """Say that it cannot be filed here, and how it can."""
    context = {
        "version": version,
        "opened": opened,
        "national_portal_url": settings.NATIONAL_PORTAL_URL,
    }
    return render(request, "cases/citizen/not_online.html", context, status=404)


@citizen_required
def _begin(request: HttpRequest, version: ProcedureVersion) -> HttpResponse:
    actor = actor_of(request)
    require_procedure(actor, version.procedure.slug)
    draft = find_open_draft(actor, version)
    try:
        draft = draft or _new_draft(request, actor, version)
    except NoCompetentAgency as refusal:
        return refusal_page(request, refusal, reverse("portal:home"))
    return HttpResponseRedirect(find_unfinished(draft).url)


def _new_draft(request: HttpRequest, actor: Actor, version: ProcedureVersion) -> Draft:
    person = person_of(actor)
    answers = known_answers(version.content["form"], writing_person_of(actor))
    mandate_id = actor.capacity.mandate_id if actor.capacity else None
    writer = Writer(person, mandate_id=mandate_id)
    if actor.capacity:
        return start_draft(version=version, writer=writer, answers=answers, at=now())
    facts = known_facts(actor=actor, procedure_code=version.procedure.code, on=today())
    answers |= {name: text for name, (text, _title) in facts.items()}
    draft = start_draft(version=version, writer=writer, answers=answers, at=now())
    ask_register(request, draft)
    return draft


@require_safe
@signed_in_required
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with an application at its first unanswered page."""
    draft = access_draft(actor_of(request), token)
    return HttpResponseRedirect(find_unfinished(draft).url)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then throw an unfiled application away."""
    draft = access_draft(actor_of(request), token)
    if request.method == "POST":
        discard_draft(draft=draft)
        messages.success(request, _("Đã xoá bản nháp."))
        return HttpResponseRedirect(reverse("portal:my_affairs"))
    context = {
        "title": _("Xoá bản nháp này?"),
        "text": _("Các câu trả lời và giấy tờ đã tải lên cho bản nháp này sẽ mất hẳn."),
        "action_text": _("Xoá bản nháp"),
        "cancel_url": find_unfinished(draft).url,
        "is_dangerous": True,
        "base_template": base_template(request),
    }
    return render(request, "ui/components/confirm/page.html", context)
