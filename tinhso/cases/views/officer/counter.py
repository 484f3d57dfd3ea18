"""Filing for a person: at a counter, from the post, or at a community digital team's desk."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Channel, Draft, WayNotOffered, Writer, choose_place, start_draft
from tinhso.cases.forms.counter import AssistedForm, CounterForm, PersonForm
from tinhso.cases.queries import commune_names
from tinhso.cases.rules.autofill import known_answers
from tinhso.cases.views.citizen.path import find_unfinished
from tinhso.cases.views.refusals import refusal_page
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.identity.api import Person, PersonMismatch, find_or_create_person, officer_required
from tinhso.orgs.api import NoCompetentAgency, get_agency_by_id
from tinhso.procedures.api import (
    ProcedureVersion,
    find_current_version,
    keep_open,
    open_channels_of,
    search_procedures,
)
from tinhso.ui.navigation import actor_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that files for people: its form, the channels it may use, its pages."""

    form: type[PersonForm]
    channels: frozenset[str]
    template: str

    def opened(self, channels: Collection[str]) -> list[str]:
        """Give which of the open channels this desk takes."""
        return [channel for channel in channels if channel in self.channels]


COUNTER = Desk(
    CounterForm, frozenset({Channel.COUNTER, Channel.POST}), "cases/officer/counter.html"
)
ASSISTED = Desk(AssistedForm, frozenset({Channel.ASSISTED}), "cases/officer/assisted.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
def counter(request: HttpRequest) -> HttpResponseBase:
    """Ask what somebody needs, then who they are; sent, begin the application.

    Any one-stop unit receives for any competent agency of the province.
    """
    return _desk_page(request, COUNTER)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("HELPER")
def assisted(request: HttpRequest) -> HttpResponseBase:
    """Begin an application for a person who is present; the helper is named on the case."""
    return _desk_page(request, ASSISTED)


def _desk_page(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    sent = request.method == "POST"
    slug = (request.POST if sent else request.GET).get("procedure", "")
    version = find_current_version(slug, today()) if slug else None
    if version is None:
        return _choose(request, desk, is_unknown=sent or bool(slug))
    if not desk.opened(open_channels_of(version)):
        return refusal_page(request, WayNotOffered(), request.path)
    form = desk.form(
        request.POST if sent else None,
        areas=sorted(commune_names().items(), key=lambda area: area[1]),
        initial={"procedure": slug},
    )
    if sent and form.is_valid():
        try:
            draft = _begin(form, version, desk, actor_of(request))
        except (NoCompetentAgency, WayNotOffered) as refusal:
            return refusal_page(request, refusal, reverse("portal:officer_home"))
        if draft is not None:
            return HttpResponseRedirect(find_unfinished(draft).url)
    return render(request, desk.template, {"form": form, "version": version})


def _choose(request: HttpRequest, desk: Desk, *, is_unknown: bool) -> HttpResponse:
    """Let the officer find the procedure by everyday words."""
    query = request.GET.get("q", "").strip()
    found = search_procedures(query, on=today(), cursor=request.GET.get("trang"))
    versions = [
        version for channel in sorted(desk.channels) for version in keep_open(found.items, channel)
    ]
    context = {
        "query": query,
        "keyset": found,
        "versions": list(dict.fromkeys(versions)),
        "error": _("Chọn một thủ tục trong danh sách.") if is_unknown else "",
        "title": _("Nộp giúp người dân") if desk is ASSISTED else _("Nộp thay người dân tại quầy"),
    }
    return render(request, "cases/officer/choose_procedure.html", context)


def _begin(form: PersonForm, version: ProcedureVersion, desk: Desk, actor: Actor) -> Draft | None:
    """Begin the application; a number that belongs to somebody else is said beside it."""
    channel = form.cleaned_data.get("channel") or min(desk.channels)
    if channel not in desk.opened(open_channels_of(version)):
        raise WayNotOffered
    try:
        with transaction.atomic():
            person = _person(form)
    except PersonMismatch as mismatch:
        form.add_error("identity_number", mismatch.message)
        return None
    helper_id = actor.person_id if channel == Channel.ASSISTED else None
    writer = Writer(person, actor.agency_id, channel, helper_id)
    answers = known_answers(version.content["form"], person)
    draft = start_draft(version=version, writer=writer, answers=answers, at=now())
    return _with_own_place(draft, actor)


def _person(form: PersonForm) -> Person:
    answers = form.cleaned_data
    return find_or_create_person(
        full_name=answers["full_name"],
        identity_number=answers["identity_number"],
        birth_date=answers["birth_date"],
        phone=answers["phone"],
        email=answers["email"],
        address=answers["address"],
        area_code=answers["area"],
        at=now(),
    )


def _with_own_place(draft: Draft, actor: Actor) -> Draft:
    """Take the desk's own area for the place, where somebody decides there; it can be changed."""
    if draft.competent_agency_id is not None or actor.agency_id is None:
        return draft
    try:
        area_code = get_agency_by_id(actor.agency_id).area.code
        return choose_place(draft=draft, area_code=area_code, at=now())
    except NoCompetentAgency:
        return draft
