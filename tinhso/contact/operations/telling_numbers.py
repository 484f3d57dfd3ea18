"""What contacts tell the province's indicators: each by itself, so a number leads back to it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.contact.models import Contact, ContactEvent, Rating, TellingMark
from tinhso.contact.rules.numbers import Standing, numbers_of
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.api import SubjectFact, tell_subjects

SOURCE = "WORK.CONTACT"
SUBJECT = "contact"
#: Events are numbered before they are committed: those just behind the mark are looked at again.
OVERLAP = 500
EVENTS_AT_ONCE = 5_000
_CONTACTS_AT_ONCE = 500


@transaction.atomic
def tell_numbers(*, at: datetime) -> int:
    """Tell what happened since the last time, and what fell due; gives how many contacts.

    Run twice it changes nothing; a killed run leaves the mark where it was.
    """
    with acting_as(SYSTEM):
        TellingMark.objects.get_or_create(pk=1)
        mark = TellingMark.objects.select_for_update().get(pk=1)
        rows = list(
            ContactEvent.objects.filter(pk__gt=mark.last_event_id - OVERLAP)
            .order_by("pk")
            .values_list("pk", "contact_id")[:EVENTS_AT_ONCE]
        )
        newest = rows[-1][0] if rows else 0
        fresh = {contact_id for _pk, contact_id in rows} if newest > mark.last_event_id else set()
        wanted = sorted(fresh | _fallen_due(mark.told_at, at))
        for start in range(0, len(wanted), _CONTACTS_AT_ONCE):
            _tell(wanted[start : start + _CONTACTS_AT_ONCE], at)
        mark.last_event_id, mark.told_at = max(newest, mark.last_event_id), at
        mark.save()
    return len(wanted)


def has_more_to_tell() -> bool:
    """Tell whether history beyond the mark waits, as after a first load."""
    with acting_as(SYSTEM):
        mark = TellingMark.objects.filter(pk=1).first()
        return ContactEvent.objects.filter(pk__gt=mark.last_event_id if mark else 0).exists()


def _fallen_due(since: datetime | None, at: datetime) -> set[int]:
    late = Contact.objects.filter(closed_at__isnull=True, due_at__lte=at)
    if since is not None:
        late = late.filter(due_at__gt=since)
    return set(late.values_list("pk", flat=True))


def _tell(contact_ids: list[int], at: datetime) -> None:
    contacts = list(Contact.objects.filter(pk__in=contact_ids).select_related("agency", "category"))
    ratings = {one.contact_id: one for one in Rating.objects.filter(contact_id__in=contact_ids)}
    tell_subjects(
        source_code=SOURCE,
        subjects={
            f"{SUBJECT}:{one.code}": list(facts_of(one, ratings.get(one.pk), at))
            for one in contacts
        },
        actor=SYSTEM,
        at=at,
    )


def facts_of(contact: Contact, rating: Rating | None, at: datetime) -> Iterable[SubjectFact]:
    """Give the numbers one contact contributes, for its agency and place, by field of life."""
    standing = Standing(
        kind=contact.kind,
        state=contact.state,
        received_at=contact.received_at,
        due_at=contact.due_at,
        closed_at=contact.closed_at,
        is_paused=contact.paused_since is not None,
        score=rating.score if rating else None,
        rated_at=rating.rated_at if rating else None,
    )
    category = contact.category
    field = (category.parent_id or category.pk) if category else contact.kind.lower()
    for said in numbers_of(standing, at):
        yield SubjectFact(
            indicator=said.indicator,
            day=said.day,
            agency_id=contact.agency_id,
            area_id=contact.area_id or contact.agency.area_id,
            numerator=said.numerator,
            denominator=said.denominator,
            breakdown=field,
        )
