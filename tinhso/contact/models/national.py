"""Reports of people that came from the National Public Service Portal."""

from django.db import models

from tinhso.contact.models.contacts import Contact


class NationalReport(models.Model):
    """A report made at the national portal (PAKN), by its code there; what that portal was told."""

    contact = models.OneToOneField(
        Contact, on_delete=models.PROTECT, related_name="national_report"
    )
    national_code = models.CharField(max_length=60, unique=True)
    told_answer = models.PositiveSmallIntegerField(default=0)
    arrived_at = models.DateTimeField()
