"""Access review: each quarter the head says of every appointment whether it is still needed."""

from datetime import date, datetime

from django.utils.translation import gettext, gettext_lazy

from tinhso.access.models import AccessReview, ChangeKind, ReviewOutcome
from tinhso.access.operations.changes import Proposal, propose_change
from tinhso.access.permissions import keeps
from tinhso.access.rules import quarter_of, review_due
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import list_held_posts
from tinhso.orgs.api import organisation_date_at


class NotReviewable(DomainError):
    """Reviewed before, one's own, or of another agency."""

    code = "not_reviewable"
    text = gettext_lazy("Mục này đã rà soát, hoặc không thuộc quyền rà soát của bạn.")


def open_reviews(*, day: date, on: date) -> int:
    """Put every appointment in force on a day of the organisation up for review this quarter.

    Repeating it adds what is new only. Gives how many there are now for the quarter.
    """
    quarter, due = quarter_of(day), review_due(day)
    AccessReview.objects.bulk_create(
        [
            AccessReview(
                appointment_id=held.appointment_id,
                agency_id=held.agency_id,
                quarter=quarter,
                due_on=due,
            )
            for held in list_held_posts(None, on)
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return AccessReview.objects.filter(quarter=quarter).count()


def review_appointment(
    *, review: AccessReview, outcome: ReviewOutcome, actor: Actor, at: datetime
) -> AccessReview:
    """Say that an appointment is still needed, or propose its end (which another confirms).

    :raises NotReviewable: reviewed before, one's own, or of another agency.
    """
    with acting_as(SYSTEM):
        rows = AccessReview.objects.select_for_update(of=("self",))
        locked = rows.select_related("appointment__person", "appointment__position").get(
            pk=review.pk
        )
        appointment = locked.appointment
        is_own = appointment.person_id == actor.person_id
        if locked.outcome or is_own or not keeps(actor, locked.agency_id):
            raise NotReviewable
        locked.outcome, locked.reviewer_name, locked.reviewed_at = outcome, actor.name, at
        locked.save()
        if outcome == ReviewOutcome.REMOVED:
            _propose_end(locked, actor, at)
    return locked


def _propose_end(review: AccessReview, actor: Actor, at: datetime) -> None:
    held = review.appointment
    propose_change(
        proposal=Proposal(
            kind=ChangeKind.END_APPOINTMENT,
            agency_id=review.agency_id,
            person_id=held.person_id,
            summary=f"{held.person.full_name}: {held.position.title}",
            reason=gettext("Rà soát quyền quý %(quarter)s: không còn cần")
            % {"quarter": review.quarter},
            facts={
                "appointment": held.pk,
                "last_day": organisation_date_at(at).isoformat(),
            },
        ),
        actor=actor,
        at=at,
    )
