"""Officers sign in with user name and password."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.identity.forms import OfficerSignInForm
from tinhso.identity.operations import sign_in_officer
from tinhso.identity.permissions import address_of
from tinhso.identity.queries import has_second_factor, list_demo_cast
from tinhso.identity.queries.demo import CAST, DEMO_PASSWORD
from tinhso.identity.views.entry import wanted_next
from tinhso.identity.views.second_step import ask_second_step, enter
from tinhso.orgs.api import organisation_date


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def officer_sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or check it and open the officer's home."""
    if request.method != "POST":
        return _page(request, _first_form(request))
    form = OfficerSignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        account = sign_in_officer(
            username=form.cleaned_data["username"].strip().lower(),
            password=form.cleaned_data["password"],
            address=address_of(request),
            at=clock.now(),
        )
    except DomainError as error:
        form.add_error("password", error.message)
        return _page(request, form, status=400)
    if has_second_factor(account.id):
        return ask_second_step(request, account.id)
    return enter(request, account.id, wanted_next(request))


def _first_form(request: HttpRequest) -> OfficerSignInForm:
    username = request.GET.get("vai", "")
    if not settings.DEMO or username not in CAST:
        return OfficerSignInForm()
    return OfficerSignInForm.filled(username=username, password=DEMO_PASSWORD)


def _page(request: HttpRequest, form: OfficerSignInForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "next": wanted_next(request),
        "cast": list_demo_cast(organisation_date()) if settings.DEMO else [],
    }
    return render(request, "identity/officer_sign_in.html", context, status=status)
