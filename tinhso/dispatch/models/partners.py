"""Organisations outside the platform."""

from django.db import models
from django.db.models import F, Func


class Partner(models.Model):
    """An outside organisation reached through the axis (cơ quan ngoài hệ thống).

    ``certificate_pem`` is what its envelopes must be signed with; ``accepts_unsigned`` lets those
    without a signature in, marked as such.
    """

    organ_id = models.CharField(max_length=35, unique=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    email = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    certificate_pem = models.TextField(blank=True)
    accepts_unsigned = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    search_text = models.GeneratedField(
        expression=Func(F("name"), function="tinhso_fold"),
        output_field=models.CharField(max_length=400),
        db_persist=True,
    )

    def __str__(self) -> str:
        return self.name
