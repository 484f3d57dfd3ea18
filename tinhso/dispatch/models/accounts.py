"""What a comparison of our account with the axis's found."""

from django.db import models


class Reconciliation(models.Model):
    """One comparison (đối soát): counts of both sides, differences; for the administrator.

    ``counts`` has sent, open, taken, given, stored, waiting; ``differences`` are lists of fault,
    key and what the message is.
    """

    at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    counts = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    difference_count = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    @property
    def is_balanced(self) -> bool:
        """Tell whether both accounts agree."""
        return not self.error and self.difference_count == 0
