"""One case as officers see it: what to do now, what was filed, who held it, when it is due."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.api import (
    Action,
    Case,
    CaseEvent,
    CaseState,
    access_case_for_officer,
    find_origin,
)
from tinhso.cases.forms.papers import in_words
from tinhso.cases.models import CaseSlip, CoSignatureWay
from tinhso.cases.permissions import may_digitise
from tinhso.cases.queries import (
    StepOnTheWay,
    commune_names,
    explain_due,
    fee_of_case,
    find_payment_request,
    find_supplement_request,
    is_drafted,
    list_consultations,
    list_events,
    list_papers,
    list_slips,
    list_way,
    party_words,
    signatures_of,
)
from tinhso.cases.templatetags.cases import timeline_entry
from tinhso.cases.views.officer.deadlines import deadline_of
from tinhso.cases.views.officer.looks import note_look
from tinhso.cases.views.officer.panel import panel_buttons, path_buttons
from tinhso.cases.views.officer.paths import paths_context
from tinhso.cases.views.officer.rows import written
from tinhso.cases.views.officer.words import CHANNEL_WORDS, role_words
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local, now
from tinhso.core.money import format_vnd
from tinhso.documents.api import LINKING_ROLES, SigningRequest, find_awaited
from tinhso.identity.api import Person, PersonKind, get_person, officer_required
from tinhso.orgs.api import agency_name_shown
from tinhso.procedures.api import co_signing_of, load_form, variant_of
from tinhso.ui.components import StepItem, SummaryRow, TimelineEntry
from tinhso.ui.navigation import actor_of

SLIP_OF_ACT = {
    Action.ACCEPT: "01",
    Action.REQUEST_SUPPLEMENT: "02",
    Action.REFUSE: "03",
    Action.WITHDRAW: "05",
    Action.NOTIFY_STOP: "05",
    Action.STOP: "05",
    Action.RESCHEDULE: "04",
    Action.ISSUE_CONTROL_SLIP: "06",
}


@require_safe
@never_cache
@officer_required()
def officer_case(request: HttpRequest, token: str) -> HttpResponse:
    """Show the case and what its reader may do; the look at the applicant's data is recorded."""
    actor = actor_of(request)
    case = access_case_for_officer(actor, token)
    events, slips = list_events(case, public_only=False), list_slips(case)
    slip_context = {"case": case, "slips": slips, "is_slip_coming": is_slip_coming(events, slips)}
    if request.headers.get("HX-Request"):
        return render(request, "cases/officer/_slips.html", slip_context)
    note_look(actor, case)
    context = {
        **slip_context,
        "buttons": panel_buttons(actor=actor, case=case),
        "path_buttons": path_buttons(actor=actor, case=case, at=now()),
        **paths_context(case, at=now()),
        "deadline": deadline_of(case, at=now(), calendar=load_calendar()),
        "reasons": explain_due(case, get_language() or "vi"),
        "applicant": _applicant_rows(case),
        "signer_rows": _signer_rows(case),
        "facts": _fact_rows(case, events),
        "sections": load_form(case.version).summary(case.form, areas=commune_names),
        "papers": list_papers(case),
        "may_digitise": may_digitise(actor, case),
        "way": _way_items(case),
        "entries": _timeline(case, events),
        "consultations": list_consultations(case),
        "is_drafted": is_drafted(case),
        "awaited": _awaited(actor, case),
        "origin": find_origin(case.origin, actor),
        "fee": fee_of_case(case),
        **_waiting(case),
    }
    return render(request, "cases/officer/case.html", context)


def _awaited(actor: Actor, case: Case) -> SigningRequest | None:
    """Give the confirmation a leader's signature waits for, if any."""
    return find_awaited(f"case:{case.pk}") if actor.has_role(*LINKING_ROLES) else None


def is_slip_coming(events: Sequence[CaseEvent], slips: Sequence[CaseSlip]) -> bool:
    """Tell whether a slip was ordered that no task has finished yet."""
    made = {(slip.form, slip.event_ordinal) for slip in slips}
    was_accepted = any(event.kind == Action.ACCEPT for event in events)
    ordered = {
        (SLIP_OF_ACT[Action(event.kind)], event.ordinal)
        for event in events
        if event.kind in SLIP_OF_ACT and (event.kind != Action.WITHDRAW or was_accepted)
        if not event.changes.get("awaits_stop_notice")
    }
    return not ordered <= made


def _applicant_rows(case: Case) -> list[SummaryRow]:
    person = get_person(case.applicant_id)
    return [
        *_who_rows(person),
        SummaryRow(_("Số điện thoại"), person.phone),
        SummaryRow(_("Thư điện tử"), person.email),
        SummaryRow(_("Địa chỉ"), person.address),
        *([SummaryRow(_("Người nộp thay"), case.representative_name)] * bool(case.mandate_id)),
    ]


