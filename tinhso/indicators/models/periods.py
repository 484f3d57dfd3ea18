"""The period table: every period numbers are given for, in both calendars."""

from django.db import models


class Period(models.Model):
    """Period (kỳ báo cáo, kỳ thống kê); its number says what it is, see ``rules.periods``.

    ``ends_on`` is exclusive. ``due_on`` is the last day on which its report is in time: two
    working days after the cut-off.
    """

    id = models.IntegerField(primary_key=True)
    code = models.CharField(max_length=12, unique=True)
    calendar = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        """Found by day within a calendar and kind."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="period_positive"
            )
        ]
        indexes = [models.Index(fields=["calendar", "kind", "starts_on"], name="period_by_start")]

    def __str__(self) -> str:
        return self.code
