"""The case itself and the counter of its codes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q


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
    NATIONAL_PORTAL = "NATIONAL_PORTAL", "Cổng Dịch vụ công quốc gia"
    COUNTER = "COUNTER", "Tại quầy"
    POST = "POST", "Bưu chính công ích"
    ASSISTED = "ASSISTED", "Tổ công nghệ số cộng đồng hỗ trợ"


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


WORKING_STATES = ("ACCEPTED", "IN_PROGRESS", "FINISHED")
#: States in which the office waits for the applicant.
WAITING_STATES = ("SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED")


class Case(models.Model):
    """A person's application being handled (hồ sơ).

    Current pointers (``state``, ``step_*``, ``due_at``) are derived from the append-only
    ``CaseEvent`` history in the same transaction and can be rebuilt from it. Agencies in
    ``reader_agency_ids`` take no part but may read: keepers of what an ended agency had closed.
    """

    token = models.CharField(max_length=32, unique=True)
    code = models.CharField(max_length=60, null=True, unique=True)
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    procedure_name = models.CharField(max_length=400)
    applicant = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="cases")
    applicant_name = models.CharField(max_length=120)
    applicant_key = models.GeneratedField(
        expression=Func(F("applicant_name"), function="tinhso_fold"),
        output_field=models.CharField(max_length=240),
        db_persist=True,
    )
    variant = models.CharField(max_length=80, blank=True, default="")
    mandate = models.ForeignKey(
        "identity.Mandate", null=True, on_delete=models.PROTECT, related_name="+"
    )
    representative_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    channel = models.CharField(max_length=16, choices=Channel.choices)
    state = models.CharField(max_length=24, choices=CaseState.choices)
    receiving_agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    competent_agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    assisting_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    assisted_by = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    origin = models.CharField(max_length=80, blank=True, default="", db_default="")
    form = models.JSONField(default=dict)
    result_fields = models.JSONField(default=dict)
    fee_vnd = models.PositiveBigIntegerField(default=0)
    fee_exemption = models.CharField(max_length=40, blank=True, default="")

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
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    extended_minutes = models.PositiveIntegerField(default=0, db_default=0)
    reschedule_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    escalation_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    watch_at = models.DateTimeField(null=True)
    branch_agency_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    awaits_stop_notice = models.BooleanField(default=False, db_default=False)

    class Meta:
        """Worklists: by agency, role, and what falls due first."""

        indexes = [
            models.Index(
                fields=["step_agency", "step_role", "due_at", "id"],
                name="case_worklist",
                condition=Q(state__in=WORKING_STATES),
            ),
            models.Index(
                fields=["step_agency", "due_at", "id"],
                name="case_unit_worklist",
                condition=Q(state__in=WORKING_STATES),
            ),
            models.Index(
                fields=["receiving_agency", "filed_at", "id"],
                name="case_new_filings",
                condition=Q(state="FILED"),
            ),
            models.Index(
                fields=["receiving_agency", "filed_at", "id"],
                name="case_received_waiting",
                condition=Q(state__in=WAITING_STATES),
            ),
            models.Index(
                fields=["competent_agency", "filed_at", "id"],
                name="case_competent_waiting",
                condition=Q(state__in=WAITING_STATES),
            ),
            models.Index(
                fields=["watch_at", "id"],
                name="case_to_watch",
                condition=Q(state__in=("ACCEPTED", "IN_PROGRESS"), decided_at__isnull=True),
            ),
            models.Index(
                fields=["competent_agency", "due_at", "id"],
                name="case_told_to_heads",
                condition=Q(state__in=("ACCEPTED", "IN_PROGRESS"), escalation_percent__gt=0),
            ),
            models.Index(
                fields=["receiving_agency", "id"],
                name="case_awaits_stop_notice",
                condition=Q(awaits_stop_notice=True),
            ),
            models.Index(fields=["applicant", "-filed_at", "-id"], name="case_of_applicant"),
            models.Index(fields=["receiving_agency", "-filed_at", "-id"], name="case_received"),
            models.Index(fields=["competent_agency", "-filed_at", "-id"], name="case_competent"),
            GinIndex(fields=["reader_agency_ids"], name="case_readers"),
        ]

    def __str__(self) -> str:
        return self.code or self.token
