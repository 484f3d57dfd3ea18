"""What is open, one alert with everything about it, and the rules."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.alerts.forms import DirectiveForm, WordsForm
from tinhso.alerts.models import Alert, AlertState, Severity
from tinhso.alerts.operations.history import TOPIC, topic_of
from tinhso.alerts.permissions import access_alert, may_direct, may_draft, may_operate
from tinhso.alerts.queries import TABS, counts_of, directive_of, page_of_alerts, place_of, tasks_of
from tinhso.alerts.views import words
from tinhso.core.actors import Actor
from tinhso.core.clock import local, now
from tinhso.core.live import live_address, with_live_address
from tinhso.identity.api import officer_required
from tinhso.indicators.api import period_words_of
from tinhso.orgs.api import agency_name_shown, list_agencies, organisation_date
from tinhso.records.api import (
    CARRYING_KINDS,
    carrying_document,
    kind_name,
    lacks_document,
)
from tinhso.ui.components import SummaryRow, TabItem, TimelineEntry
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def alerts(request: HttpRequest) -> HttpResponseBase:
    """List the alerts of the officer's agencies; the list follows what happens."""
    context = _listing(request)
    context["live_address"] = live_address(TOPIC, at=now())
    return render(request, "alerts/alerts.html", context)


@require_safe
@never_cache
@officer_required()
def listing(request: HttpRequest) -> HttpResponse:
    """Give the list alone, for the page that heard of a change."""
    response = render(request, "alerts/_alerts.html", _listing(request))
    return with_live_address(response, TOPIC, at=now())


def _listing(request: HttpRequest) -> dict[str, object]:
    actor = actor_of(request)
    tab = request.GET.get("muc", "")
    tab = tab if tab in TABS else "mo"
    listed = page_of_alerts(actor, tab, request.GET.get("trang"))
    base = reverse("alerts:alerts")
    labels = {"mo": _("Đang mở"), "dong": _("Đã đóng")}
    return {
        "tab": tab,
        "tabs": [
            TabItem(label, f"{base}?muc={code}", is_current=code == tab)
            for code, label in labels.items()
        ],
        "counts": counts_of(actor),
        "listed": listed,
        "rows": [_row(alert) for alert in listed.items],
    }


def _row(alert: Alert) -> dict[str, object]:
    return {
        "alert": alert,
        "area": words.area_words(alert.area),
        "value": words.value_words(alert),
        "period": period_words_of(alert.period_id),
        "severity": (alert.get_severity_display(), words.SEVERITY_TONES[Severity(alert.severity)]),
        "state": (alert.get_state_display(), words.STATE_TONES[AlertState(alert.state)]),
    }


@require_safe
@never_cache
@officer_required()
def alert(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show an alert: what rang, where, its timeline, steps, who takes part, its directive."""
    return shown(request, access_alert(actor_of(request), token))


def shown(
    request: HttpRequest, found: Alert, refused: WordsForm | DirectiveForm | None = None
) -> HttpResponse:
    """Draw an alert's page, with the form that was refused (known by its prefix) in its place."""
    actor = actor_of(request)
    forms: dict[str | None, WordsForm | DirectiveForm] = {
        "note": WordsForm(prefix="note"),
        "close": WordsForm(prefix="close"),
        "direct": new_directive_form(found),
    }
    if refused is not None:
        forms[refused.prefix] = refused
    tasks = tasks_of(found, now())
    context = {
        **_row(found),
        "summary": _summary(found),
        "timeline": [
            TimelineEntry(words.event_words(one), at=one.at, by=one.actor_name, note=one.text)
            for one in found.events.order_by("at", "id")
        ],
        "participants": [
            agency_name_shown(pk) for pk in (found.agency_id, *found.reader_agency_ids)
        ],
        "steps": list(enumerate(found.checklist)),
        "tasks": [(task, task.agency_id in actor.agency_ids) for task in tasks],
        "facts_url": _facts_url(found),
        "place": place_of(found, actor),
        "live_address": live_address(topic_of(found), at=now()),
        "refused": refused,
        "note_form": forms["note"],
        "close_form": forms["close"],
        "directive_form": forms["direct"],
        **_document(actor, found),
        **_rights(actor, found),
    }
    return render(request, "alerts/alert.html", context, status=422 if refused else 200)


def new_directive_form(found: Alert, posted: QueryDict | None = None) -> DirectiveForm:
    """Give the form of a directive, with the agencies of today; filled with what was sent."""
    agencies = sorted(list_agencies(organisation_date()), key=lambda agency: agency.code)
    return DirectiveForm(
        posted, prefix="direct", agencies=agencies, needs_document=found.rule.needs_document
    )


def _document(actor: Actor, found: Alert) -> dict[str, object]:
    directive = directive_of(found)
    if directive is None:
        return {}
    carried = carrying_document(directive, actor)
    is_offered = (
        carried is None and found.state != AlertState.CLOSED and may_draft(actor, directive)
    )
    return {
        "carried": carried,
        "evidence": directive.evidence,
        "is_wanting": lacks_document(directive),
        "papers": [(code, kind_name(code)) for code in CARRYING_KINDS] if is_offered else [],
        "directive_token": directive.token if directive.agency_id in actor.agency_ids else "",
    }


def _rights(actor: Actor, found: Alert) -> dict[str, bool]:
    is_open = found.state != AlertState.CLOSED
    operates = may_operate(actor, found)
    return {
        "is_open": is_open,
        "may_acknowledge": operates and found.state == AlertState.OPENED,
        "may_close": operates and is_open,
        "may_tick": operates and is_open,
        "may_direct": may_direct(actor, found) and is_open and found.directive_id is None,
    }


def _facts_url(found: Alert) -> str:
    address = reverse("indicators:facts", args=[found.rule.indicator.code])
    return f"{address}?vung={found.area_id}&ky={found.period_id}&cap={found.rule.level}"


def _summary(found: Alert) -> list[SummaryRow]:
    rule = found.rule
    moments = [(_("Trở lại bình thường"), found.returned_at), (_("Đóng lúc"), found.closed_at)]
    return [
        SummaryRow(_("Chỉ tiêu"), rule.indicator.shown_name),
        SummaryRow(_("Nơi xảy ra"), words.area_words(found.area)),
        SummaryRow(
            _("Giá trị"), f"{words.value_words(found)} ({period_words_of(found.period_id)})"
        ),
        SummaryRow(_("Quy tắc"), words.condition_words(rule)),
        SummaryRow(_("Cơ quan theo dõi"), agency_name_shown(found.agency_id)),
        *(SummaryRow(label, f"{local(at):%H:%M %d/%m/%Y}") for label, at in moments if at),
    ]
