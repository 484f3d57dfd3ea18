"""Rules on screen: the list, one made or changed, tried on the past before it is saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.alerts.forms import RuleForm, written_in_form
from tinhso.alerts.models import AlertRule, Severity
from tinhso.alerts.operations import (
    Rehearsal,
    change_rule,
    make_rule,
    rehearse_rule,
    written_of,
)
from tinhso.alerts.permissions import (
    RULING_ROLES,
    access_rule,
    may_change_rule,
    may_make_rules,
)
from tinhso.alerts.views import words
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.indicators.api import (
    AreaLevel,
    Indicator,
    Reading,
    catalogue_for,
    number_words,
    period_words,
    targets_of,
)
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.navigation import actor_of

_RULES_SHOWN = 300
_RUNG_SHOWN = 40


@require_safe
@never_cache
@officer_required()
def rules(request: HttpRequest) -> HttpResponseBase:
    """List the rules in words: anybody at work may know what rings."""
    actor = actor_of(request)
    found = AlertRule.objects.select_related("indicator__version", "agency").order_by("code")
    rows = [
        {
            "rule": rule,
            "kind": words.KINDS[rule.kind],
            "condition": words.condition_words(rule),
            "place": _place_words(rule),
            "tone": words.SEVERITY_TONES[Severity(rule.severity)],
            "may_change": may_change_rule(actor, rule),
        }
        for rule in found[:_RULES_SHOWN]
    ]
    return render(request, "alerts/rules.html", {"rows": rows, "may_make": may_make_rules(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*RULING_ROLES)
def make(request: HttpRequest) -> HttpResponseBase:
    """Make a rule; tried first when asked."""
    actor = actor_of(request)
    form = _form(request, actor)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form)
    indicator = catalogue_for(actor).get(code=form.cleaned_data["indicator"])
    if "try" in request.POST:
        return _tried(request, form, indicator)
    try:
        rule = make_rule(
            indicator=indicator, written=form.written(), agency_id=actor.agency_ids[0],
            actor=actor, at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error("level", refusal.message)
        return _shown(request, form)
    messages.success(request, _("Đã tạo quy tắc. Hệ thống xét quy tắc này mười phút một lần."))
    return HttpResponseRedirect(reverse("alerts:rule", args=[rule.code]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def rule(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a rule with its versions; whoever may changes it, tried first when asked."""
    actor = actor_of(request)
    found = access_rule(actor, code)
    form = _form(request, actor, found)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, form, found)
    if "try" in request.POST:
        return _tried(request, form, found.indicator, found)
    try:
        change_rule(
            rule=found, number=form.cleaned_data["number"] or 0, written=form.written(),
            note=form.cleaned_data["note"], actor=actor, at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _shown(request, form, found)
    messages.success(request, _("Đã lưu thành phiên bản mới."))
    return HttpResponseRedirect(reverse("alerts:rule", args=[code]))


def _form(request: HttpRequest, actor: Actor, found: AlertRule | None = None) -> RuleForm:
    posted = request.POST if request.method == "POST" else None
    named = [
        (each.code, f"{each.shown_name} ({each.code})")
        for each in catalogue_for(actor).filter(version__isnull=False).order_by("sort_order")
        if found is None or each.pk == found.indicator_id
    ]
    areas = [
        (area.code, words.area_words(area))
        for area in targets_of(Reading.AS_WAS, AreaLevel.DISTRICT)
    ]
    initial: dict[str, object] = {"is_open": True}
    if found is not None:
        initial = {
            **written_in_form(written_of(found)),
            "indicator": found.indicator.code, "number": found.number,
        }  # fmt: skip
    return RuleForm(posted, initial=initial, indicators=named, areas=areas)


def _tried(
    request: HttpRequest, form: RuleForm, indicator: Indicator, found: AlertRule | None = None
) -> HttpResponseBase:
    rehearsal = rehearse_rule(indicator=indicator, written=form.written(), today=today())
    return _shown(request, form, found, _rehearsed(rehearsal, indicator))


def _rehearsed(rehearsal: Rehearsal, indicator: Indicator) -> dict[str, object]:
    version = indicator.version
    spans = rehearsal.spans
    return {
        "count": len(rehearsal.rung),
        "areas": rehearsal.area_count,
        "open": sum(one.ended is None for one in rehearsal.rung),
        "first": period_words(spans[0]) if spans else "",
        "last": period_words(spans[-1]) if spans else "",
        "rows": [
            (
                words.area_words(one.area), period_words(one.began),
                number_words(one.value, version) if version and one.value is not None else "–",
                period_words(one.ended) if one.ended else "",
            )
            for one in rehearsal.rung[:_RUNG_SHOWN]
        ],
        "left": max(len(rehearsal.rung) - _RUNG_SHOWN, 0),
    }  # fmt: skip


def _shown(
    request: HttpRequest,
    form: RuleForm,
    found: AlertRule | None = None,
    rehearsed: dict[str, object] | None = None,
) -> HttpResponseBase:
    actor = actor_of(request)
    context = {
        "form": form,
        "rule": found,
        "rehearsed": rehearsed,
        "may_change": found is None or may_change_rule(actor, found),
        "condition": words.condition_words(found) if found else "",
        "place": _place_words(found) if found else "",
        "tone": words.SEVERITY_TONES[Severity(found.severity)] if found else "",
        "agency": agency_name_shown(found.agency_id) if found else "",
        "versions": found.versions.order_by("-number") if found else [],
    }
    return render(request, "alerts/rule.html", context, status=422 if form.errors else 200)


def _place_words(found: AlertRule) -> str:
    level = words.LEVELS[found.level]
    if not found.area_code:
        return str(level)
    areas = {area.code: area for area in targets_of(Reading.AS_WAS, AreaLevel.DISTRICT)}
    area = areas.get(found.area_code)
    return f"{words.area_words(area) if area else found.area_code} · {level}"
