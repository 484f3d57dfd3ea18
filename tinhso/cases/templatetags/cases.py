"""Words for cases on any page: ``{% load cases %}`` gives states, events and timelines."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from tinhso.cases.models import (
    WORKING_STATES,
    Case,
    CasePaper,
    CaseSlip,
    CaseState,
    CoSignature,
    CoSignatureState,
    Draft,
    PaperDuty,
)
from tinhso.cases.queries import party_words
from tinhso.cases.rules import Action, draft_keeping_on
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local, today
from tinhso.procedures.api import english_name, papers_of
from tinhso.ui.components import State, TimelineEntry, Tone
from tinhso.ui.templatetags.ui import deadline_words

register = template.Library()

STATE_WORDS: Mapping[str, tuple[Promise, Tone]] = {
    CaseState.FILED: (gettext_lazy("Đã nộp, chờ tiếp nhận"), Tone.INFO),
    CaseState.ACCEPTED: (gettext_lazy("Đã tiếp nhận"), Tone.INFO),
    CaseState.REFUSED: (gettext_lazy("Không được tiếp nhận"), Tone.DANGER),
    CaseState.IN_PROGRESS: (gettext_lazy("Đang giải quyết"), Tone.INFO),
    CaseState.SUPPLEMENT_REQUESTED: (gettext_lazy("Chờ bổ sung"), Tone.WARNING),
    CaseState.PAYMENT_REQUESTED: (gettext_lazy("Chờ nộp phí, lệ phí"), Tone.WARNING),
    CaseState.WITHDRAWN: (gettext_lazy("Đã rút"), Tone.NEUTRAL),
    CaseState.STOPPED: (gettext_lazy("Đã dừng giải quyết"), Tone.NEUTRAL),
    CaseState.FINISHED: (gettext_lazy("Đã có kết quả"), Tone.SUCCESS),
    CaseState.RETURNED: (gettext_lazy("Đã trả kết quả"), Tone.SUCCESS),
}

EVENT_TITLES: Mapping[str, Promise] = {
    Action.SUBMIT: pgettext_lazy("history", "Nộp hồ sơ"),
    Action.ACCEPT: pgettext_lazy("history", "Tiếp nhận hồ sơ, hẹn ngày trả"),
    Action.REFUSE: pgettext_lazy("history", "Không tiếp nhận hồ sơ"),
    Action.REQUEST_SUPPLEMENT: pgettext_lazy("history", "Yêu cầu bổ sung, đồng hồ tạm dừng"),
    Action.PROVIDE_SUPPLEMENT: pgettext_lazy("history", "Bổ sung hồ sơ"),
    Action.FORWARD: pgettext_lazy("history", "Chuyển bước"),
    Action.RETURN_STEP: pgettext_lazy("history", "Trả lại bước trước"),
    Action.CONSULT: pgettext_lazy("history", "Lấy ý kiến cơ quan khác"),
    Action.ANSWER_CONSULTATION: pgettext_lazy("history", "Cơ quan được hỏi trả lời"),
    Action.DRAFT_RESULT: pgettext_lazy("history", "Dự thảo kết quả"),
    Action.SIGN_RESULT: pgettext_lazy("history", "Ký kết quả"),
    Action.ISSUE_RESULT: pgettext_lazy("history", "Ban hành kết quả"),
    Action.HAND_OVER: pgettext_lazy("history", "Trả kết quả"),
    Action.WITHDRAW: pgettext_lazy("history", "Rút hồ sơ"),
    Action.MIGRATE: pgettext_lazy("history", "Chuyển sang bản công bố khác của thủ tục"),
    Action.RATE: pgettext_lazy("history", "Đánh giá"),
    Action.ASSIGN: pgettext_lazy("history", "Giao người xử lý"),
    Action.REMIND: pgettext_lazy("history", "Đôn đốc"),
    Action.ESCALATE: pgettext_lazy("history", "Báo lên trên vì gần hết hoặc quá thời gian"),
    Action.RESCHEDULE: pgettext_lazy("history", "Xin lỗi, hẹn lại ngày trả"),
    Action.STOP: pgettext_lazy("history", "Dừng giải quyết"),
    Action.NOTIFY_STOP: pgettext_lazy("history", "Thông báo dừng giải quyết"),
    Action.OPEN_BRANCHES: pgettext_lazy("history", "Giao các cơ quan phối hợp cùng làm"),
    Action.FINISH_BRANCH: pgettext_lazy("history", "Cơ quan phối hợp trả lời"),
    Action.RECALL_BRANCH: pgettext_lazy("history", "Rút việc đã giao phối hợp"),
    Action.PLAN_INSPECTION: pgettext_lazy("history", "Hẹn kiểm tra thực tế"),
    Action.RECORD_INSPECTION: pgettext_lazy("history", "Lập biên bản kiểm tra thực tế"),
    Action.PREPARE_CORRECTION: pgettext_lazy("history", "Đề xuất đính chính hoặc cấp lại"),
    Action.SIGN_CORRECTION: pgettext_lazy("history", "Ký bản đính chính hoặc cấp lại"),
    Action.ISSUE_CORRECTION: pgettext_lazy("history", "Ban hành bản đính chính hoặc cấp lại"),
    Action.COMPLAIN: pgettext_lazy("history", "Khiếu nại việc giải quyết hồ sơ"),
    Action.ANSWER_COMPLAINT: pgettext_lazy("history", "Trả lời khiếu nại"),
    Action.ISSUE_CONTROL_SLIP: pgettext_lazy("history", "Lập phiếu kiểm soát"),
    Action.REQUEST_PAYMENT: pgettext_lazy("history", "Yêu cầu nộp phí, lệ phí"),
    Action.CONFIRM_PAYMENT: pgettext_lazy("history", "Đã nhận phí, lệ phí, giải quyết tiếp"),
    Action.NOTE_PAYMENT: pgettext_lazy("history", "Đã nhận phí, lệ phí"),
    Action.TRANSFER: pgettext_lazy("history", "Chuyển sang cơ quan kế thừa"),
}


class Happening(Protocol):
    """What a timeline needs of an event: a row of history, or its public part."""

    kind: str
    at: datetime
    actor_name: str
    agency_name: str
    facts: dict[str, Any]


def state_words(state: str) -> str:
    """Give a case's state in words a citizen uses."""
    return str(STATE_WORDS[state][0])


