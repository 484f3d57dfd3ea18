"""What happened to a case: events, pauses, consultations, rating."""

from django.db import models
from django.db.models import Q

from tinhso.cases.models.case import Case


class CaseEvent(models.Model):
    """One thing that happened to a case (lịch sử hồ sơ); append-only.

    ``facts`` is what people read (reasons, names); ``changes`` is every pointer of the case the
    event set, so that folding all events gives the case's row again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor_reference = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=200, blank=True)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    is_public = models.BooleanField(default=True)

    class Meta:
        """Events of a case are numbered without gaps."""

        constraints = [
            models.UniqueConstraint(fields=["case", "ordinal"], name="case_event_ordinal_unique")
        ]


class CasePause(models.Model):
    """A stretch in which the clock stands still (tạm dừng tính thời hạn)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=24)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        """A case pauses once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(to_at__isnull=True), name="case_pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=models.F("from_at")),
                name="case_pause_period",
            ),
        ]


class Consultation(models.Model):
    """A question to another agency about a case (lấy ý kiến).

    The agency asked reads the question, never the case: what it needs stands in the question.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    case_code = models.CharField(max_length=60)
    procedure_name = models.CharField(max_length=400)
    asking_agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)


class CaseRating(models.Model):
    """What the applicant thought of the service (đánh giá mức độ hài lòng)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        """One to five."""

        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="case_rating_one_to_five"
            )
        ]
