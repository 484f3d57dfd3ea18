"""Slips (phiếu 01–06): ordered in the act's transaction, made by a task, issued once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.cases.models import Case, CaseEvent, CaseSlip
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, last_act, start_act
from tinhso.cases.permissions import agencies_of
from tinhso.cases.queries import (
    ControlRow,
    Verdict,
    clocks_of,
    control_rows,
    explain_due,
    fee_words,
    look_up_secret,
)
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.documents.api import issue_signed
from tinhso.orgs.api import Agency, find_position, get_agency_by_id
from tinhso.procedures.api import papers_of

SLIP_TITLES = {
    "01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "03": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "04": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    "05": "Thông báo dừng giải quyết hồ sơ",
    "06": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
}

#: Notation after the number; to be confirmed against the forms in force.
SLIP_NOTATIONS = {
    "01": "TNHS",
    "02": "HDHS",
    "03": "TCHS",
    "04": "XLHL",
    "05": "DGQ",
    "06": "KSHS",
}


def order_slip(*, case: Case, form: str, event: CaseEvent, actor: Actor) -> None:
    """Have a slip made after the running transaction commits; lost with it when it does not."""
    app.configure_task("tinhso.cases.tasks.issue_case_slip", queue="documents").defer(
        case_id=case.pk, form=form, event_ordinal=event.ordinal, actor=actor.as_json()
    )


@transaction.atomic
def issue_slip(*, case: Case, form: str, event: CaseEvent, actor: Actor, at: datetime) -> CaseSlip:
    """Make, sign, seal and file a slip; asked again, give the one that exists."""
    Case.objects.select_for_update().get(pk=case.pk)
    found = CaseSlip.objects.filter(case=case, form=form, event_ordinal=event.ordinal).first()
    if found is not None:
        return found
    agency = get_agency_by_id(actor.agency_id or case.receiving_agency_id)
    document = issue_signed(
        kind="SLIP",
        template=f"slip_{form}",
        title=SLIP_TITLES[form],
        agency=agency,
        person_id=case.applicant_id,
        subject=f"case:{case.pk}",
        content={
            **slip_content(case=case, event=event, agency=agency, clerk_name=actor.name),
            **_leader(actor),
        },
        register=SLIP_NOTATIONS[form],
        reader_agency_ids=list(agencies_of(case)),
        actor=actor,
        at=at,
    )
    return CaseSlip.objects.create(
        case=case, form=form, event_ordinal=event.ordinal, document=document, created_at=at
    )


def slip_content(
    *, case: Case, event: CaseEvent, agency: Agency, clerk_name: str
) -> dict[str, Any]:
    """Give the words of a slip; times are written in Vietnam's time."""
    facts = event.facts
    reasons = [facts[name] for name in ("reason", "message") if facts.get(name)]
    return {
        "case_code": case.code or "",
        "token": case.token,
        "look_up_secret": _spaced(look_up_secret(case.token)),
        "applicant_name": case.applicant_name,
        "procedure_name": case.procedure_name,
        "papers": _papers(case, facts.get("papers")),
        "co_signers": _co_signers(case) if event.kind == Action.ACCEPT else [],
        "received_at": _written(event.at),
        **_dates(case, event),
        "fee": fee_words(case),
        "agency_name": agency.name,
        "parent_agency_name": agency.parent.name if agency.parent else "",
        "place": place_of(agency),
        "clerk_name": clerk_name,
        "reasons": reasons,
        "legal_basis": facts.get("legal_basis", ""),
        "phone": agency.phone,
        "address": agency.address,
        "issued_on": local(event.at).date().isoformat(),
        **(_control(case, event) if event.kind == Action.ISSUE_CONTROL_SLIP else {}),
    }


def _co_signers(case: Case) -> list[str]:
    """Give who signed with the applicant, and when."""
    filed = CaseEvent.objects.filter(case=case, kind=Action.SUBMIT).values_list("facts", flat=True)
    rows = (filed.first() or {}).get("co_signed", [])
    return [f"{row['name']}, {_written(row['at'])}" for row in rows if row["at"]]


def _leader(actor: Actor) -> dict[str, Any]:
    """Give how a leader signs a slip; clerks sign under the slip's own words."""
    position = find_position(actor.position_id) if actor.position_id else None
    if position is None or not actor.has_role("LEADER"):
        return {}
    authority = position.signing_authority if position.role == "LEADER" else "TUQ."
    return {"signer": {"name": actor.name, "title": position.title, "authority": authority}}


