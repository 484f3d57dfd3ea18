"""Who may act for whom: people for people, people for organisations."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.identity.models.people import Person


class MandateKind(models.TextChoices):
    """On what ground somebody acts for another."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", gettext_lazy("Đại diện theo pháp luật")
    AUTHORISED = "AUTHORISED", gettext_lazy("Được ủy quyền")


class MandateState(models.TextChoices):
    """Life of a mandate."""

    PROPOSED = "PROPOSED", gettext_lazy("Chờ người nhận đồng ý")
    ACTIVE = "ACTIVE", gettext_lazy("Đang có hiệu lực")
    DECLINED = "DECLINED", gettext_lazy("Người nhận từ chối")
    ENDED = "ENDED", gettext_lazy("Đã chấm dứt")


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates that hold for a period."""

    def in_force(self, day: date) -> "MandateQuerySet":
        """Keep those accepted and in force on the given day."""
        in_period = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.filter(in_period, valid_from__lte=day, state=MandateState.ACTIVE)


class Mandate(models.Model):
    """The right to act for another person (ủy quyền, đại diện), for a period and for procedures.

    ``procedures`` holds slugs, empty for all.
    """

    token = models.CharField(max_length=32, unique=True)
    represented = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates_given")
    representative = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates_held"
    )
    represented_name = models.CharField(max_length=120)
    representative_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=MandateKind.choices)
    state = models.CharField(max_length=12, choices=MandateState.choices)
    is_of_organisation = models.BooleanField(default=False)
    procedures = ArrayField(models.CharField(max_length=120), default=list)
    reason = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        """A period is positive; nobody represents themselves; one open mandate a pair and kind."""

        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="mandate_period_positive",
            ),
            models.CheckConstraint(
                condition=~Q(represented=models.F("representative")), name="mandate_not_of_oneself"
            ),
            models.UniqueConstraint(
                fields=["represented", "representative"],
                condition=Q(state__in=["PROPOSED", "ACTIVE"]),
                name="mandate_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["representative", "state"], name="mandate_of_representative"),
            models.Index(fields=["represented", "state"], name="mandate_of_represented"),
        ]

    @property
    def sees_all(self) -> bool:
        """Tell whether the representative sees everything: organisations without a limit only.

        A human being's other affairs stay theirs.
        """
        return self.is_of_organisation and not self.procedures
