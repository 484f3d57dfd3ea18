"""Dossiers of work, their way into the archive, and the end of what need not be kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.records.models.official import OfficialDocument
from tinhso.records.models.tasks import Task


class DossierState(models.TextChoices):
    """Life of a dossier (hồ sơ công việc)."""

    OPEN = "OPEN", gettext_lazy("Đang lập")
    CLOSED = "CLOSED", gettext_lazy("Đã kết thúc, chờ nộp lưu")
    HANDED_OVER = "HANDED_OVER", gettext_lazy("Đã nộp, chờ lưu trữ tiếp nhận")
    ARCHIVED = "ARCHIVED", gettext_lazy("Đã vào lưu trữ")
    PROPOSED = "PROPOSED", gettext_lazy("Đang xét hủy")
    DESTROYED = "DESTROYED", gettext_lazy("Đã hủy theo quyết định")


class DestructionState(models.TextChoices):
    """Life of a proposal to destroy what need not be kept any longer."""

    PROPOSED = "PROPOSED", gettext_lazy("Chờ người có thẩm quyền quyết định")
    APPROVED = "APPROVED", gettext_lazy("Đã có quyết định, chờ thực hiện")
    REFUSED = "REFUSED", gettext_lazy("Không đồng ý hủy")
    DONE = "DONE", gettext_lazy("Đã hủy")


class Destruction(models.Model):
    """A proposal to destroy dossiers whose retention ended, and the decision (hủy tài liệu).

    Nobody decides on an own proposal; ``decision`` is the notation of the signed decision. The row
    and the dossiers' rows stay for ever.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=DestructionState.choices, default=DestructionState.PROPOSED
    )
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True)
    file_count = models.PositiveIntegerField(default=0)

    class Meta:
        """What is destroyed has a decision."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "DONE"]) | ~Q(decision=""),
                name="destruction_has_decision",
            )
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="destruction_of_agency")]

    def __str__(self) -> str:
        return self.reason


class Dossier(models.Model):
    """Documents of one matter kept together (hồ sơ, Decree 30/2020 art. 29 to 31).

    ``retention_code`` is a line of the pack's retention schedule as it stood on the day of
    opening; ``retention_years`` without a value means for ever. ``keeper`` makes it.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    retention_code = models.CharField(max_length=40)
    retention_name = models.CharField(max_length=200)
    retention_years = models.PositiveSmallIntegerField(null=True)
    retention_source = models.CharField(max_length=400)
    retention_certainty = models.CharField(max_length=12)
    keeper = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    keeper_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=DossierState.choices, default=DossierState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    hand_over_by = models.DateField(null=True)
    archived_at = models.DateTimeField(null=True)
    destroyable_on = models.DateField(null=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    is_held = models.BooleanField(default=False)
    hold_reason = models.CharField(max_length=500, blank=True)
    destruction = models.ForeignKey(
        Destruction, null=True, on_delete=models.PROTECT, related_name="dossiers"
    )

    class Meta:
        """A number is used once in an agency's year; what is held is never destroyed."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="dossier_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN") | Q(closed_at__isnull=False),
                name="dossier_closed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="DESTROYED") | Q(is_held=False, destruction__isnull=False),
                name="dossier_destroyed_by_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-id"], name="dossier_of_agency"),
            models.Index(fields=["agency", "state", "destroyable_on"], name="dossier_past_keeping"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class DossierItem(models.Model):
    """A document, or a task with its evidence, in its place in a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    official = models.ForeignKey(
        OfficialDocument, null=True, on_delete=models.PROTECT, related_name="dossier_items"
    )
    task = models.ForeignKey(
        Task, null=True, on_delete=models.PROTECT, related_name="dossier_items"
    )
    ordinal = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    class Meta:
        """Something is in a dossier once, at one place (looked at when the transaction ends)."""

        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, task__isnull=True)
                | Q(official__isnull=True, task__isnull=False),
                name="dossier_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["dossier", "official"], name="dossier_holds_document_once"
            ),
            models.UniqueConstraint(fields=["dossier", "task"], name="dossier_holds_task_once"),
            models.UniqueConstraint(
                fields=["dossier", "ordinal"],
                name="dossier_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class DossierEvent(models.Model):
    """One thing done to a dossier: who, when, what; only grows and travels in the package."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=120)

    class Meta:
        """Read in order of what was written."""

        indexes = [models.Index(fields=["dossier", "id"], name="dossier_event_order")]


class HandOver(models.Model):
    """A package of a dossier given to the archive, and what the archive answered (nộp lưu).

    ``file`` comes when the package is made; ``problems`` are what the read-back found.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="handovers")
    file = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_count = models.PositiveIntegerField(default=0)
    byte_count = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    packed_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)
    is_accepted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
