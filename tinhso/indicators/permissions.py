"""Who may see and do what in the indicators slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.indicators.models import (
    Batch,
    Fact,
    Indicator,
    IndicatorVersion,
    QuarantinedRow,
    Source,
)
from tinhso.indicators.rules import Sensitivity
from tinhso.orgs.api import Tier, get_agency_by_id

STEWARD_ROLES = ("DATA_STEWARD",)
REPORTING_ROLES = (*STEWARD_ROLES, "ADMINISTRATOR")


class NotYourNumbers(DomainError):
    """Only the data steward of the indicator's owner or keeper changes its numbers."""

    code = "not_your_numbers"
    text = gettext_lazy(
        "Việc này do người quản trị dữ liệu của cơ quan chủ quản chỉ tiêu thực hiện."
    )


def may_report(actor: Actor) -> bool:
    """Tell whether the actor sends the province's numbers up: a steward of a provincial agency."""
    own = (get_agency_by_id(agency_id) for agency_id in actor.agency_ids)
    return actor.has_role("DATA_STEWARD") and any(one.tier == Tier.PROVINCE for one in own)


def indicators_for(actor: Actor) -> QuerySet[Indicator]:
    """Give the indicators whose numbers the actor may read.

    Facts of a restricted indicator given by the actor's own agency are theirs to read besides.
    """
    indicators = Indicator.objects.select_related("version", "owner", "keeper")
    if actor.kind is ActorKind.SYSTEM:
        return indicators
    is_open = Q(sensitivity=Sensitivity.PUBLIC)
    if actor.is_officer:
        own = actor.agency_ids
        is_open |= Q(sensitivity=Sensitivity.INTERNAL)
        is_open |= Q(owner_id__in=own) | Q(keeper_id__in=own)
    return indicators.filter(is_open)


def catalogue_for(actor: Actor) -> QuerySet[Indicator]:
    """Give the indicators whose meaning the actor may read: officers all, others the public."""
    if actor.is_officer or actor.kind is ActorKind.SYSTEM:
        return Indicator.objects.select_related("version", "owner", "keeper")
    return indicators_for(actor)


def access_indicator(actor: Actor, code: str) -> Indicator:
    """Give an indicator of the catalogue, or answer as if it did not exist.

    :raises Http404: the actor may not read it, or there is none.
    """
    found = catalogue_for(actor).filter(code=code, version__isnull=False).first()
    if found is None:
        raise Http404
    return found


def definition_of(indicator: Indicator) -> IndicatorVersion:
    """Give the version in force of an indicator that was defined.

    :raises Http404: it has none yet.
    """
    if indicator.version is None:
        raise Http404
    return indicator.version


def may_steward(actor: Actor, indicator: Indicator) -> bool:
    """Tell whether the actor may correct numbers and define the indicator anew."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    own = {indicator.owner_id, indicator.keeper_id}
    return actor.is_officer and actor.has_role(*STEWARD_ROLES) and not own.isdisjoint(
        actor.agency_ids
    )  # fmt: skip


def check_steward(actor: Actor, indicator: Indicator) -> None:
    """Refuse whoever is not the indicator's data steward.

    :raises NotYourNumbers: the actor is not.
    """
    if not may_steward(actor, indicator):
        raise NotYourNumbers


def access_fact(actor: Actor, fact_id: int) -> Fact:
    """Give a current fact whose indicator the actor stewards.

    :raises Http404: there is none for them.
    """
    fact = Fact.objects.filter(pk=fact_id, superseded_at__isnull=True).first()
    if fact is None:
        raise Http404
    indicator = Indicator.objects.get(pk=fact.indicator_id)
    if not may_steward(actor, indicator):
        raise Http404
    return fact


def sources_for(actor: Actor) -> QuerySet[Source]:
    """Give the sources the actor works with: those of their agencies; the platform sees all."""
    sources = Source.objects.select_related("agency")
    if actor.kind is ActorKind.SYSTEM:
        return sources
    if not actor.is_officer or not actor.has_role(*STEWARD_ROLES):
        return sources.none()
    return sources.filter(agency_id__in=actor.agency_ids)


def access_source(actor: Actor, code: str) -> Source:
    """Give a source of the actor's agency.

    :raises Http404: there is none for them.
    """
    source = sources_for(actor).filter(code=code).first()
    if source is None:
        raise Http404
    return source


def access_batch(actor: Actor, token: str) -> Batch:
    """Give a batch of a source of the actor's agency.

    :raises Http404: there is none for them.
    """
    batches = Batch.objects.select_related("source", "agency").filter(source__in=sources_for(actor))
    batch = batches.filter(token=token).first() if is_token(token) else None
    if batch is None:
        raise Http404
    return batch


def access_row(actor: Actor, token: str, row_id: int) -> QuarantinedRow:
    """Give a row put aside of a batch of the actor's agency.

    :raises Http404: there is none for them.
    """
    batch = access_batch(actor, token)
    row = QuarantinedRow.objects.filter(batch=batch, pk=row_id).first()
    if row is None:
        raise Http404
    return row