def event_title(kind: str) -> str:
    """Give what happened, in a few words."""
    return str(EVENT_TITLES[kind])


def timeline_entry(event: Happening, step_names: Mapping[str, str] | None = None) -> TimelineEntry:
    """Describe an event as a line of the timeline: what, when, who, and the reason given.

    :param step_names: names of the process's steps by code, to say where a case went.
    """
    by = ", ".join(name for name in (_who(event), event.agency_name) if name)
    title = event_title(event.kind)
    step = (step_names or {}).get(event.facts.get("step", ""))
    if step:
        title = f"{title}: {step}"
    return TimelineEntry(title, State.DONE, event.at, by, _note(event.facts))


def _who(event: Happening) -> str:
    """Give who acted and, for a stand-in, in whose name."""
    if not event.facts.get("on_behalf_of"):
        return event.actor_name
    names = {"name": event.actor_name, "other": event.facts["on_behalf_of"]}
    return _("%(name)s (thay cho %(other)s)") % names


def moment(text: str) -> str:
    """Write a moment history keeps as ISO text."""
    return f"{local(datetime.fromisoformat(text)):%H:%M %d/%m/%Y}" if text else ""


def _note(facts: Mapping[str, Any]) -> str:
    parts = [str(facts[name]) for name in ("reason", "message") if facts.get(name)]
    if facts.get("legal_basis"):
        parts.append(_("Căn cứ: %(law)s.") % {"law": str(facts["legal_basis"]).rstrip(".")})
    if facts.get("co_signed"):
        names = ", ".join(f"{row['name']} ({moment(row['at'])})" for row in facts["co_signed"])
        parts.append(_("Cùng ký: %(names)s.") % {"names": names})
    if facts.get("notation"):
        parts.append(_("Số %(notation)s") % {"notation": facts["notation"]})
    if facts.get("reorganisation"):
        words = _("Từ %(from)s sang %(to)s theo %(legal_act)s. Hạn trả kết quả giữ nguyên.")
        parts.append(words % facts)
    return " ".join(parts)


@register.inclusion_tag("ui/components/tag/tag.html")
def case_state_tag(state: str) -> dict[str, object]:
    """Draw a case's state."""
    words, tone = STATE_WORDS[state]
    return {"text": words, "tone": tone}


SIGNER_TONES: Mapping[str, Tone] = {
    CoSignatureState.LISTED: Tone.NEUTRAL,
    CoSignatureState.INVITED: Tone.WARNING,
    CoSignatureState.AGREED: Tone.SUCCESS,
    CoSignatureState.DECLINED: Tone.DANGER,
    CoSignatureState.VOIDED: Tone.WARNING,
}


@register.inclusion_tag("ui/components/tag/tag.html")
def signer_tag(state: str) -> dict[str, object]:
    """Draw what a co-signer was asked and answered."""
    return {"text": CoSignatureState(state).label, "tone": SIGNER_TONES[state]}


