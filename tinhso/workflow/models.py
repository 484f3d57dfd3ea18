"""Steps that really happened: who had the work, from when to when, and until when it was due."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q


class StepRun(models.Model):
    """One stay of a subject in one step of its process (bước xử lý).

    ``branch`` names a step done beside the main one, with the others of its ``parallel_group``.
    """

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
    branch = models.CharField(max_length=40, blank=True, default="", db_default="")
    parallel_group = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """A subject is in one step at a time, and beside it in the branches of one group."""

        constraints = [
            models.UniqueConstraint(
                fields=["subject", "branch"],
                condition=Q(left_at__isnull=True),
                name="step_run_one_open",
            ),
            ExclusionConstraint(
                name="step_run_one_group",
                expressions=[
                    ("subject", RangeOperators.EQUAL),
                    ("parallel_group", RangeOperators.NOT_EQUAL),
                ],
                condition=Q(left_at__isnull=True, parallel_group__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(branch="", parallel_group__isnull=True)
                | (~Q(branch="") & Q(parallel_group__isnull=False)),
                name="step_run_branch_has_group",
            ),
            models.UniqueConstraint(fields=["subject", "ordinal"], name="step_run_ordinal_unique"),
        ]
