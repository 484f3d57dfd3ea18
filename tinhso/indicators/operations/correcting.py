"""Corrections by a data steward: a new version with its reason, witnessed by the ledger."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.indicators.models import Fact, Indicator, Source, SourceKind
from tinhso.indicators.operations.recording import NewFact, Origin, Recorded, record_facts
from tinhso.indicators.permissions import check_steward
from tinhso.indicators.rules import ValueKind
from tinhso.ledger.api import record


class ReasonMissing(DomainError):
    """A correction without a reason cannot be understood later."""

    code = "reason_missing"
    text = gettext_lazy("Hãy ghi lý do đính chính để người đọc sau hiểu vì sao số liệu thay đổi.")


class NothingChanged(DomainError):
    """The number given is the one that stands."""

    code = "nothing_changed"
    text = gettext_lazy("Số liệu mới trùng với số liệu hiện tại. Hãy nhập số cần thay đổi.")


class NotCorrectable(DomainError):
    """Numbers that daily work makes are corrected where the work is."""

    code = "not_correctable"
    text = gettext_lazy(
        "Số liệu này sinh từ hồ sơ, văn bản trên hệ thống. Hãy sửa tại hồ sơ, văn bản gốc."
    )


def correct_fact(
    *,
    fact: Fact,
    numerator: Decimal | None,
    denominator: Decimal | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Recorded:
    """Give a fact its next version (đính chính số liệu).

    :raises NotYourNumbers: the actor is not the indicator's data steward.
    :raises NotCorrectable: it was made by daily work.
    :raises ReasonMissing: no reason was given.
    :raises NothingChanged: the numbers are the same.
    """
    indicator = Indicator.objects.get(pk=fact.indicator_id)
    check_steward(actor, indicator)
    if fact.subject:
        raise NotCorrectable
    if not reason.strip():
        raise ReasonMissing
    origin = Origin(
        source=Source.objects.get(kind=SourceKind.MANUAL), kind=ValueKind(fact.kind), reason=reason
    )
    corrected = NewFact(
        indicator_id=fact.indicator_id, area_id=fact.area_id, agency_id=fact.agency_id,
        period_id=fact.period_id, numerator=numerator, denominator=denominator,
        breakdown=fact.breakdown,
    )  # fmt: skip
    found = record_facts(facts=[corrected], origin=origin, actor=actor, at=at)
    if not found.changed:
        raise NothingChanged
    record(
        kind="INDICATOR_CORRECTED",
        subject=f"indicator:{indicator.code}",
        payload={
            "period": fact.period_id, "area": fact.area_id, "agency": fact.agency_id,
            "from": _written(fact.numerator, fact.denominator),
            "to": _written(numerator, denominator), "reason": reason,
        },
        actor=actor,
        at=at,
    )  # fmt: skip
    return found


def _written(numerator: Decimal | None, denominator: Decimal | None) -> list[str | None]:
    return [None if part is None else format(part, "f") for part in (numerator, denominator)]
