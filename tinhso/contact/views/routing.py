"""The routing rules: what is in force, a draft, a dry run that says why, putting in force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.contact.forms.officer import DryRunForm
from tinhso.contact.forms.routing import RuleForm
from tinhso.contact.models import RouteBook, RouteRule
from tinhso.contact.operations import put_in_force, remove_rule, save_rule, start_book
from tinhso.contact.permissions import WORK_ROLES
from tinhso.contact.queries.catalogue import rules_of
from tinhso.contact.queries.routes import Route, find_route
from tinhso.contact.rules.routing import unreachable
from tinhso.contact.views.desk import centre_only
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.orgs.api import organisation_date

ROLES = (*WORK_ROLES, "ADMINISTRATOR")


@require_safe
@never_cache
@officer_required(*ROLES)
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in force and the draft, and try a matter with either."""
    centre_only(request)
    books = {book.state: book for book in RouteBook.objects.filter(state__in=["DRAFT", "IN_FORCE"])}
    shown = books.get("DRAFT") or books.get("IN_FORCE")
    form = DryRunForm(request.GET if "kind" in request.GET else None)
    route = _try(form, shown) if form.is_bound and form.is_valid() and shown else None
    rows = list(shown.rules.all()) if shown else []
    context = {
        "book": shown,
        "rows": rows,
        "hidden": unreachable(rules_of(shown)) if shown else [],
        "form": form,
        "route": route,
        "former": RouteBook.objects.filter(state="RETIRED").order_by("-number")[:10],
    }
    return render(request, "contact/desk/rules.html", context)


def _try(form: DryRunForm, book: RouteBook) -> Route:
    values = form.cleaned_data
    return find_route(
        kind=values["kind"],
        category=values["category"],
        area_code=values["area"],
        on=organisation_date(),
        rules=rules_of(book),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*ROLES)
def edit_rule(request: HttpRequest, rule_id: int | None = None) -> HttpResponseBase:
    """Write one rule of the draft."""
    actor = centre_only(request)
    draft = RouteBook.objects.filter(state="DRAFT").first()
    rule = RouteRule.objects.filter(pk=rule_id, book=draft).first() if rule_id else None
    form = RuleForm(request.POST or None, initial=RuleForm.values_of(rule))
    if request.method == "POST" and form.is_valid():
        try:
            ordinal = form.cleaned_data["ordinal"]
            save_rule(rule_id=rule_id, ordinal=ordinal, words=form.words, actor=actor)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return HttpResponseRedirect(reverse("contact:rules"))
    return render(request, "contact/desk/rule.html", {"form": form, "rule": rule})


@require_POST
@officer_required(*ROLES)
def change_book(request: HttpRequest, what: str) -> HttpResponse:
    """Start a draft, take a rule out of it, or put it in force."""
    actor = centre_only(request)
    try:
        if what == "tao-ban-thao":
            start_book(actor=actor, at=now())
        elif what == "xoa":
            given = request.POST.get("rule", "")
            remove_rule(rule_id=int(given) if given.isdecimal() else 0, actor=actor)
        else:
            put_in_force(actor=actor, at=now())
            messages.success(request, _("Bộ quy tắc mới đang được dùng."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("contact:rules"))
