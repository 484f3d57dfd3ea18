"""What a case collects beside the straight path: branches, inspections, complaints, corrections."""

from django.db import models
from django.db.models import F, Q

from tinhso.cases.models.case import Case


class CaseBranch(models.Model):
    """A step another agency does at the same time (bước liên thông song song).

    ``group``: branches opened together; the case goes on when all of a group have ended.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="branches")
    group = models.PositiveSmallIntegerField()
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    task = models.TextField()
    hours = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        """An agency has one open branch of a case; its list is read by what falls due first."""

        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=Q(closed_at__isnull=True),
                name="case_branch_one_open",
            ),
            models.CheckConstraint(condition=Q(hours__gte=1), name="case_branch_hours"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"],
                name="case_branch_worklist",
                condition=Q(closed_at__isnull=True),
            )
        ]


class InspectionOutcome(models.TextChoices):
    """What was found on the spot."""

    CONFORMS = "CONFORMS", "Đạt yêu cầu"
    PARTLY = "PARTLY", "Đạt một phần"
    FAILS = "FAILS", "Không đạt"


class Inspection(models.Model):
    """A look on the spot (kiểm tra thực tế): planned, then recorded with minutes and photos."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inspections")
    planned_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    people = models.TextField()
    planned_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=InspectionOutcome.choices, blank=True)
    minutes = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """One inspection of a case is planned at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(done_at__isnull=True), name="inspection_one_planned"
            )
        ]


class InspectionPhoto(models.Model):
    """A photo in the minutes of an inspection (ảnh hiện trường)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="photos")
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")


class ComplaintOutcome(models.TextChoices):
    """How a complaint was settled."""

    UPHELD = "UPHELD", "Khiếu nại đúng"
    PARTLY = "PARTLY", "Khiếu nại đúng một phần"
    REJECTED = "REJECTED", "Khiếu nại không đúng"


class Complaint(models.Model):
    """A complaint about how a case is handled (khiếu nại), for the head of the agency."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="complaints")
    text = models.TextField()
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """One complaint about a case is open at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at__isnull=True), name="complaint_one_open"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("filed_at")), name="complaint_due_after_filing"
            ),
        ]


class CorrectionKind(models.TextChoices):
    """Why an issued result is signed anew."""

    CORRECTION = "CORRECTION", "Đính chính"
    REISSUE = "REISSUE", "Cấp lại"


class CaseCorrection(models.Model):
    """An issued result made anew (đính chính, cấp lại): prepared, signed, issued."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=12, choices=CorrectionKind.choices)
    reason = models.TextField()
    fields = models.JSONField(default=dict)
    former = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    prepared_by = models.CharField(max_length=120)
    prepared_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)

    class Meta:
        """One correction of a case is under way at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(issued_at__isnull=True), name="correction_one_open"
            )
        ]
