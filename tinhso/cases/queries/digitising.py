"""What is to digitise in a case, why not, and the shares an agency reaches (766: 4.2, 4.3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from tinhso.cases.models import Case, CasePaper, CasePaperWay, DutyState, PaperDuty
from tinhso.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Exemption:
    """A reason of the law why a paper is not digitised; ``source`` names it."""

    code: str
    name: Mapping[str, str]
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class DigitisationRules:
    """What a certified copy says and on which basis; which papers need none."""

    statement: str
    basis: str
    certainty: str
    exemptions: tuple[Exemption, ...]


def digitisation_rules() -> DigitisationRules:
    """Give the rules of the installed pack."""
    return _read(Path(settings.PROVINCE_PACK) / "papers" / "digitisation.json")


@lru_cache(maxsize=4)
def _read(path: Path) -> DigitisationRules:
    content = json.loads(path.read_text(encoding="utf-8"))
    exemptions = [
        Exemption(row["code"], row["name"], row["source"], row["certainty"])
        for row in content["exemptions"]
    ]
    return DigitisationRules(
        content["statement"], content["basis"], content["certainty"], tuple(exemptions)
    )


def list_duties(case: Case) -> list[PaperDuty]:
    """Give the papers of a case to digitise, with their scans, in the law's order."""
    return list(PaperDuty.objects.filter(case=case).select_related("scan__document").order_by("pk"))


@dataclass(frozen=True, slots=True)
class PaperShare:
    """How often one paper was digitised and reused in a period; counts of papers.

    ``to_digitise`` leaves the exempt ones out; ``could_reuse`` are those for which the vault
    offered a verified paper, ``handed_in`` all files and reuses.
    """

    name: str
    to_digitise: int = 0
    digitised: int = 0
    exempt: int = 0
    handed_in: int = 0
    could_reuse: int = 0
    reused: int = 0


def paper_shares(actor: Actor, *, since: datetime, until: datetime) -> list[PaperShare]:
    """Give the shares of the actor's agencies by paper, of cases taken in in a period.

    ``until`` is exclusive. Two queries whatever the period.
    """
    counts: dict[str, dict[str, int]] = {}
    for row in _duty_counts(actor, since, until):
        counts.setdefault(row.pop("name"), {}).update(row)
    for row in _reuse_counts(actor, since, until):
        counts.setdefault(row.pop("name"), {}).update(row)
    return [PaperShare(name, **found) for name, found in sorted(counts.items())]


def _duty_counts(actor: Actor, since: datetime, until: datetime) -> list[dict[str, Any]]:
    rows = PaperDuty.objects.filter(
        agency_id__in=actor.agency_ids, created_at__gte=since, created_at__lt=until
    )
    counted = rows.values("name").annotate(
        to_digitise=Count("pk", filter=~Q(state=DutyState.EXEMPT)),
        digitised=Count("pk", filter=Q(state=DutyState.DIGITISED)),
        exempt=Count("pk", filter=Q(state=DutyState.EXEMPT)),
    )
    return [dict(row) for row in counted]


def _reuse_counts(actor: Actor, since: datetime, until: datetime) -> list[dict[str, Any]]:
    agencies = actor.agency_ids
    rows = CasePaper.objects.filter(
        Q(case__receiving_agency_id__in=agencies) | Q(case__competent_agency_id__in=agencies),
        case__filed_at__gte=since,
        case__filed_at__lt=until,
    ).exclude(way=CasePaperWay.DIGITISED)
    counted = rows.values("name").annotate(
        handed_in=Count("pk"),
        could_reuse=Count("pk", filter=Q(had_offer=True)),
        reused=Count("pk", filter=Q(way=CasePaperWay.REUSED)),
    )
    return [dict(row) for row in counted]
