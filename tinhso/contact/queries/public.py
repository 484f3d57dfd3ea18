"""What everybody may see: published reports and answers, figures by month and agency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import Http404

from tinhso.contact.models import Contact, ContactPhoto, PublicState, Rating
from tinhso.contact.queries.catalogue import categories_by_code
from tinhso.contact.rules.codes import read_code
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import VIETNAM
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.core.text import fold, squeeze

PAGE_SIZE = 20
_ORDER = ("-published_at", "-id")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the public list is narrowed; empty parts narrow nothing."""

    text: str = ""
    category: str = ""
    area_code: str = ""
    is_answered: bool | None = None


def published(narrowing: Narrowing | None = None) -> QuerySet[Contact]:
    """Give the published contacts, narrowed; to be read as the platform."""
    wanted = narrowing or Narrowing()
    rows = Contact.objects.filter(public_state=PublicState.PUBLISHED)
    for word in fold(squeeze(wanted.text)).split()[:6]:
        rows = rows.filter(search_text__contains=word)
    if wanted.category:
        rows = rows.filter(category_id__in=_with_below(wanted.category))
    if wanted.area_code:
        rows = rows.filter(Q(area__code=wanted.area_code) | Q(area__parent__code=wanted.area_code))
    if wanted.is_answered is not None:
        rows = rows.filter(closed_at__isnull=not wanted.is_answered)
    return rows.select_related("area", "category", "agency")


def _with_below(code: str) -> list[str]:
    known = categories_by_code()
    return [one.code for one in known.values() if code in (one.code, one.parent_id)]


def public_page(narrowing: Narrowing, *, cursor: str | None = None) -> KeysetPage[Contact]:
    """Give a page of published contacts, newest first.

    :raises BadCursor: the cursor is not ours.
    """
    with acting_as(SYSTEM):
        return page_by_keyset(published(narrowing), order=_ORDER, cursor=cursor, size=PAGE_SIZE)


def get_published(code: str) -> Contact:
    """Give a published contact by its code.

    :raises Http404: there is none, or it is not public.
    """
    known = read_code(code)
    with acting_as(SYSTEM):
        found = published().filter(code=known).first() if known else None
    if found is None:
        raise Http404
    return found


def public_photos(contact: Contact) -> list[ContactPhoto]:
    """Give the pictures of a contact that were made public."""
    with acting_as(SYSTEM):
        photos = ContactPhoto.objects.select_related("upload", "masked")
        return list(photos.filter(contact=contact, is_public=True).order_by("id"))


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in numbers; counts of contacts of all kinds but denunciations."""

    month: date
    received: int
    closed: int
    on_time: int
    refused: int

    @property
    def percent_on_time(self) -> int | None:
        """Give how many of a hundred closed ones were closed in time."""
        return self.on_time * 100 // self.closed if self.closed else None


def figures_by_month(*, most: int = 12) -> list[MonthRow]:
    """Give the newest months, newest first, by month of receipt in Vietnam."""
    with acting_as(SYSTEM):
        rows = (
            Contact.objects.exclude(kind="DENUNCIATION")
            .annotate(month=TruncMonth("received_at", tzinfo=VIETNAM))
            .values("month")
            .annotate(
                received=Count("id"),
                closed=Count("id", filter=Q(closed_at__isnull=False)),
                on_time=Count("id", filter=Q(closed_at__lte=F("due_at"))),
                refused=Count("id", filter=Q(state="REFUSED")),
            )
            .order_by("-month")[:most]
        )
        return [
            MonthRow(
                row["month"].date(), row["received"], row["closed"], row["on_time"], row["refused"]
            )
            for row in rows
        ]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """How content people are with an agency: ratings, their mean, and those of four and five."""

    agency_id: int
    ratings: int
    mean: float
    content: int

    @property
    def percent_content(self) -> int:
        """Give how many of a hundred gave four or five."""
        return self.content * 100 // self.ratings if self.ratings else 0


def satisfaction_by_agency(*, since: datetime) -> list[AgencyRow]:
    """Give the satisfaction of citizens by agency since a moment, most ratings first."""
    with acting_as(SYSTEM):
        rows = (
            Rating.objects.filter(rated_at__gte=since)
            .values("agency_id_then")
            .annotate(
                ratings=Count("id"), mean=Avg("score"), content=Count("id", filter=Q(score__gte=4))
            )
            .order_by("-ratings", "agency_id_then")
        )
        return [
            AgencyRow(row["agency_id_then"], row["ratings"], round(row["mean"], 2), row["content"])
            for row in rows
        ]


def open_records(*, most: int = 50_000) -> Iterator[dict[str, object]]:
    """Give the published contacts as open data: no person, places to about a hundred metres."""
    with acting_as(SYSTEM):
        rows = list(published().order_by("-published_at")[:most])
    for row in rows:
        yield {
            "code": row.code,
            "kind": row.kind,
            "category": row.category_id or "",
            "category_name": row.category.name if row.category else "",
            "area_code": row.area.code if row.area else "",
            "area_name": row.area.name if row.area else "",
            "latitude": round(row.latitude, 3) if row.latitude is not None else None,
            "longitude": round(row.longitude, 3) if row.longitude is not None else None,
            "received_on": row.received_at.astimezone(VIETNAM).date().isoformat(),
            "state": row.state,
            "agency": row.agency.name,
            "text": row.public_text,
            "answer": row.public_answer,
        }
