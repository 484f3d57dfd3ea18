"""Words for cases on any page: ``{% load cases %}`` gives states, events and timelines."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinhso.cases.models import WORKING_STATES, Case, CaseState
from tinhso.cases.rules import Action
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local, today
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
    Action.SUBMIT: gettext_lazy("Nộp hồ sơ"),
    Action.ACCEPT: gettext_lazy("Tiếp nhận hồ sơ, hẹn ngày trả"),
    Action.REFUSE: gettext_lazy("Không tiếp nhận hồ sơ"),
    Action.REQUEST_SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung, đồng hồ tạm dừng"),
    Action.PROVIDE_SUPPLEMENT: gettext_lazy("Bổ sung hồ sơ"),
    Action.FORWARD: gettext_lazy("Chuyển bước"),
    Action.RETURN_STEP: gettext_lazy("Trả lại bước trước"),
    Action.CONSULT: gettext_lazy("Lấy ý kiến cơ quan khác"),
    Action.ANSWER_CONSULTATION: gettext_lazy("Cơ quan được hỏi trả lời"),
    Action.DRAFT_RESULT: gettext_lazy("Dự thảo kết quả"),
    Action.SIGN_RESULT: gettext_lazy("Ký kết quả"),
    Action.ISSUE_RESULT: gettext_lazy("Ban hành kết quả"),
    Action.HAND_OVER: gettext_lazy("Trả kết quả"),
    Action.WITHDRAW: gettext_lazy("Rút hồ sơ"),
    Action.MIGRATE: gettext_lazy("Chuyển sang bản công bố khác của thủ tục"),
    Action.RATE: gettext_lazy("Đánh giá"),
    Action.ASSIGN: gettext_lazy("Giao người xử lý"),
    Action.REMIND: gettext_lazy("Đôn đốc"),
    Action.ESCALATE: gettext_lazy("Báo lên trên vì gần hết hoặc quá thời gian"),
    Action.RESCHEDULE: gettext_lazy("Xin lỗi, hẹn lại ngày trả"),
    Action.STOP: gettext_lazy("Dừng giải quyết"),
    Action.NOTIFY_STOP: gettext_lazy("Thông báo dừng giải quyết"),
    Action.OPEN_BRANCHES: gettext_lazy("Giao các cơ quan phối hợp cùng làm"),
    Action.FINISH_BRANCH: gettext_lazy("Cơ quan phối hợp trả lời"),
    Action.RECALL_BRANCH: gettext_lazy("Rút việc đã giao phối hợp"),
    Action.PLAN_INSPECTION: gettext_lazy("Hẹn kiểm tra thực tế"),
    Action.RECORD_INSPECTION: gettext_lazy("Lập biên bản kiểm tra thực tế"),
    Action.PREPARE_CORRECTION: gettext_lazy("Đề xuất đính chính hoặc cấp lại"),
    Action.SIGN_CORRECTION: gettext_lazy("Ký bản đính chính hoặc cấp lại"),
    Action.ISSUE_CORRECTION: gettext_lazy("Ban hành bản đính chính hoặc cấp lại"),
    Action.COMPLAIN: gettext_lazy("Khiếu nại việc giải quyết hồ sơ"),
    Action.ANSWER_COMPLAINT: gettext_lazy("Trả lời khiếu nại"),
    Action.ISSUE_CONTROL_SLIP: gettext_lazy("Lập phiếu kiểm soát"),
    Action.REQUEST_PAYMENT: gettext_lazy("Yêu cầu nộp phí, lệ phí"),
    Action.CONFIRM_PAYMENT: gettext_lazy("Đã nhận phí, lệ phí, giải quyết tiếp"),
    Action.NOTE_PAYMENT: gettext_lazy("Đã nhận phí, lệ phí"),
    Action.TRANSFER: gettext_lazy("Chuyển sang cơ quan kế thừa"),
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


def _note(facts: Mapping[str, Any]) -> str:
    parts = [str(facts[name]) for name in ("reason", "legal_basis", "message") if facts.get(name)]
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
