"""Rows every slice leans on: calendar days, messages for outside systems, answered requests."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class CalendarDay(models.Model):
    """A day that breaks the weekly rule: a public holiday (ngày nghỉ lễ) or a worked day off.

    Day swaps (hoán đổi ngày làm việc) are two rows: the weekday off and the Saturday worked.
    """

    class Kind(models.TextChoices):
        """What the day is."""

        HOLIDAY = "HOLIDAY", gettext_lazy("Ngày nghỉ")
        WORKING_DAY = "WORKING_DAY", gettext_lazy("Ngày làm việc bù")

    date = models.DateField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=20, blank=True)

    class Meta:
        """Days in order."""

        ordering: ClassVar[list[str]] = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class OutboxMessage(models.Model):
    """A message for an outside system, written in the transaction of the act it reports."""

    class State(models.TextChoices):
        """Where the message is."""

        PENDING = "PENDING", gettext_lazy("Chờ gửi")
        SENT = "SENT", gettext_lazy("Đã gửi")
        DEAD = "DEAD", gettext_lazy("Không gửi được")

    destination = models.CharField(max_length=60)
    topic = models.CharField(max_length=120)
    ordering_key = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Only what still waits is indexed for the relay: sent rows cost nothing."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["destination", "next_attempt_at", "id"],
                name="outbox_due",
                condition=Q(state="PENDING"),
            ),
            models.Index(
                fields=["destination", "ordering_key", "id"],
                name="outbox_order",
                condition=Q(state="PENDING"),
            ),
            models.Index(fields=["-id"], name="outbox_dead", condition=Q(state="DEAD")),
            models.Index(fields=["sent_at"], name="outbox_sent", condition=Q(state="SENT")),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="outbox_state", condition=Q(state__in=["PENDING", "SENT", "DEAD"])
            ),
            models.CheckConstraint(
                name="outbox_sent_has_time",
                condition=Q(state="SENT", sent_at__isnull=False)
                | (~Q(state="SENT") & Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination} {self.topic} {self.idempotency_key}"


class RateCount(models.Model):
    """How often somebody did something within a span of time; shared by every process.

    ``key`` is a blind index: neither an address nor a code can be read from it.
    """

    key = models.BinaryField(max_length=32)
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        """One row a key and span; old ones are cleared by date."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "began_at"], name="rate_count_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["began_at"], name="rate_count_began")
        ]

    def __str__(self) -> str:
        return f"{bytes(self.key).hex()} {self.began_at} {self.count}"


class IdempotencyKey(models.Model):
    """A request already answered: the same key gives the first answer again."""

    actor_reference = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    operation = models.CharField(max_length=80)
    request_hash = models.BinaryField(max_length=32)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        """One answer per actor and key; old answers are cleared by date."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["actor_reference", "key"], name="idempotency_key_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["created_at"], name="idempotency_created")
        ]

    def __str__(self) -> str:
        return f"{self.actor_reference} {self.key}"