def _dates(case: Case, event: CaseEvent) -> dict[str, Any]:
    """Give the dates a slip speaks of, and why the promised one is what it is."""
    facts = event.facts
    due_at = facts.get("former_due_at") or (case.due_at if promises_date(event) else None)
    return {
        "due_at": _written(due_at) if due_at else "",
        "new_due_at": _written(facts["new_due_at"]) if facts.get("new_due_at") else "",
        "stopped_at": _written(facts.get("stopped_at") or event.at),
        "due_reasons": explain_due(case, "vi") if promises_date(event) else [],
    }


def promises_date(event: CaseEvent) -> bool:
    """Receipt (01), apology (04) and control slip (06) speak of the promised date."""
    return event.kind in {Action.ACCEPT, Action.RESCHEDULE, Action.ISSUE_CONTROL_SLIP}


def issue_control_slip(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Have the control slip (06) made: who had the case when, early, on time or overdue.

    Asked for again on the same day, while nothing happened since, the one ordered stands.

    :raises CaseActionRefused: before the case is accepted.
    :raises NotAuthorised: when the actor works for neither office of the case.
    """
    locked = start_act(case=case, action=Action.ISSUE_CONTROL_SLIP, actor=actor)
    if locked.accepted_at is None:
        raise CaseActionRefused
    action, on = Action.ISSUE_CONTROL_SLIP, local(at).date()
    if last_act(case=locked, action=action, actor=actor, on=on) is not None:
        return locked
    act = Act(Action.ISSUE_CONTROL_SLIP, is_public=False)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    order_slip(case=locked, form="06", event=event, actor=actor)
    return locked


_VERDICTS = {
    Verdict.EARLY: "Trước hạn",
    Verdict.ON_TIME: "Đúng hạn",
    Verdict.OVERDUE: "Quá hạn",
    Verdict.RUNNING: "Đang xử lý",
    Verdict.RUNNING_LATE: "Đang quá hạn",
}


def _control(case: Case, event: CaseEvent) -> dict[str, Any]:
    """Give the rows and both clocks of a control slip as they stood when it was asked for."""
    clocks = clocks_of(case, at=event.at)
    return {
        "received_at": _written(case.accepted_at or event.at),
        "control_rows": [_control_line(row) for row in control_rows(case, at=event.at)],
        "spent": written_minutes(clocks.spent_minutes),
        "limit": written_minutes(clocks.limit_minutes),
        "steps_spent": written_minutes(clocks.steps_spent_minutes),
        "steps_limit": written_minutes(clocks.steps_limit_minutes),
    }


def _control_line(row: ControlRow) -> dict[str, Any]:
    step = f"Liên thông: {row.step_name}" if row.is_branch else row.step_name
    return {
        "step": step,
        "note": row.note,
        "giver": row.giver,
        "receiver": ", ".join(part for part in (row.receiver, row.agency) if part),
        "received_at": _short(row.received_at),
        "due_at": _short(row.due_at),
        "left_at": _short(row.left_at),
        "verdict": _VERDICTS[row.verdict],
        "is_late": row.verdict in {Verdict.OVERDUE, Verdict.RUNNING_LATE},
    }


def written_minutes(minutes: int) -> str:
    """Write working minutes as documents do: days of eight hours, hours, minutes."""
    days, rest = divmod(max(minutes, 0), 8 * 60)
    hours, left = divmod(rest, 60)
    parts = ((days, "ngày"), (hours, "giờ"), (left, "phút"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 phút"


def _short(moment: datetime | None) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment else ""


def _spaced(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def place_of(agency: Agency) -> str:
    """Give the place written before the date: the area's name without its kind."""
    name = agency.area.name
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Tỉnh ", "Huyện ", "Phường ", "Xã "):
        name = name.removeprefix(kind)
    return name


def _papers(case: Case, codes: list[str] | None) -> list[dict[str, Any]]:
    return [
        {
            "name": paper["name"]["vi"],
            "originals": paper["originals"],
            "copies": paper["copies"],
        }
        for paper in papers_of(case.version, case.variant)
        if codes is None or paper["code"] in codes
    ]


def _written(moment: datetime | str) -> str:
    """Write a moment as slips do; history keeps moments as ISO texts."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{local(read):%H:%M ngày %d/%m/%Y}"
