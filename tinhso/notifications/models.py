"""What a person was told, and whether they read it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Notification(models.Model):
    """A message to one person inside the platform (thông báo).

    The act that tells keeps template and facts only; the words are written when the message
    leaves, and kept as they left. Read them through ``queries.wording_of``.
    """

    person = models.ForeignKey(
        "identity.Person", on_delete=models.CASCADE, related_name="notifications"
    )
    template = models.CharField(max_length=60)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    title_vi = models.CharField(max_length=200, blank=True, default="")
    title_en = models.CharField(max_length=200, blank=True, default="")
    body_vi = models.TextField(blank=True, default="")
    body_en = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """Read by person, newest first."""

        indexes = [models.Index(fields=["person", "-id"], name="notification_person")]