@register.filter
def invited_to(invitation: CoSignature) -> str:
    """Give the procedure somebody is asked to sign for, in the reader's language."""
    is_english = get_language() == "en"
    return str(invitation.procedure_name_en if is_english else invitation.procedure_name)


@register.filter
def party_title(version: Any, party: str) -> str:
    """Give what a part in the signing is called, in the reader's language."""
    return in_language(party_words(version, party))


@register.inclusion_tag("ui/components/timeline/timeline.html")
def case_timeline(
    events: Iterable[Happening],
    coming: Iterable[TimelineEntry] = (),
    step_names: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Draw a case's history and, after it, what is still to come."""
    return {"entries": [*(timeline_entry(event, step_names) for event in events), *coming]}


OUTCOME_WORDS: Mapping[str, Promise] = {
    "CONFORMS": gettext_lazy("Đạt yêu cầu"),
    "FAILS": gettext_lazy("Không đạt"),
    "PARTLY": gettext_lazy("Đạt một phần"),
    "CORRECTION": gettext_lazy("Đính chính"),
    "REISSUE": gettext_lazy("Cấp lại"),
    "DONE": gettext_lazy("Đã xong"),
    "RECALLED": gettext_lazy("Đã rút"),
    "CASE_CLOSED": gettext_lazy("Hồ sơ kết thúc"),
}
COMPLAINT_WORDS: Mapping[str, Promise] = {
    "UPHELD": gettext_lazy("Khiếu nại đúng"),
    "PARTLY": gettext_lazy("Khiếu nại đúng một phần"),
    "REJECTED": gettext_lazy("Khiếu nại không đúng"),
}


@register.filter
def outcome_words(outcome: str) -> str:
    """Give how an inspection, branch or correction ended; none while it is open."""
    return str(OUTCOME_WORDS.get(outcome, ""))


@register.filter
def complaint_words(outcome: str) -> str:
    """Give how a complaint was settled."""
    return str(COMPLAINT_WORDS.get(outcome, ""))


@register.filter
def is_clock_running(case: Case) -> bool:
    """Tell whether the promised date is still ahead of the case."""
    return case.due_at is not None and case.state in WORKING_STATES[:2]


@register.filter
def has_result(case: Case) -> bool:
    """Tell whether the applicant can fetch a result."""
    return case.state in {CaseState.FINISHED, CaseState.RETURNED}


@register.filter
def procedure_title(version: Any) -> str:
    """Give a procedure's name in the reader's language."""
    return str(version.name_en if get_language() == "en" else version.name)


@register.filter
def case_title(case: Case) -> str:
    """Give the name of a case's procedure in the reader's language."""
    return english_name(case.version_id) if get_language() == "en" else case.procedure_name


@register.filter
def paper_title(paper: CasePaper | PaperDuty, case: Case) -> str:
    """Give a paper's name in the reader's language; the catalogue keeps the other languages."""
    if get_language() == "vi":
        return paper.name
    found = (
        row for row in papers_of(case.version, case.variant) if row["code"] == paper.paper_code
    )
    return in_language(next(found, {"name": None})["name"]) or paper.name


SLIP_WORDS: Mapping[str, Promise] = {
    "01": pgettext_lazy("slip", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "02": pgettext_lazy("slip", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "03": pgettext_lazy("slip", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "04": pgettext_lazy("slip", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "05": pgettext_lazy("slip", "Thông báo dừng giải quyết hồ sơ"),
    "06": pgettext_lazy("slip", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
}


@register.filter
def slip_title(slip: CaseSlip) -> str:
    """Give what a slip is called, in the reader's language; the paper itself is Vietnamese."""
    return slip.document.title if get_language() == "vi" else str(SLIP_WORDS[slip.form])


@register.filter
def in_language(texts: Mapping[str, str] | None) -> str:
    """Give a text of the catalogue in the reader's language."""
    return (texts.get(get_language() or "vi") or texts["vi"]) if texts else ""


@register.filter
def grouped(token: str) -> str:
    """Write a look-up code in groups of four, easier to read aloud."""
    return " ".join(token[start : start + 4] for start in range(0, len(token), 4))


@register.inclusion_tag("ui/components/deadline/deadline.html")
def case_deadline(case: Case) -> dict[str, object]:
    """Draw how many working days are left until the promised date."""
    days_left = None
    if case.due_at is not None and case.state in WORKING_STATES:
        days_left = load_calendar().working_days_between(today(), local(case.due_at).date())
    text, tone = deadline_words(days_left)
    return {"text": text, "tone": tone}


@register.filter
def kept_until(draft: Draft) -> date:
    """Give the last day an application nobody goes on with is kept."""
    return draft_keeping_on(today()).kept_until(local(draft.saved_at).date()) - timedelta(days=1)
