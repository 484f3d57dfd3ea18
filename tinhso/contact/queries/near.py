"""Reports that may be the same matter: near, recent, alike; a person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tinhso.contact.models import Contact, PublicState
from tinhso.contact.rules import likeness
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as

_MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """What is being written: category, point or commune, words."""

    category: str
    text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    area_code: str = ""
    but_not: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """A report that may be the same matter, how far it is (metres) and how alike (0 to 1)."""

    contact: Contact
    metres: int | None
    score: float


def near_in_public(sought: Sought, *, at: datetime, most: int = 3) -> list[Near]:
    """Give published reports within 250 m of the last 60 days, most alike first."""
    with acting_as(SYSTEM):
        rows = Contact.objects.filter(public_state=PublicState.PUBLISHED)
        return _near(rows, sought, likeness.PUBLIC_METRES, at, most)


def near_for_staff(actor: Actor, sought: Sought, *, at: datetime, most: int = 6) -> list[Near]:
    """Give reports the officer may see within 1,000 m of the last 60 days, most alike first."""
    agencies = list(actor.agency_ids)
    rows = Contact.objects.filter(
        Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies)
    )
    return _near(rows, sought, likeness.STAFF_METRES, at, most)


def _near(
    rows: QuerySet[Contact], sought: Sought, within: int, at: datetime, most: int
) -> list[Near]:
    found = rows.filter(
        kind="FIELD_REPORT",
        received_at__gte=at - timedelta(days=likeness.DAYS),
        duplicate_of__isnull=True,
    ).exclude(pk=sought.but_not)
    if sought.latitude is not None and sought.longitude is not None:
        box = likeness.box_around(sought.latitude, sought.longitude, within)
        found = found.filter(
            latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
        )
    elif sought.area_code and sought.category:
        found = found.filter(area__code=sought.area_code, category_id=sought.category)
    else:
        return []
    compared = found.select_related("agency", "category").order_by("-received_at")
    return _best(list(compared[:_MOST_COMPARED]), sought, within, most)


def _best(rows: Sequence[Contact], sought: Sought, within: int, most: int) -> list[Near]:
    judged = [_judge(row, sought, within) for row in rows]
    alike = [one for one in judged if one is not None and one.score >= likeness.LEAST_SCORE]
    return sorted(alike, key=lambda one: -one.score)[:most]


def _judge(row: Contact, sought: Sought, within: int) -> Near | None:
    is_same = row.category_id == sought.category
    words = likeness.text_likeness(row.public_text or row.text, sought.text) if sought.text else 0.0
    if sought.latitude is None or sought.longitude is None or row.latitude is None:
        # Without two points the commune stands for nearness: half of it.
        score = likeness.score(
            metres=within / 2, within=within, is_same_category=is_same, words=words
        )
        return Near(row, None, score)
    metres = likeness.metres_between(
        (sought.latitude, sought.longitude), (row.latitude, row.longitude or 0.0)
    )
    if metres > within:
        return None
    score = likeness.score(metres=metres, within=within, is_same_category=is_same, words=words)
    return Near(row, round(metres), score)
