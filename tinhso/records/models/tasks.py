"""The leader's opinion and the work that follows from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.records.models.incoming import Reading
from tinhso.records.models.official import OfficialDocument


class Directive(models.Model):
    """What a leader decided to have done (bút phê, ý kiến chỉ đạo), tracked to its end.

    With ``official`` it is the opinion on an incoming document (Decree 30/2020 art. 23); without
    one a directive of a meeting or the leader's own. ``evidence`` is what must be shown of the
    work. ``carried_by`` is the outgoing document it was issued as; ``needs_document``: it must be.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    official = models.ForeignKey(
        OfficialDocument, null=True, on_delete=models.PROTECT, related_name="directives"
    )
    title = models.CharField(max_length=500)
    opinion = models.TextField()
    evidence = models.CharField(max_length=300, blank=True, default="", db_default="")
    needs_document = models.BooleanField(default=False, db_default=False)
    carried_by = models.OneToOneField(
        OfficialDocument, null=True, on_delete=models.PROTECT, related_name="carries"
    )
    leader = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    leader_name = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class TaskState(models.TextChoices):
    """Life of a task (nhiệm vụ)."""

    GIVEN = "GIVEN", gettext_lazy("Mới giao")
    IN_PROGRESS = "IN_PROGRESS", gettext_lazy("Đang thực hiện")
    REPORTED = "REPORTED", gettext_lazy("Đã báo cáo, chờ xác nhận")
    DONE = "DONE", gettext_lazy("Hoàn thành")
    CANCELLED = "CANCELLED", gettext_lazy("Đã dừng")


class Task(models.Model):
    """What one unit or person leads (nhiệm vụ, đơn vị chủ trì), with a deadline.

    ``agency`` leads, ``person`` when it is named to one; ``giver_agency`` gave it. A task below
    another is part of it. ``answer`` is the outgoing document that answers.
    """

    token = models.CharField(max_length=32, unique=True)
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    title = models.CharField(max_length=500)
    giver_agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    giver_name = models.CharField(max_length=120)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(max_length=120, blank=True)
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.GIVEN)
    percent = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reminded_stage = models.PositiveSmallIntegerField(default=0)
    answer = models.ForeignKey(
        OfficialDocument, null=True, on_delete=models.PROTECT, related_name="answered_tasks"
    )

    class Meta:
        """Lists go by unit and by what falls due first."""

        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent_of_hundred"),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(done_at__isnull=False), name="task_done_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_at"], name="task_of_agency"),
            models.Index(fields=["giver_agency", "state", "due_at"], name="task_by_giver"),
            models.Index(fields=["state", "due_at"], name="task_due"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskParty(models.Model):
    """A unit or person that helps with a task (phối hợp)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parties")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)

    class Meta:
        """Each helps once."""

        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency", "person"], nulls_distinct=False, name="task_party_once"
            )
        ]


class TaskNote(models.Model):
    """One line of a task's history: progress, evidence, what was decided; only grows.

    ``reading`` says whether everything in the evidence was looked through for marks of secrecy.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    upload = models.ForeignKey(
        "documents.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reading = models.CharField(
        max_length=8, choices=Reading.choices, default=Reading.READ, db_default=Reading.READ
    )
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=200, blank=True)


class ExtensionState(models.TextChoices):
    """What became of a request for more time."""

    ASKED = "ASKED", gettext_lazy("Chờ quyết định")
    GRANTED = "GRANTED", gettext_lazy("Đồng ý")
    REFUSED = "REFUSED", gettext_lazy("Không đồng ý")


class Extension(models.Model):
    """A request for more time, and the answer (xin gia hạn)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(
        max_length=8, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    reason = models.CharField(max_length=500)
    former_due_at = models.DateTimeField()
    wanted_due_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """One request waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="ASKED"), name="extension_waits_once"
            )
        ]
