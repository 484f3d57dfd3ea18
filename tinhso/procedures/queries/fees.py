"""What a version costs: the one door from a procedure's content to the fee engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tinhso.core.remember import remembered
from tinhso.payments.api import Assessment, FeeQuestion, FeeTable, assess, table_for
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.rules import charged_as, ways_for

AT_FILING, ON_REQUEST = "AT_FILING", "ON_REQUEST"


@dataclass(frozen=True, slots=True)
class FeeAsked:
    """For what a version's fee is asked: the way, the day, and what is known of the case.

    :param answers: the form's answers, from which quantities such as copies are taken.
    :param kinds: kinds of person the payer is of (``POOR_HOUSEHOLD`` …).
    :param case_kind: code of the procedure's case (trường hợp), if it has any.
    :param quantities: what an officer found out; goes before the answers.
    """

    channel: str
    on: date | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    case_kind: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """When a fee is due and whether the clock waits for it.

    ``due`` is ``AT_FILING`` or ``ON_REQUEST`` (after appraisal).
    """

    due: str = AT_FILING
    pauses_clock: bool = True


def fee_table_of(version: ProcedureVersion, case_kind: str = "") -> FeeTable:
    """Give the decision table of a version with the province's exemptions for it.

    Where a version has no table, the fees of the case's own ways of filing make one.
    """
    tariff = _Tariff(version.pk, version.content_hash, case_kind, version.content)
    return _table_in_force(tariff) if version.published_at else _table(tariff)


@dataclass(frozen=True, slots=True)
class _Tariff:
    """Where a fee table is read: a version's content, which its hash names."""

    version_id: int
    content_hash: str
    case_kind: str
    content: Mapping[str, Any] = field(compare=False)


def _table(tariff: _Tariff) -> FeeTable:
    content = {**tariff.content, "ways": ways_for(tariff.content, tariff.case_kind)}
    return table_for(content, field=content["field"], procedure=content["code"]["value"])


@remembered(seconds=300)
def _table_in_force(tariff: _Tariff) -> FeeTable:
    return _table(tariff)


def assess_fee(version: ProcedureVersion, asked: FeeAsked) -> Assessment:
    """Give what a case costs, line by line, and why; a day left out is the version's first.

    A way without a fee of its own is charged as the one it goes as: the national portal and a
    helper as online, the post as the counter.
    """
    table = fee_table_of(version, asked.case_kind)
    question = FeeQuestion(
        channel=_charged_as(version, asked),
        on=asked.on or version.valid_from,
        kinds=asked.kinds,
        case_kind=asked.case_kind,
        quantities={**table.quantities_in(asked.answers), **asked.quantities},
    )
    return assess(table, question)


def _charged_as(version: ProcedureVersion, asked: FeeAsked) -> str:
    ways = ways_for(version.content, asked.case_kind)
    has_own = any(way["channel"] == asked.channel for way in ways)
    is_row = has_own and "fee_table" not in version.content
    return asked.channel if is_row else charged_as(asked.channel)


def fee_of(version: ProcedureVersion, channel: str, asked: FeeAsked | None = None) -> int:
    """Give what filing through a channel costs, in đồng; without more it is the usual case."""
    return assess_fee(version, asked or FeeAsked(channel)).total_vnd


def payment_terms_of(version: ProcedureVersion) -> PaymentTerms:
    """Give when the fee is due; a procedure that does not say takes it at filing."""
    given = version.content.get("payment")
    return PaymentTerms(given["due"], given["pauses_clock"]) if given else PaymentTerms()
