"""How agencies work on a contact: hops, pauses, more time, sub-tasks, escalation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.contact.models.contacts import Contact


class Hop(models.Model):
    """One agency's turn with a contact (lượt giao), with the step's own clock."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="hops")
    ordinal = models.PositiveSmallIntegerField()
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    from_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)

    class Meta:
        """Turns are numbered; one is open."""

        constraints = [
            models.UniqueConstraint(fields=["contact", "ordinal"], name="contact_hop_number"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(to_at__isnull=True), name="contact_hop_open_once"
            ),
        ]


class Pause(models.Model):
    """A time the citizen's clock stands still: only while they are asked for something."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="pauses")
    question = models.TextField()
    from_at = models.DateTimeField()
    ends_by = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    former_state = models.CharField(max_length=12)

    class Meta:
        """The clock stops once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(to_at__isnull=True), name="contact_pause_open_once"
            )
        ]


class ExtensionState(models.TextChoices):
    """What became of a request for more time."""

    ASKED = "ASKED", gettext_lazy("Chờ quyết định")
    GRANTED = "GRANTED", gettext_lazy("Đồng ý")
    REFUSED = "REFUSED", gettext_lazy("Không đồng ý")


class Extension(models.Model):
    """More time asked of the centre for a step (xin gia hạn); the promise stays on record."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(max_length=8, choices=ExtensionState, default=ExtensionState.ASKED)
    reason = models.CharField(max_length=500)
    former_due_at = models.DateTimeField()
    wanted_due_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    asked_reference = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """One request waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(state="ASKED"), name="contact_extension_waits_once"
            )
        ]


class SubTask(models.Model):
    """What another agency contributes (phối hợp xử lý); the holding agency leads."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="subtasks")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    question = models.TextField()
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """What waits for an agency."""

        indexes = [
            models.Index(
                fields=["agency", "due_at"],
                condition=Q(answered_at__isnull=True),
                name="contact_subtask_open",
            )
        ]


class Escalation(models.Model):
    """A rung of the ladder reached (đôn đốc): told once, ownership never moves by it."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="escalations")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    told_count = models.PositiveSmallIntegerField(default=0)
    hop = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Each rung once a turn."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact", "hop", "percent"], name="contact_escalation_once"
            )
        ]
