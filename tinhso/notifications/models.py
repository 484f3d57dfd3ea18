"""What a person was told, and whether they read it."""

from django.db import models


class Notification(models.Model):
    """A message to one person inside the platform (thông báo)."""

    person = models.ForeignKey(
        "identity.Person", on_delete=models.CASCADE, related_name="notifications"
    )
    template = models.CharField(max_length=60)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_vi = models.TextField()
    body_en = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """Read by person, newest first."""

        indexes = [models.Index(fields=["person", "-id"], name="notification_person")]
