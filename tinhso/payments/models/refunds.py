"""Money that goes back: asked by one, decided by another."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy


class RefundState(models.TextChoices):
    """Life of a refund."""

    REQUESTED = "REQUESTED", gettext_lazy("Chờ duyệt")
    APPROVED = "APPROVED", gettext_lazy("Đã duyệt, đang hoàn")
    DONE = "DONE", gettext_lazy("Đã hoàn tiền")
    REFUSED = "REFUSED", pgettext_lazy("refund", "Không duyệt")


class Refund(models.Model):
    """Money to give back from one captured attempt (hoàn tiền), all of it or a part.

    ``requested_by`` is empty when the platform itself asks (a claim paid twice, a withdrawal).
    """

    token = models.CharField(max_length=32, unique=True)
    attempt = models.ForeignKey(
        "payments.PaymentAttempt", on_delete=models.PROTECT, related_name="refunds"
    )
    intent = models.ForeignKey(
        "payments.PaymentIntent", on_delete=models.PROTECT, related_name="refunds"
    )
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    amount_vnd = models.PositiveBigIntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=RefundState.choices)
    requested_by = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_by_name = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    provider_refund = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """Two people; an amount."""

        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(
                condition=Q(requested_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(requested_by=F("decided_by")),
                name="refund_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="REQUESTED", decided_at__isnull=True)
                | (~Q(state="REQUESTED") & Q(decided_at__isnull=False)),
                name="refund_decided_says_when",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-requested_at", "-id"], name="refund_of_agency")]

    def __str__(self) -> str:
        return self.token

    @property
    def shown_reason(self) -> str:
        """Give why, in the reader's language where the platform itself asked."""
        return self.reason if self.requested_by_id else gettext(self.reason)
