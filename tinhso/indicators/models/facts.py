"""Facts in versions, and their sums by period: what every number is made of."""

from django.db import models


class Fact(models.Model):
    """One number somebody or something gave (số liệu): of an indicator, an area and a period.

    A correction supersedes a row and adds its next version; rows are never changed otherwise, so
    the numbers of any past moment can be told again. ``day`` is the period's last day and decides
    the partition. ``subject`` names what a fact of daily work came from (``case:H10-…``).
    Without numerator it was reported as missing. The area is the one of that day. Keys are not
    constraints of the database: no row they name is ever deleted, and facts come by the million.
    """

    day = models.DateField()
    indicator = models.ForeignKey(
        "indicators.Indicator",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    area = models.ForeignKey(
        "orgs.Area", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    agency = models.ForeignKey(
        "orgs.Agency", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    period_id = models.IntegerField()
    breakdown = models.CharField(max_length=40, blank=True, default="")
    subject = models.CharField(max_length=80, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10)
    numerator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    source = models.ForeignKey(
        "indicators.Source",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    batch = models.ForeignKey(
        "indicators.Batch",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    reason = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        """One current fact for each thing it can be about."""

        constraints = [
            models.UniqueConstraint(
                fields=[
                    "indicator", "period_id", "area", "agency", "breakdown", "subject", "day",
                ],
                condition=models.Q(superseded_at__isnull=True),
                name="fact_current_once",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["subject"],
                condition=~models.Q(subject=""),
                name="fact_by_subject",
            ),
            models.Index(
                fields=["indicator", "period_id", "recorded_at"],
                condition=models.Q(superseded_at__isnull=False),
                name="fact_former",
            ),
            models.Index(fields=["day"], name="fact_by_day"),
        ]


class FactSum(models.Model):
    """Sums of the current facts of one indicator, area, agency, period and breakdown (số gộp).

    Kept exact by adding and taking away with every fact; facts of days are summed by the months of
    both calendars. The counts say how many facts had a numerator, a denominator.
    """

    indicator = models.ForeignKey(
        "indicators.Indicator",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    area = models.ForeignKey(
        "orgs.Area", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    agency = models.ForeignKey(
        "orgs.Agency", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    period_id = models.IntegerField()
    breakdown = models.CharField(max_length=40, blank=True, default="")
    numerator = models.DecimalField(max_digits=38, decimal_places=6, default=0)
    denominator = models.DecimalField(max_digits=38, decimal_places=6, default=0)
    fact_count = models.BigIntegerField(default=0)
    numerator_count = models.BigIntegerField(default=0)
    denominator_count = models.BigIntegerField(default=0)

    class Meta:
        """One row for each cell, read by indicator and period."""

        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_id", "area", "agency", "breakdown"],
                name="fact_sum_once",
            )
        ]


class FactTotal(models.Model):
    """The same sums over all breakdowns (số gộp chung): what most tiles and tables ask for.

    Kept in the same statement as ``FactSum``; a twelfth of its rows where facts have twelve
    breakdowns.
    """

    indicator = models.ForeignKey(
        "indicators.Indicator",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    area = models.ForeignKey(
        "orgs.Area", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    agency = models.ForeignKey(
        "orgs.Agency", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    period_id = models.IntegerField()
    numerator = models.DecimalField(max_digits=38, decimal_places=6, default=0)
    denominator = models.DecimalField(max_digits=38, decimal_places=6, default=0)
    fact_count = models.BigIntegerField(default=0)
    numerator_count = models.BigIntegerField(default=0)
    denominator_count = models.BigIntegerField(default=0)

    class Meta:
        """One row for each cell, read by indicator and period."""

        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_id", "area", "agency"], name="fact_total_once"
            )
        ]
