"""Filing for a person at the counter: who they are, which procedure, then the same pages."""

from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Draft, Writer, choose_place, start_draft
from tinhso.cases.forms.autofill import known_answers
from tinhso.cases.forms.counter import CounterForm
from tinhso.cases.queries import commune_names
from tinhso.cases.views.citizen.path import find_unfinished
from tinhso.cases.views.refusals import refusal_page
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.identity.api import Person, PersonMismatch, find_or_create_person, officer_required
from tinhso.orgs.api import NoCompetentAgency, get_agency_by_id
from tinhso.procedures.api import ProcedureVersion, get_current_version, list_in_force
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
def counter(request: HttpRequest) -> HttpResponseBase:
    """Ask who files what; sent, begin the application and go to its first open page."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            draft = _begin(form, actor_of(request))
        except NoCompetentAgency as refusal:
            return refusal_page(request, refusal, reverse("portal:officer_home"))
        if draft is not None:
            return HttpResponseRedirect(find_unfinished(draft).url)
    return render(request, "cases/officer/counter.html", {"form": form})


def _form(request: HttpRequest) -> CounterForm:
    agency_id = actor_of(request).agency_id
    agency = get_agency_by_id(agency_id) if agency_id is not None else None
    chosen = request.GET.get("thu-tuc", "")
    return CounterForm(
        request.POST if request.method == "POST" else None,
        procedures=[
            (version.procedure.slug, version.name)
            for version in list_in_force(today())
            if agency is not None and version.tier == agency.tier
        ],
        areas=sorted(commune_names().items(), key=lambda area: area[1]),
        initial={"procedure": chosen},
    )


def _begin(form: CounterForm, actor: Actor) -> Draft | None:
    """Begin the application; a number that belongs to somebody else is said beside it."""
    version = get_current_version(form.cleaned_data["procedure"], today())
    try:
        with transaction.atomic():
            person = _person(form)
    except PersonMismatch as mismatch:
        form.add_error("identity_number", mismatch.message)
        return None
    return _start(version, person, actor)


def _person(form: CounterForm) -> Person:
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


def _start(version: ProcedureVersion, person: Person, actor: Actor) -> Draft:
    draft = start_draft(
        version=version,
        writer=Writer(person, counter_agency_id=actor.agency_id),
        answers=known_answers(version.content["form"], person),
        at=now(),
    )
    return _with_own_place(draft, actor)


def _with_own_place(draft: Draft, actor: Actor) -> Draft:
    """Take the counter's own area for the place, where somebody decides there."""
    if draft.competent_agency_id is not None or actor.agency_id is None:
        return draft
    try:
        area_code = get_agency_by_id(actor.agency_id).area.code
        return choose_place(draft=draft, area_code=area_code, at=now())
    except NoCompetentAgency:
        return draft
