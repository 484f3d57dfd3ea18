"""Rows of the catalogue: indicators, and each version of what they mean."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy


class Indicator(models.Model):
    """Indicator (chỉ tiêu): something about the province that is counted or measured.

    ``owner`` answers for what it says, ``keeper`` keeps its numbers in order. What it means is in
    its versions; names and sensitivity of the current one are repeated here for lists and locks.
    """

    code = models.CharField(max_length=40, unique=True)
    field = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    owner = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    sensitivity = models.CharField(max_length=12)
    version = models.ForeignKey(
        "indicators.IndicatorVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    search_text = models.CharField(max_length=1200)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        """Searched by words; listed by field."""

        constraints = [
            models.CheckConstraint(
                condition=Q(sensitivity__in=["PUBLIC", "INTERNAL", "RESTRICTED"]),
                name="indicator_sensitivity_known",
            )
        ]
        indexes = [
            GinIndex(fields=["search_text"], name="indicator_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["field", "sort_order", "id"], name="indicator_by_field"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Give the name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class IndicatorVersion(models.Model):
    """One version of what an indicator means (phiên bản định nghĩa); never changes.

    ``numerator`` and ``denominator`` say in words what is counted; without denominator it is no
    ratio. ``expression`` (derived indicators) names other indicators, see ``rules.definitions``.
    ``smallest_count``: groups of fewer people are not shown. ``valid_to`` is exclusive.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    meaning = models.TextField()
    meaning_en = models.TextField()
    numerator = models.CharField(max_length=400)
    numerator_en = models.CharField(max_length=400)
    denominator = models.CharField(max_length=400, blank=True)
    denominator_en = models.CharField(max_length=400, blank=True)
    expression = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=60)
    unit_en = models.CharField(max_length=60)
    factor = models.DecimalField(max_digits=12, decimal_places=4, default=1)
    decimals = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10)
    calendar = models.CharField(max_length=16)
    frequency = models.CharField(max_length=12)
    level = models.CharField(max_length=10)
    over_time = models.CharField(max_length=8)
    over_areas = models.CharField(max_length=8)
    direction = models.CharField(max_length=8)
    warning = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    alarm = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    sensitivity = models.CharField(max_length=12)
    smallest_count = models.PositiveSmallIntegerField(default=0)
    breakdown = models.CharField(max_length=80, blank=True)
    breakdown_en = models.CharField(max_length=80, blank=True)
    source_text = models.CharField(max_length=300)
    certainty = models.CharField(max_length=16, default="to_confirm")
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        """Numbered in an indicator; codes are among those the rules know."""

        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="indicator_version_number"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["REPORTED", "DERIVED", "OBSERVED"]),
                name="indicator_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="indicator_version_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.number}"

    @property
    def is_ratio(self) -> bool:
        """Tell whether the number is one sum over another."""
        return bool(self.denominator)

    @property
    def shown_meaning(self) -> str:
        """Give the meaning in the reader's language."""
        return self.meaning_en if get_language() == "en" else self.meaning

    @property
    def shown_unit(self) -> str:
        """Give the unit in the reader's language."""
        return self.unit_en if get_language() == "en" else self.unit

    @property
    def shown_numerator(self) -> str:
        """Give what the numerator counts in the reader's language."""
        return self.numerator_en if get_language() == "en" else self.numerator

    @property
    def shown_denominator(self) -> str:
        """Give what the denominator counts in the reader's language."""
        return self.denominator_en if get_language() == "en" else self.denominator

    @property
    def shown_breakdown(self) -> str:
        """Give what facts are broken down by in the reader's language."""
        return self.breakdown_en if get_language() == "en" else self.breakdown


FIELD_NAMES = {
    "POPULATION": gettext_lazy("Dân cư, lao động"),
    "RESOURCES": gettext_lazy("Tài nguyên, môi trường"),
    "EDUCATION": gettext_lazy("Giáo dục"),
    "HEALTH": gettext_lazy("Y tế"),
    "FINANCE": gettext_lazy("Tài chính, ngân hàng"),
    "AGRICULTURE": gettext_lazy("Nông nghiệp"),
    "TRANSPORT": gettext_lazy("Giao thông, logistics"),
    "ENERGY": gettext_lazy("Năng lượng"),
    "INDUSTRY": gettext_lazy("Công nghiệp, thương mại"),
    "GOVERNMENT": gettext_lazy("Hoạt động của chính quyền"),
}
