"""What is counted for the public: one row a case, numbers a day, how far counting has come."""

from django.db import models
from django.db.models import Q

from tinhso.cases.models.case import Case


class CaseTally(models.Model):
    """What one case adds to the public numbers (phần của một hồ sơ trong thống kê).

    Folded from the case's history by the roll-up; ``event_count`` is how much of it is in here.
    Days are local. Waiting and overdue hold as of the last count.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="tally")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    field_code = models.CharField(max_length=40)
    event_count = models.PositiveIntegerField()
    received_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    apologised_on = models.DateField(null=True)
    rated_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    former_due_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)
    is_waiting = models.BooleanField(default=False)
    is_overdue = models.BooleanField(default=False)
    is_paused = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """Counted and drilled by agency and day; waiting ones by agency."""

        indexes = [
            models.Index(fields=["agency", "received_on"], name="tally_received"),
            models.Index(fields=["agency", "answered_on"], name="tally_answered"),
            models.Index(
                fields=["agency", "refused_on"],
                name="tally_refused",
                condition=Q(refused_on__isnull=False),
            ),
            models.Index(
                fields=["agency", "rated_on"],
                name="tally_rated",
                condition=Q(rated_on__isnull=False),
            ),
            models.Index(
                fields=["-apologised_on", "-id"],
                name="tally_apologised",
                condition=Q(apologised_on__isnull=False),
            ),
            models.Index(
                fields=["agency", "due_at"], name="tally_waiting", condition=Q(is_waiting=True)
            ),
        ]


class DailyCount(models.Model):
    """A public number of an agency, field and day (số liệu ngày); no personal data.

    ``total`` sums what a measure adds up, such as the scores of ratings.
    """

    day = models.DateField()
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    field_code = models.CharField(max_length=40)
    measure = models.CharField(max_length=12)
    n = models.PositiveIntegerField()
    total = models.PositiveIntegerField(default=0)

    class Meta:
        """One number each."""

        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency", "field_code", "measure"], name="daily_count_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "day"], name="daily_count_of_agency")]


class CountingMark(models.Model):
    """How far the roll-up has read the history, and as of when its numbers hold."""

    last_event_id = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)
