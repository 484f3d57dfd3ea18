"""Throwing applications away: at their owner's word, or when nobody goes on, after telling them."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from tinhso.cases.models import Draft
from tinhso.cases.operations.drafts import lock_open_draft
from tinhso.cases.rules import draft_keeping_on
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.documents.api import forget_upload
from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date

MOST_DRAFTS_AT_ONCE = 200
_WAS_TOLD = Q(told_at__gte=F("saved_at"))


@transaction.atomic
def tell_of_expiry(*, at: datetime, most: int = MOST_DRAFTS_AT_ONCE) -> int:
    """Tell the owners of up to ``most`` applications that will be thrown away; give how many.

    Each is told once, until it is saved again; killed at any moment, the next round goes on.
    """
    rule = draft_keeping_on(local(at).date())
    last_saved = at - timedelta(days=rule.kept_days - rule.told_days_before)
    drafts = list(_open(Q(saved_at__lte=last_saved) & ~_WAS_TOLD)[:most])
    for draft in drafts:
        ends_on = max(
            rule.kept_until(local(draft.saved_at).date()),
            local(at).date() + timedelta(days=rule.told_days_before),
        )
        _tell(draft, ends_on, at)
        draft.told_at = at
        draft.save(update_fields=["told_at"])
    return len(drafts)


@transaction.atomic
def throw_expired_away(*, at: datetime, most: int = MOST_DRAFTS_AT_ONCE) -> int:
    """Throw up to ``most`` applications away whose owners were told in time; give how many."""
    rule = draft_keeping_on(local(at).date())
    is_over = Q(
        saved_at__lte=at - timedelta(days=rule.kept_days),
        told_at__lte=at - timedelta(days=rule.told_days_before),
    )
    drafts = list(_open(is_over & _WAS_TOLD)[:most])
    for draft in drafts:
        throw_away(draft)
    return len(drafts)


def discard_draft(*, draft: Draft) -> None:
    """Throw an unfiled application away, with files nothing else rests on.

    :raises DraftAlreadyFiled: when it has become a case.
    """
    throw_away(lock_open_draft(draft))


def throw_away(locked: Draft) -> None:
    """Delete a locked application and the files attached to it alone; the vault keeps its own."""
    own = locked.papers.filter(vault_token="").select_related("upload__file")
    uploads = [paper.upload for paper in own]
    locked.delete()
    with acting_as(SYSTEM):
        for upload in uploads:
            forget_upload(upload=upload)


def _open(condition: Q) -> QuerySet[Draft]:
    """Give open applications, locked; one being written now waits for the next round."""
    rows = Draft.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.filter(condition, case__isnull=True).select_related("version__procedure")
    return found.order_by("saved_at", "pk")


def _tell(draft: Draft, ends_on: date, at: datetime) -> None:
    """Tell who writes it: the applicant, or the clerks of the office where it was begun."""
    people = [draft.person_id]
    if draft.created_by_agency_id is not None:
        clerks = officers_of(draft.created_by_agency_id, "CLERK", organisation_date())
        people = sorted({clerk.person_id for clerk in clerks})
    for person_id in people:
        notify(
            person_id=person_id,
            template="draft_ends_soon",
            context={
                "procedure_name": draft.version.name,
                "last_day": f"{ends_on - timedelta(days=1):%d/%m/%Y}",
            },
            url=reverse("cases:draft_resume", args=[draft.token]),
            at=at,
            idempotency_key=f"draft:{draft.token}:{draft.saved_at:%Y%m%d%H%M%S}:{person_id}",
        )
