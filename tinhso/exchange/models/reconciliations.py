"""What a comparison of our account with a partner's found."""

from django.db import models


class Reconciliation(models.Model):
    """One counted comparison (đối soát) with a partner: both sides' counts, the differences.

    ``counts`` has sent, open, dead, taken, given, stored, waiting; ``differences`` are lists of
    fault, key and what the message is about. ``error`` says why nothing could be compared.
    """

    connector = models.CharField(max_length=40)
    at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    counts = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    difference_count = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        """The comparisons with a partner, newest first."""

        indexes = [models.Index(fields=["connector", "-id"], name="exchange_comparisons")]

    @property
    def is_balanced(self) -> bool:
        """Tell whether both accounts agree."""
        return not self.error and self.difference_count == 0
