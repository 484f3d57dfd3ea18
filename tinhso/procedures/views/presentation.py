"""A version as its page says it: how long, how much, who decides, when the result would be due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import Due, compute_due, explain
from tinhso.core.money import format_vnd
from tinhso.orgs.api import english_department_names, organisation_date
from tinhso.procedures.api import (
    ProcedureVersion,
    cut_off_of,
    deciding_agency_of,
    limit_of,
    ways_of,
)

TO_CONFIRM = "to_confirm"
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way of filing as said to a person."""

    channel: str
    name: str
    time_limit: str
    fee: str


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee as said to a person."""

    name: str
    amount: str
    note: str
    basis: str
    is_to_confirm: bool


@dataclass(frozen=True, slots=True)
class DueExample:
    """When the result would be due if filed now, and why."""

    channel_name: str
    at: datetime
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class LegalRow:
    """One law or decree the procedure rests on."""

    number: str
    title: str
    issued_on: date | None
    is_to_confirm: bool


@dataclass(frozen=True, slots=True)
class BlankQuestion:
    """One question of a form to print."""

    title: Mapping[str, str]
    help: Mapping[str, str] | None
    options: list[Mapping[str, str]]
    is_long: bool
    is_statement: bool


@dataclass(frozen=True, slots=True)
class BlankPart:
    """One page of a form to print."""

    title: Mapping[str, str]
    help: Mapping[str, str] | None
    questions: list[BlankQuestion]
    only_if: Words | None
    only_if_answer: Words | None


def blank_parts(schema: Mapping[str, Any]) -> list[BlankPart]:
    """Give the questions of a form as printed for a pen: every page, and when to fill it in."""
    questions = schema["properties"]
    return [
        BlankPart(
            page["title"],
            None
            if any("x-autofill" in questions[name] for name in page["fields"])
            else page["help"],
            [_blank_question(questions[name]) for name in page["fields"]],
            *_condition(page["show_if"], questions),
        )
        for page in schema["x-pages"]
    ]


def _condition(
    show_if: Mapping[str, Any] | None, questions: Mapping[str, Any]
) -> tuple[Words | None, Words | None]:
    """Give the earlier question a page depends on and the answer that asks for the page."""
    if show_if is None:
        return None, None
    question = questions[show_if["field"]]
    answers = [row for row in question.get("x-options", []) if row["value"] == show_if["equals"]]
    return question["x-title"], answers[0] if answers else None


def _blank_question(question: Mapping[str, Any]) -> BlankQuestion:
    widget = question["x-widget"]
    return BlankQuestion(
        title=question["x-title"],
        help=None if widget == "area" else question["x-help"],
        options=question.get("x-options", []),
        is_long=widget == "textarea",
        is_statement=widget == "checkbox",
    )


def channel_names() -> dict[str, str]:
    """Give the words for each way of filing."""
    return {
        "ONLINE": _("Trực tuyến"),
        "NATIONAL_PORTAL": _("Qua Cổng Dịch vụ công quốc gia"),
        "COUNTER": _("Tại bộ phận một cửa"),
        "POST": _("Qua bưu chính"),
        "ASSISTED": _("Tổ công nghệ số cộng đồng nộp giúp"),
    }


def tier_names() -> dict[str, str]:
    """Give the words for each tier."""
    return {
        "COMMUNE": _("Cấp xã"),
        "DISTRICT": _("Cấp huyện"),
        "PROVINCE": _("Cấp tỉnh"),
    }


def time_limit_words(limit: Mapping[str, Any]) -> str:
    """Say a time limit: ``3 ngày làm việc``."""
    amount = limit["amount"]
    if amount == 0:
        return _("Trong ngày làm việc")
    if limit["unit"] == "WORKING_HOUR":
        text = ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", amount)
    elif limit["unit"] == "WORKING_DAY":
        text = ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", amount)
    else:
        text = ngettext("%(n)s ngày", "%(n)s ngày", amount)
    return text % {"n": amount}


def fee_words(amount_vnd: int) -> str:
    """Say an amount; nothing to pay is said in words."""
    return format_vnd(amount_vnd) if amount_vnd else _("Miễn phí")


def way_rows(ways: Iterable[Mapping[str, Any]]) -> list[WayRow]:
    """Say every way of filing."""
    names = channel_names()
    return [
        WayRow(
            channel=way["channel"],
            name=names[way["channel"]],
            time_limit=time_limit_words(way["time_limit"]),
            fee=fee_words(way["fee_vnd"]),
        )
        for way in ways
    ]


def fee_rows(content: Mapping[str, Any]) -> list[FeeRow]:
    """Say every fee with its legal basis."""
    return [
        FeeRow(
            name=words(fee["name"]),
            amount=fee_words(fee["amount_vnd"]),
            note=words(fee["note"]),
            basis=fee["basis"],
            is_to_confirm=fee["certainty"] == TO_CONFIRM,
        )
        for fee in content["fees"]
    ]


def legal_rows(content: Mapping[str, Any]) -> list[LegalRow]:
    """Say what the procedure rests on, the decision that announced it last."""
    announced = content["announced_by"]
    acts = list(content["legal_basis"])
    if announced["number"]:
        acts.append({**announced, "title": _("Quyết định công bố thủ tục")})
    return [
        LegalRow(
            number=act["number"],
            title=act["title"],
            issued_on=date.fromisoformat(act["issued_on"]) if act["issued_on"] else None,
            is_to_confirm=act["certainty"] == TO_CONFIRM,
        )
        for act in acts
    ]


def deciding_words(version: ProcedureVersion) -> str:
    """Say who decides."""
    agency = deciding_agency_of(version)
    if agency["department_short_name"]:
        return department_name(str(agency["department_short_name"]))
    committees = {
        "COMMUNE": _("Ủy ban nhân dân cấp xã"),
        "DISTRICT": _("Ủy ban nhân dân cấp huyện"),
        "PROVINCE": _("Ủy ban nhân dân tỉnh"),
    }
    return committees[agency["tier"]]


def department_name(short_name: str) -> str:
    """Give a department's name in the reader's language, by its short Vietnamese one."""
    if get_language() != "en":
        return short_name
    return english_department_names(organisation_date()).get(short_name, short_name)


def due_example(version: ProcedureVersion, at: datetime) -> DueExample:
    """Reckon when the result would be due if the papers were complete and filed at a moment."""
    channel = next(iter(ways_of(version)))["channel"]
    due: Due = compute_due(
        received_at=at,
        limit=limit_of(version, channel),
        cut_off=cut_off_of(version),
        calendar=load_calendar(),
    )
    return DueExample(
        channel_name=channel_names()[channel],
        at=due.at,
        reasons=explain(due, get_language() or "vi"),
    )


def words(texts: Mapping[str, str] | None) -> str:
    """Give a text in the reader's language; nothing for nothing."""
    if not texts:
        return ""
    return texts.get(get_language() or "vi") or texts["vi"]
