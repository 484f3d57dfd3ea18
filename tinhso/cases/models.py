"""Cases, their event history and everything a case collects on its way."""

from django.db import models
from django.db.models import Q


class CaseState(models.TextChoices):
    """Case states (trạng thái hồ sơ); the national synchronisation code is in ``rules``."""

    FILED = "FILED", "Mới nộp"
    ACCEPTED = "ACCEPTED", "Đã tiếp nhận"
    REFUSED = "REFUSED", "Không tiếp nhận"
    IN_PROGRESS = "IN_PROGRESS", "Đang giải quyết"
    SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED", "Chờ bổ sung"
    PAYMENT_REQUESTED = "PAYMENT_REQUESTED", "Chờ nộp phí, lệ phí"
    WITHDRAWN = "WITHDRAWN", "Đã rút"
    STOPPED = "STOPPED", "Dừng giải quyết"
    FINISHED = "FINISHED", "Đã có kết quả"
    RETURNED = "RETURNED", "Đã trả kết quả"


class Channel(models.TextChoices):
    """How a case was filed (hình thức nộp)."""

    ONLINE = "ONLINE", "Trực tuyến"
    COUNTER = "COUNTER", "Tại quầy"
    POST = "POST", "Bưu chính công ích"


class CaseCodeCounter(models.Model):
    """Last case number of an agency on a local day (bộ đếm mã hồ sơ)."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter an agency and day."""

        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="case_code_counter_unique")
        ]


class Case(models.Model):
    """A person's application being handled (hồ sơ).

    Current pointers (``state``, ``step_*``, ``due_at``) are derived from the append-only
    ``CaseEvent`` history in the same transaction and can be rebuilt from it.
    """

    token = models.CharField(max_length=32, unique=True)
    code = models.CharField(max_length=60, null=True, unique=True)
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    procedure_name = models.CharField(max_length=400)
    applicant = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="cases"
    )
    applicant_name = models.CharField(max_length=120)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=24, choices=CaseState.choices)
    receiving_agency = models.ForeignKey(
        "orgs.Agency", on_delete=models.PROTECT, related_name="+"
    )
    competent_agency = models.ForeignKey(
        "orgs.Agency", on_delete=models.PROTECT, related_name="+"
    )
    assisting_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.JSONField(default=dict)
    result_fields = models.JSONField(default=dict)
    fee_vnd = models.PositiveBigIntegerField(default=0)

    filed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    due_reasons = models.JSONField(default=list)

    step_code = models.CharField(max_length=40, blank=True)
    step_role = models.CharField(max_length=16, blank=True)
    step_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    step_person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    step_due_at = models.DateTimeField(null=True)
    result = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        """Worklists: by agency, role, and what falls due first."""

        indexes = [
            models.Index(
                fields=["step_agency", "step_role", "due_at", "id"],
                name="case_worklist",
                condition=Q(step_code__gt=""),
            ),
            models.Index(
                fields=["receiving_agency", "filed_at", "id"],
                name="case_new_filings",
                condition=Q(state="FILED"),
            ),
            models.Index(fields=["applicant", "-filed_at", "-id"], name="case_of_applicant"),
            models.Index(fields=["receiving_agency", "-filed_at", "-id"], name="case_received"),
            models.Index(fields=["competent_agency", "-filed_at", "-id"], name="case_competent"),
        ]

    def __str__(self) -> str:
        return self.code or self.token


class CaseEvent(models.Model):
    """One thing that happened to a case (lịch sử hồ sơ); append-only."""

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


class CasePaper(models.Model):
    """A paper attached to a case (thành phần hồ sơ)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    paper_code = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    added_at = models.DateTimeField()


class CaseSlip(models.Model):
    """A slip issued on a case (phiếu 01–06)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="slips")
    form = models.CharField(max_length=4)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()


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


class Consultation(models.Model):
    """A question to another agency about a case (lấy ý kiến)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """An application being written (hồ sơ nháp), saved page by page."""

    token = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="drafts")
    created_by_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    form = models.JSONField(default=dict)
    pages_done = models.JSONField(default=list)
    competent_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="draft")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        """A person's open drafts, newest first."""

        indexes = [models.Index(fields=["person", "-saved_at"], name="draft_of_person")]


class DraftPaper(models.Model):
    """A paper attached to a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    paper_code = models.CharField(max_length=60)
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
