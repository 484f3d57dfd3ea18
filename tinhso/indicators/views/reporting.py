"""What went to the National Reporting System, what it said, and what is still to go."""

from dataclasses import dataclass
from itertools import product

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.exchange.api import Exchanged, get_connector, list_exchanged
from tinhso.identity.api import officer_required
from tinhso.indicators.operations.national_reporting import REPORTING, send_package
from tinhso.indicators.permissions import REPORTING_ROLES, STEWARD_ROLES, NotYourNumbers, may_report
from tinhso.indicators.queries.wording import period_words_in_full
from tinhso.indicators.rules import PeriodKind, Span
from tinhso.indicators.rules.periods import (
    Calendar,
    NoSuchPeriod,
    following,
    from_code,
    period_of,
)
from tinhso.ui.components import Tone
from tinhso.ui.navigation import actor_of

_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
_BACK = 3


@dataclass(frozen=True, slots=True)
class Package:
    """One package sent up: its period in words, its revision, the verdict or where it stands."""

    sent: Exchanged
    words: str
    tag: tuple[str, Tone]
    reason: str


@require_safe
@never_cache
@officer_required(*REPORTING_ROLES)
def reporting(request: HttpRequest) -> HttpResponse:
    """List the packages sent, newest first, and the periods that ended and were not sent."""
    with acting_as(SYSTEM):
        sent = list_exchanged(connector=REPORTING, topic="indicator-values")
        verdicts = {
            (one.subject, one.sequence): one.note
            for one in list_exchanged(connector=REPORTING, topic="package-verdict")
        }
    known = {one.subject for one in sent}
    context = {
        "connector": get_connector(REPORTING),
        "packages": [_package(one, verdicts.get((one.subject, one.sequence), "")) for one in sent],
        "missing": [(one, period_words_in_full(one)) for one in _ended() if one.code not in known],
        "may_send": may_report(actor_of(request)),
    }
    return render(request, "indicators/reporting.html", context)


@require_POST
@never_cache
@officer_required(*STEWARD_ROLES)
def send_up(request: HttpRequest) -> HttpResponse:
    """Send a period, or send it again as its next revision."""
    try:
        if not may_report(actor_of(request)):
            raise NotYourNumbers
        period = from_code(request.POST.get("ky", "")[:20])
        with acting_as(SYSTEM):
            message = send_package(period=period, at=now())
    except NoSuchPeriod:
        messages.error(request, _("Không có kỳ này. Chọn một kỳ trong danh sách."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        words = {"period": period_words_in_full(period), "number": message.sequence}
        messages.success(request, _("Đã gửi %(period)s, lần %(number)s.") % words)
    return HttpResponseRedirect(reverse("indicators:reporting"))


def _ended() -> list[Span]:
    """Give the latest months, quarters and years that ended, of every calendar, newest first."""
    found = [
        following(period_of(today(), calendar, kind), -back)
        for calendar, kind in product((Calendar.CALENDAR, Calendar.ADMINISTRATIVE), _KINDS)
        for back in range(1, _BACK + 1 if kind is PeriodKind.MONTH else 2)
    ]
    return sorted(found, key=lambda one: one.ends_on, reverse=True)


def _package(sent: Exchanged, verdict: str) -> Package:
    said, _space, reason = verdict.partition(" ")
    tags = {
        "ACCEPTED": (_("Đã được chấp nhận"), Tone.SUCCESS),
        "RETURNED": (_("Bị trả lại"), Tone.DANGER),
    }
    waits = {
        "DEAD": (_("Không gửi được"), Tone.DANGER),
        "DELIVERED": (_("Đã nhận, chờ kết quả"), Tone.INFO),
        "REHEARSED": (_("Chạy thử, chưa gửi"), Tone.NEUTRAL),
    }
    waiting = waits.get(sent.state, (_("Đang chờ gửi"), Tone.INFO))
    tag = tags.get(said, waiting)
    note = reason if said in tags else sent.note if sent.state == "DEAD" else ""
    return Package(sent, period_words_in_full(from_code(sent.subject)), tag, note)
