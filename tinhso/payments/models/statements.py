"""What a provider says of a day, line by line, and where it differs from ours."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class StatementLine(models.Model):
    """One line of a provider's daily statement (sao kê đối soát)."""

    provider = models.CharField(max_length=16)
    day = models.DateField()
    kind = models.CharField(max_length=10)
    transaction = models.CharField(max_length=64)
    order_code = models.CharField(max_length=32)
    amount_vnd = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """A transaction is stated once."""

        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "transaction"], name="statement_line_once"
            )
        ]
        indexes = [models.Index(fields=["provider", "day"], name="statement_of_day")]


class DifferenceKind(models.TextChoices):
    """How a statement and our books disagree."""

    LATE_CAPTURE = "LATE_CAPTURE", gettext_lazy("Cổng đã thu, bên ta chưa ghi")
    NOT_STATED = "NOT_STATED", gettext_lazy("Bên ta đã ghi, sao kê không có")
    UNKNOWN_ORDER = "UNKNOWN_ORDER", gettext_lazy("Sao kê có giao dịch lạ")
    WRONG_AMOUNT = "WRONG_AMOUNT", gettext_lazy("Số tiền không khớp")
    PAID_TWICE = "PAID_TWICE", gettext_lazy("Nộp hai lần")
    REFUND_NOT_STATED = "REFUND_NOT_STATED", gettext_lazy("Hoàn tiền chưa có trong sao kê")


class DifferenceState(models.TextChoices):
    """Whether somebody has dealt with it."""

    OPEN = "OPEN", gettext_lazy("Cần xử lý")
    RESOLVED = "RESOLVED", gettext_lazy("Đã xử lý")


class Difference(models.Model):
    """A disagreement about money (chênh lệch đối soát) and what was done about it."""

    key = models.CharField(max_length=120, unique=True)
    provider = models.CharField(max_length=16)
    day = models.DateField()
    kind = models.CharField(max_length=20, choices=DifferenceKind.choices)
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    attempt = models.ForeignKey(
        "payments.PaymentAttempt", null=True, on_delete=models.PROTECT, related_name="+"
    )
    transaction = models.CharField(max_length=64, blank=True)
    ours_vnd = models.BigIntegerField()
    theirs_vnd = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=DifferenceState.choices)
    opened_at = models.DateTimeField()
    resolution = models.TextField(blank=True)
    resolved_by_name = models.CharField(max_length=120, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """Resolved says how and when."""

        constraints = [
            models.CheckConstraint(
                condition=Q(state="OPEN", resolved_at__isnull=True)
                | Q(state="RESOLVED", resolved_at__isnull=False),
                name="difference_resolved_says_when",
            )
        ]
        indexes = [models.Index(fields=["state", "-day", "-id"], name="difference_open")]
