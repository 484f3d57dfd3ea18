"""The log of calls: for both agencies and administrators; for a person, the calls about them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.keyset import BadCursor
from tinhso.core.rls import acting_as
from tinhso.identity.api import citizen_required, officer_required
from tinhso.ledger.api import InclusionProof, NotYetSequenced, find_disclosure, inclusion_proof
from tinhso.sharing.models import Call
from tinhso.sharing.permissions import KEEPERS, access_call_about_me
from tinhso.sharing.queries import CallFilter, list_services, page_of_calls
from tinhso.sharing.views.words import field_names, outcome_tag, service_name, tabs
from tinhso.ui.components import Filter, Option, SummaryRow
from tinhso.ui.navigation import actor_of

_AUDITING = (*KEEPERS, "AUDITOR")


@require_safe
@never_cache
@officer_required(*_AUDITING)
def monitor(request: HttpRequest) -> HttpResponse:
    """List calls by and to the officer's agencies, newest first."""
    wanted = CallFilter(
        service=request.GET.get("dich_vu", ""),
        outcome=request.GET.get("ket_qua", ""),
        text=request.GET.get("q", "")[:60].replace("\0", ""),
    )
    try:
        page = page_of_calls(actor_of(request), wanted, request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    context = {
        "listed": page,
        "rows": [
            {"call": one, "tag": outcome_tag(one.outcome), "name": service_name(one.service)}
            for one in page.items
        ],
        "filters": _filters(wanted),
        "is_narrowed": any((wanted.service, wanted.outcome, wanted.text)),
        "tabs": tabs("calls"),
    }
    return render(request, "sharing/calls.html", context)


@require_safe
@never_cache
@citizen_required
def about_me(request: HttpRequest, token: str) -> HttpResponse:
    """Show a person one call that took their data, and the proof that it stands in the ledger."""
    call = access_call_about_me(actor_of(request), token)
    proof = _proof(call)
    rows = [
        SummaryRow(_("Lúc"), f"{local(call.at):%H:%M:%S %d/%m/%Y}"),
        SummaryRow(_("Hệ thống nhận"), f"{call.client_name} ({call.agency.name})"),
        SummaryRow(_("Cơ quan giữ dữ liệu"), call.owner.name),
        SummaryRow(_("Dịch vụ"), service_name(call.service)),
        SummaryRow(_("Dữ liệu đã gửi"), field_names(call.service, call.fields)),
        SummaryRow(_("Mục đích"), call.purpose),
        SummaryRow(_("Số hồ sơ của bên nhận"), call.reference),
    ]
    context = {"call": call, "rows": rows, "proof": proof}
    return render(request, "sharing/call.html", context)


@require_safe
@never_cache
@citizen_required
def evidence(request: HttpRequest, token: str) -> HttpResponse:
    """Give what the ledger's entry commits to, with its salt and proof, for a program."""
    call = access_call_about_me(actor_of(request), token)
    proof = _proof(call)
    with acting_as(SYSTEM):
        disclosure = find_disclosure(call.entry) if call.entry else None
    answer = JsonResponse(
        {
            "details": disclosure.details if disclosure else None,
            "salt": disclosure.salt.hex() if disclosure else None,
            "proof": proof.as_json() if proof else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="chia-se-du-lieu.json"'
    return answer


def _proof(call: Call) -> InclusionProof | None:
    if call.entry is None:
        return None
    try:
        return inclusion_proof(UUID(str(call.entry)))
    except NotYetSequenced:
        return None


def _filters(wanted: CallFilter) -> list[Filter]:
    services = [(one.code, str(one.name)) for one in list_services()]
    outcomes = [("OK", _("Đã trả lời")), ("REFUSED", _("Bị từ chối"))]
    return [
        Filter("dich_vu", _("Dịch vụ"), wanted.service, _options(services, wanted.service)),
        Filter("ket_qua", _("Kết quả"), wanted.outcome, _options(outcomes, wanted.outcome)),
        Filter("q", _("Số hồ sơ hoặc tên hệ thống"), wanted.text),
    ]


def _options(rows: list[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    every = Option("", _("Tất cả"), is_selected=not chosen)
    return (every, *(Option(code, label, is_selected=code == chosen) for code, label in rows))
