"""Rows of the alerts slice: rules as data, alerts, what happened to each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy


class Severity(models.TextChoices):
    """How bad it is that a rule is broken."""

    WARNING = "WARNING", gettext_lazy("Cần chú ý")
    ALARM = "ALARM", gettext_lazy("Báo động")


class AlertRule(models.Model):
    """Alert rule (quy tắc cảnh báo), see ``rules.Condition`` for what ``condition`` holds.

    ``agency`` watches; ``checklist`` are the steps to take, in the language of the province.
    ``needs_document``: a directive on its alerts must become a signed document.
    ``area_code`` narrows it to an area and what lies in it: a local centre's own rules. ``number``
    counts the versions; the row holds what is in force.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10)
    level = models.CharField(max_length=10)
    condition = models.JSONField(default=dict)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.WARNING)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    checklist = models.JSONField(default=list)
    area_code = models.CharField(max_length=8, blank=True, default="")
    needs_document = models.BooleanField(default=False, db_default=False)
    number = models.PositiveSmallIntegerField(default=1)
    is_open = models.BooleanField(default=True)

    class Meta:
        """Kinds are those the rules know."""

        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["THRESHOLD", "TREND", "SEASONAL", "NO_DATA"]),
                name="alert_rule_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Give the name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class AlertRuleVersion(models.Model):
    """What a rule said from a moment on (phiên bản quy tắc); never changes.

    ``written`` repeats the rule's columns, see ``operations.ruling.Written``.
    """

    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    written = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        """Numbered within a rule."""

        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="alert_rule_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}/{self.number}"


class AlertState(models.TextChoices):
    """Where an alert stands."""

    OPENED = "OPENED", gettext_lazy("Mới mở")
    ACKNOWLEDGED = "ACKNOWLEDGED", gettext_lazy("Đã tiếp nhận")
    CLOSED = "CLOSED", gettext_lazy("Đã đóng")


class Alert(models.Model):
    """Alert (cảnh báo): a rule broken in an area; one is open at a time.

    ``rule_number`` is the version of the rule that opened it.
    ``agency`` watches it, ``reader_agency_ids`` take part. ``checklist`` repeats the rule's steps
    with who did each. ``returned_at``: the number satisfied the clear condition since;
    ``late_told_at``: leaders were told that its directive is late.
    """

    token = models.CharField(max_length=32, unique=True)
    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="alerts")
    rule_number = models.PositiveSmallIntegerField(default=1)
    area = models.ForeignKey("orgs.Area", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=12, choices=AlertState.choices, default=AlertState.OPENED)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    period_id = models.IntegerField()
    value = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    checklist = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    directive = models.ForeignKey(
        "records.Directive", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """One open alert for a rule and an area; lists go newest first."""

        constraints = [
            models.UniqueConstraint(
                fields=["rule", "area"], condition=~Q(state="CLOSED"), name="alert_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | Q(closed_at__isnull=False),
                name="alert_closed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "-opened_at"], name="alert_of_agency")]

    def __str__(self) -> str:
        return self.token


class AlertEvent(models.Model):
    """One line of an alert's timeline; only grows."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=120, blank=True)

    class Meta:
        """Read in the order of time."""

        indexes = [models.Index(fields=["alert", "at", "id"], name="alert_event_order")]
