"""What waits for an officer today; for administrators and auditors, what only they look after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import Tab, case_list, count_work, filing_list, open_consultations
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local, now
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor, KeysetPage, page_by_keyset
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox import dead_letters, list_destination_states, replay_dead_letters
from tinhso.core.rls import acting_as
from tinhso.counters.api import has_queue
from tinhso.identity.api import AccessLog, officer_required, search_looks
from tinhso.ledger.api import latest_checkpoint
from tinhso.ui.components import Cell, Column, Table
from tinhso.ui.navigation import actor_of

WORKING_ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
SHOWN_WORK, SHOWN_FILINGS, SHOWN_QUESTIONS = 8, 5, 3


@require_safe
@never_cache
@officer_required()
def officer_home(request: HttpRequest) -> HttpResponseBase:
    """Show what waits today, the most urgent first."""
    actor = actor_of(request)
    context: dict[str, object] = {"at": now(), "is_working": actor.has_role(*WORKING_ROLES)}
    if actor.has_role(*WORKING_ROLES):
        context |= _work(actor)
    if actor.has_role("ADMINISTRATOR"):
        with acting_as(SYSTEM):
            context["destinations"] = list_destination_states()
    if actor.has_role("AUDITOR"):
        context["checkpoint"] = latest_checkpoint()
    return render(request, "portal/officer/home.html", context)


def _work(actor: Actor) -> dict[str, object]:
    at = now()
    is_clerk = actor.has_role("CLERK")
    questions = open_consultations(actor).select_related("asking_agency")
    return {
        "counts": count_work(actor, at=at),
        "is_clerk": is_clerk,
        "has_counter": is_clerk and has_queue(actor),
        "work": case_list(actor, Tab.MINE, at=at).first(SHOWN_WORK),
        "filings": filing_list(actor).first(SHOWN_FILINGS) if is_clerk else [],
        "questions": list(questions[:SHOWN_QUESTIONS]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def dead_letter_list(request: HttpRequest) -> HttpResponseBase:
    """Show the messages no outside system took; sent, try the chosen ones again."""
    if request.method == "POST":
        return _replay(request)
    with acting_as(SYSTEM):
        try:
            page: KeysetPage[OutboxMessage] = page_by_keyset(
                dead_letters(), order=("-id",), cursor=request.GET.get("trang")
            )
        except BadCursor as refusal:
            return _from_the_start(request, refusal)
        context = {"keyset": page, "destinations": list_destination_states()}
    return render(request, "portal/officer/dead_letters.html", context)


def _replay(request: HttpRequest) -> HttpResponse:
    chosen = [int(value) for value in request.POST.getlist("message") if value.isdecimal()]
    if not chosen:
        messages.error(request, _("Chọn ít nhất một thư để gửi lại."))
        return HttpResponseRedirect(reverse("portal:dead_letters"))
    with acting_as(SYSTEM):
        count = replay_dead_letters(message_ids=chosen, at=now())
    done = ngettext("Đã xếp %(n)s thư để gửi lại.", "Đã xếp %(n)s thư để gửi lại.", count)
    messages.success(request, done % {"n": grouped(count)})
    return HttpResponseRedirect(reverse("portal:dead_letters"))


def _from_the_start(request: HttpRequest, refusal: BadCursor) -> HttpResponse:
    messages.error(request, refusal.message)
    return HttpResponseRedirect(request.path)


@require_safe
@never_cache
@officer_required("AUDITOR")
def access_log(request: HttpRequest) -> HttpResponseBase:
    """Show which officer looked at whose data, when and why, the newest first."""
    name = request.GET.get("can-bo", "").strip()[:120]
    with acting_as(SYSTEM):
        try:
            page = page_by_keyset(
                search_looks(name), order=("-id",), cursor=request.GET.get("trang"), size=50
            )
        except BadCursor as refusal:
            return _from_the_start(request, refusal)
        table = _looks_table(page)
    context = {"keyset": page, "table": table, "name": name}
    return render(request, "portal/officer/access_log.html", context)


def _looks_table(page: KeysetPage[AccessLog]) -> Table:
    columns = (_("Thời điểm"), _("Cán bộ"), _("Cơ quan"), _("Người được xem"), _("Để làm gì"))
    rows = [
        [
            Cell(f"{local(look.at):%H:%M:%S %d/%m/%Y}"),
            Cell(look.actor_name),
            Cell(look.agency_name),
            Cell(look.person.full_name),
            Cell(look.purpose, note=look.subject),
        ]
        for look in page.items
    ]
    return Table(_("Ai đã xem dữ liệu của ai"), [Column(label) for label in columns], rows)
