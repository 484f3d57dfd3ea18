"""How each connector is doing, and what an administrator decided about it."""

from django.db import models


class ConnectorState(models.Model):
    """Health and switches of one connector (kết nối), by the code of its contract.

    ``failure_count`` failures in a row; until ``rests_until`` the partner is left alone (circuit
    open). ``is_held`` stops sending, ``is_rehearsing`` checks and signs without sending.
    """

    code = models.CharField(max_length=40, unique=True)
    failure_count = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    last_answered_at = models.DateTimeField(null=True)
    last_failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    garbage_count = models.PositiveIntegerField(default=0)
    is_held = models.BooleanField(default=False)
    is_rehearsing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code
