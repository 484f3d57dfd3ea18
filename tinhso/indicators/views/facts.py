"""A number's facts, with their versions and where they came from; corrections by a steward."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.keyset import page_by_keyset
from tinhso.identity.api import officer_required
from tinhso.indicators.forms import CorrectionForm
from tinhso.indicators.models import Fact, Indicator
from tinhso.indicators.operations import correct_fact
from tinhso.indicators.permissions import (
    STEWARD_ROLES,
    access_fact,
    access_indicator,
    definition_of,
    may_steward,
)
from tinhso.indicators.queries import NumberOf, facts_behind, find_subject, versions_of
from tinhso.indicators.queries import wording as words
from tinhso.indicators.rules import periods
from tinhso.indicators.views.asking import read_asked
from tinhso.indicators.views.indicator import area_name
from tinhso.orgs.api import Area, agency_name_shown
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def facts(request: HttpRequest, code: str) -> HttpResponseBase:
    """List what a number was made of."""
    actor = actor_of(request)
    found = access_indicator(actor, code)
    version = definition_of(found)
    asked = read_asked(request, version, today())
    span, area = _span(request.GET.get("ky", "")), _area(asked.area_id)
    agency = request.GET.get("co-quan", "")
    agencies = (int(agency),) if agency.isdecimal() and len(agency) < 12 else ()
    number = NumberOf(
        code, area.pk, span.id, asked.level, asked.reading, as_of=asked.as_of, agencies=agencies
    )
    listed = page_by_keyset(
        facts_behind(number, actor).select_related("indicator", "area", "source"),
        order=("-day", "-id"),
        cursor=request.GET.get("trang"),
        size=50,
    )
    context = {
        "indicator": found,
        "version": version,
        "area": area_name(area),
        "period": words.period_words(span),
        "listed": listed,
        "rows": [_row(fact, actor) for fact in listed.items],
        "may_steward": may_steward(actor, found),
        "is_ratio": version.is_ratio,
    }
    return render(request, "indicators/facts.html", context)


def _row(fact: Fact, actor: Actor) -> dict[str, object]:
    return {
        "fact": fact,
        "area": area_name(fact.area),
        "period": words.period_words_of(fact.period_id),
        "agency": agency_name_shown(fact.agency_id),
        "subject": find_subject(fact.subject, actor),
        "numerator": words.fact_words(fact.numerator),
        "denominator": words.fact_words(fact.denominator),
    }


def _span(text: str) -> periods.Span:
    try:
        return periods.from_id(int(text)) if text.isdecimal() else periods.from_code(text)
    except periods.NoSuchPeriod as unknown:
        raise Http404 from unknown


def _area(area_id: int | None) -> Area:
    area = Area.objects.filter(pk=area_id).first() if area_id else None
    if area is None:
        raise Http404
    return area


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*STEWARD_ROLES)
def correct(request: HttpRequest, fact_id: int) -> HttpResponseBase:
    """Give a fact its next version, with the reason."""
    actor = actor_of(request)
    fact = access_fact(actor, fact_id)
    indicator = Indicator.objects.select_related("version").get(pk=fact.indicator_id)
    version = definition_of(indicator)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        is_ratio=version.is_ratio,
        words=(version.shown_numerator, version.shown_denominator),
        initial={"numerator": fact.numerator, "denominator": fact.denominator},
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct_fact(
                fact=fact,
                numerator=form.cleaned_data["numerator"],
                denominator=form.cleaned_data.get("denominator"),
                reason=form.cleaned_data["reason"],
                actor=actor,
                at=now(),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã đính chính. Số liệu cũ vẫn được giữ trong lịch sử."))
            return HttpResponseRedirect(reverse("indicators:indicator", args=[indicator.code]))
    context = {
        "indicator": indicator,
        "form": form,
        "area": area_name(Area.objects.get(pk=fact.area_id)),
        "period": words.period_words_of(fact.period_id),
        "versions": [
            (each, words.fact_words(each.numerator), words.fact_words(each.denominator))
            for each in versions_of(fact)
        ],
        "is_ratio": version.is_ratio,
    }
    return render(request, "indicators/correct.html", context, status=422 if form.errors else 200)
