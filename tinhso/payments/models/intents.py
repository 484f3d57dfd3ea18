"""What is to be paid, how it was tried, and what providers told us."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy


class IntentState(models.TextChoices):
    """Life of a claim for money."""

    OPEN = "OPEN", gettext_lazy("Chờ nộp")
    PAID = "PAID", gettext_lazy("Đã nộp")
    CANCELLED = "CANCELLED", gettext_lazy("Không thu nữa")


class PaymentIntent(models.Model):
    """Money asked of one payer for one subject (khoản phải nộp), such as ``case:12``.

    ``lines`` are what ``queries.explanations`` shows: amounts, reckoning, laws, exemptions.
    ``mandate`` is the one the subject was filed under: its holder may pay for the payer.
    """

    token = models.CharField(max_length=32, unique=True)
    subject = models.CharField(max_length=40)
    purpose = models.CharField(max_length=400)
    purpose_en = models.CharField(max_length=400, blank=True)
    reference_text = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    payer_name = models.CharField(max_length=120)
    mandate = models.ForeignKey(
        "identity.Mandate", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    lines = models.JSONField(default=list)
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=IntentState.choices)
    way = models.CharField(max_length=16, blank=True)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    receipt = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    idempotency_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """One open claim a subject; paid says when."""

        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="intent_amount_positive"),
            models.CheckConstraint(
                condition=Q(state="PAID", paid_at__isnull=False)
                | (~Q(state="PAID") & Q(paid_at__isnull=True)),
                name="intent_paid_says_when",
            ),
            models.CheckConstraint(
                condition=Q(receipt__isnull=True) | Q(state="PAID"), name="intent_receipt_iff_paid"
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="OPEN"), name="intent_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="intent_subject"),
            models.Index(fields=["person", "-created_at", "-id"], name="intent_of_person"),
            models.Index(fields=["agency", "-created_at", "-id"], name="intent_of_agency"),
            models.Index(fields=["agency", "paid_at"], name="intent_paid"),
            models.Index(fields=["paid_at"], name="intent_paid_lately", condition=Q(state="PAID")),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Give the number people read out: ``TT00000012``."""
        return f"TT{self.pk:08d}"

    @property
    def shown_purpose(self) -> str:
        """Give what the money is for in the reader's language."""
        return self.purpose_en if get_language() == "en" and self.purpose_en else self.purpose


class AttemptState(models.TextChoices):
    """How one try to pay stands; a failed one may still be captured later."""

    STARTED = "STARTED", gettext_lazy("Đang chờ")
    CAPTURED = "CAPTURED", gettext_lazy("Đã nhận tiền")
    FAILED = "FAILED", gettext_lazy("Không thành công")
    EXPIRED = "EXPIRED", gettext_lazy("Hết hạn")


class PaymentAttempt(models.Model):
    """One try to pay a claim (lần thanh toán), online or in cash.

    ``order_code`` is what the provider knows us by; ``is_surplus`` marks money that came for a
    claim already settled, and goes back. ``paid_by_name`` is who paid in the payer's place, by
    mandate.
    """

    intent = models.ForeignKey(PaymentIntent, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=16)
    order_code = models.CharField(max_length=32, unique=True)
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=AttemptState.choices)
    payment_url = models.CharField(max_length=500, blank=True)
    provider_transaction = models.CharField(max_length=64, null=True)
    failure = models.CharField(max_length=40, blank=True)
    is_surplus = models.BooleanField(default=False)
    drawer = models.ForeignKey(
        "payments.CashDrawer", null=True, on_delete=models.PROTECT, related_name="attempts"
    )
    taken_by_name = models.CharField(max_length=120, blank=True)
    paid_by_name = models.CharField(max_length=120, blank=True, db_default="")
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)
    captured_vnd = models.PositiveBigIntegerField(default=0)

    class Meta:
        """A provider's transaction counts once; captured says when and which."""

        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_transaction"], name="attempt_transaction_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="CAPTURED", captured_at__isnull=False, provider_transaction__isnull=False
                )
                | (~Q(state="CAPTURED") & Q(captured_at__isnull=True)),
                name="attempt_captured_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                name="attempt_to_check",
                condition=Q(next_check_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.order_code


class ProviderMessage(models.Model):
    """A notification a provider sent us (thông báo của cổng thanh toán), once per its number."""

    provider = models.CharField(max_length=16)
    message_id = models.CharField(max_length=64)
    order_code = models.CharField(max_length=32)
    status = models.CharField(max_length=16)
    result = models.CharField(max_length=24, blank=True)
    received_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        """A message counts once however often it comes."""

        constraints = [
            models.UniqueConstraint(fields=["provider", "message_id"], name="provider_message_once")
        ]