def _signer_rows(case: Case) -> list[SummaryRow]:
    """List who signed with the applicant, when and how; asked only where a procedure knows them."""
    if co_signing_of(case.version) is None:
        return []
    return [
        SummaryRow(
            f"{row.full_name} ({in_words(party_words(case.version, row.party))})",
            f"{CoSignatureWay(row.way).label}, {written(row.answered_at)}"
            + (f", {row.answered_by}" if row.answered_by else ""),
        )
        for row in signatures_of(case)
        if row.answered_at is not None
    ]


def _who_rows(person: Person) -> list[SummaryRow]:
    if person.kind == PersonKind.LEGAL:
        return [
            SummaryRow(_("Tên tổ chức"), person.full_name),
            SummaryRow(_("Mã số"), person.identity_number),
        ]
    return [
        SummaryRow(_("Họ và tên"), person.full_name),
        SummaryRow(_("Ngày sinh"), f"{person.birth_date:%d/%m/%Y}" if person.birth_date else ""),
        SummaryRow(_("Số định danh"), person.identity_number),
    ]


def _fact_rows(case: Case, events: Sequence[CaseEvent]) -> list[SummaryRow]:
    rows = [
        SummaryRow(_("Hình thức nộp"), str(CHANNEL_WORDS[case.channel])),
        SummaryRow(_("Nơi tiếp nhận"), agency_name_shown(case.receiving_agency_id)),
        SummaryRow(_("Nơi giải quyết"), agency_name_shown(case.competent_agency_id)),
        SummaryRow(_("Phí, lệ phí"), format_vnd(case.fee_vnd)),
        SummaryRow(_("Nộp lúc"), written(case.filed_at)),
    ]
    variant = variant_of(case.version, case.variant)
    if variant is not None:
        rows.insert(0, SummaryRow(_("Trường hợp"), in_words(variant["name"])))
    if case.assisted_by_id is not None and events:
        words = f"{events[0].actor_name}, {events[0].agency_name}"
        rows.append(SummaryRow(_("Người hỗ trợ nộp"), words))
    later = (
        (_("Tiếp nhận lúc"), case.accepted_at),
        (_("Ký kết quả lúc"), case.decided_at),
        (_("Trả kết quả lúc"), case.returned_at),
    )
    rows += [SummaryRow(label, written(at)) for label, at in later if at is not None]
    return [*rows, SummaryRow(_("Mã tra cứu"), case.token)]


def _way_items(case: Case) -> list[StepItem]:
    return [
        StepItem(
            on_the_way.step.name(get_language() or "vi"), on_the_way.state, "", _hint(on_the_way)
        )
        for on_the_way in list_way(case)
    ]


def _hint(on_the_way: StepOnTheWay) -> str:
    """Say who does a step, in how many hours and, where the case has been, when."""
    parts = [on_the_way.officer_name or role_words(on_the_way.step.role)]
    if on_the_way.step.hours:
        hours = on_the_way.step.hours
        parts.append(ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours})
    stay = on_the_way.stay
    if stay is not None and stay.left_at is not None:
        parts.append(_("xong %(time)s") % {"time": f"{local(stay.left_at):%H:%M %d/%m}"})
    elif stay is not None and stay.due_at is not None:
        parts.append(_("nên xong trước %(time)s") % {"time": f"{local(stay.due_at):%H:%M %d/%m}"})
    return " · ".join(parts)


def _timeline(case: Case, events: Sequence[CaseEvent]) -> list[TimelineEntry]:
    """Give the whole history, the newest first, with what citizens do not read."""
    names = {on.step.code: on.step.name(get_language() or "vi") for on in list_way(case)}
    return [_entry(event, names) for event in reversed(events)]


def _entry(event: CaseEvent, names: dict[str, str]) -> TimelineEntry:
    entry = timeline_entry(event, names)
    internal = [
        str(event.facts[name]) for name in ("note", "question", "answer") if event.facts.get(name)
    ]
    if event.kind in {Action.CONSULT, Action.ANSWER_CONSULTATION} and event.facts.get("agency"):
        internal.insert(0, f"{event.facts['agency']}:")
    if event.facts.get("percent"):
        internal.append(_("%(percent)s %% thời gian") % {"percent": event.facts["percent"]})
    return replace(entry, note=" ".join([entry.note, *internal]).strip())


def _waiting(case: Case) -> dict[str, Any]:
    """Give what the office is waiting for, if it is."""
    if case.state == CaseState.PAYMENT_REQUESTED:
        return {"asked": find_payment_request(case)}
    if case.state != CaseState.SUPPLEMENT_REQUESTED:
        return {}
    return {"asked": find_supplement_request(case)}
