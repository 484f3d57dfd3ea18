"""Rows of controlled access: changes two people decide, emergencies, reviews, people's requests."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField


class ChangeKind(models.TextChoices):
    """What needs two people (thay đổi nhạy cảm)."""

    APPOINT = "APPOINT", gettext_lazy("Giao chức vụ, vai trò")
    END_APPOINTMENT = "END_APPOINTMENT", gettext_lazy("Chấm dứt chức vụ, vai trò")
    DISABLE_ACCOUNT = "DISABLE_ACCOUNT", gettext_lazy("Khóa tài khoản cán bộ")
    ENABLE_ACCOUNT = "ENABLE_ACCOUNT", gettext_lazy("Mở lại tài khoản cán bộ")
    RESET_FACTORS = "RESET_FACTORS", gettext_lazy("Đặt lại xác thực hai bước")
    BULK_EXPORT = "BULK_EXPORT", gettext_lazy("Xuất tệp nhiều người")
    ROTATE_KEYS = "ROTATE_KEYS", gettext_lazy("Mã hóa lại bằng khóa mới")


class ChangeState(models.TextChoices):
    """Life of a proposed change."""

    PROPOSED = "PROPOSED", gettext_lazy("Chờ người thứ hai")
    CONFIRMED = "CONFIRMED", gettext_lazy("Đã xác nhận")
    REJECTED = "REJECTED", gettext_lazy("Không đồng ý")


class SensitiveChange(models.Model):
    """A change one person proposes and another confirms (thay đổi cần hai người).

    ``person`` is whom it is about: of exports and keys, who proposes to do it themselves.

    ``facts`` are the keys and days the change is carried out with; ``summary`` says it in words.
    """

    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    summary = models.CharField(max_length=400)
    reason = models.CharField(max_length=300)
    proposer = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    proposer_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED
    )
    decider = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decider_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        """The database too refuses that one person does both, or decides about themselves."""

        constraints = [
            models.CheckConstraint(
                condition=Q(decider__isnull=True)
                | (~Q(decider=F("proposer")) & ~Q(decider=F("person"))),
                name="sensitive_change_by_two",
            ),
            models.UniqueConstraint(
                fields=["kind", "agency", "person", "facts"],
                condition=Q(state="PROPOSED"),
                name="sensitive_change_open_once",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-proposed_at"], name="change_of_agency")]


class Verdict(models.TextChoices):
    """What a review of an emergency access finds."""

    JUSTIFIED = "JUSTIFIED", gettext_lazy("Có căn cứ")
    NOT_JUSTIFIED = "NOT_JUSTIFIED", gettext_lazy("Không có căn cứ")


class EmergencyAccess(models.Model):
    """A look at a person's data in an emergency (truy cập khẩn cấp): why, how long, reviewed by."""

    token = models.CharField(max_length=32, unique=True)
    officer = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=120)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    verdict = models.CharField(max_length=14, choices=Verdict.choices, blank=True)
    reviewer = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewer_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=300, blank=True)

    class Meta:
        """It ends after it began; nobody reviews their own."""

        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("begun_at")), name="emergency_period_positive"
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("officer")),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-begun_at"], name="emergency_of_agency")]


class ReviewOutcome(models.TextChoices):
    """What a head says of an appointment."""

    KEPT = "KEPT", gettext_lazy("Vẫn cần")
    REMOVED = "REMOVED", gettext_lazy("Đề nghị chấm dứt")


class AccessReview(models.Model):
    """One appointment to be confirmed or removed in a quarter (rà soát quyền truy cập)."""

    appointment = models.ForeignKey(
        "identity.Appointment", on_delete=models.CASCADE, related_name="+"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=ReviewOutcome.choices, blank=True)
    reviewer_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        """An appointment is reviewed once a quarter."""

        constraints = [
            models.UniqueConstraint(fields=["appointment", "quarter"], name="review_once_a_quarter")
        ]
        indexes = [models.Index(fields=["agency", "quarter"], name="review_of_agency")]


class RequestKind(models.TextChoices):
    """What a person asks about their data (yêu cầu của chủ thể dữ liệu)."""

    EXPORT = "EXPORT", gettext_lazy("Bản sao toàn bộ dữ liệu của tôi")
    ERASURE = "ERASURE", gettext_lazy("Xóa dữ liệu của tôi")


class DataRequest(models.Model):
    """A person's request about their own data, answered by the platform itself.

    ``archive`` is the finished zip in base64, sealed, until ``archive_until``; ``outcome`` says for
    each kind of data how many were there, erased, kept and why.
    """

    token = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=RequestKind.choices)
    asked_at = models.DateTimeField()
    answer_due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    archive = SealedTextField(blank=True)
    archive_until = models.DateTimeField(null=True)
    outcome = models.JSONField(default=list)

    class Meta:
        """One open request of a kind at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(done_at__isnull=True),
                name="data_request_open_once",
            )
        ]
        indexes = [models.Index(fields=["person", "-asked_at"], name="data_request_of_person")]
