"""Steps that really happened: who had the work, from when to when, and until when it was due."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class StepRun(models.Model):
    """One stay of a subject in one step of its process (bước xử lý)."""

    subject = models.CharField(max_length=40)
    step_code = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    reader_person_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """A subject is in one step at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(left_at__isnull=True), name="step_run_one_open"
            ),
            models.UniqueConstraint(fields=["subject", "ordinal"], name="step_run_ordinal_unique"),
        ]
