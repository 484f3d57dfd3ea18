"""Copies an office certifies (sao y, sao lục, trích sao): the order, its pages, its document."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.records.models.official import OfficialDocument


class CopyForm(models.TextChoices):
    """How a copy is made (hình thức sao, Decree 30/2020 art. 25)."""

    SAO_Y = "SY", gettext_lazy("Sao y")
    SAO_LUC = "SL", gettext_lazy("Sao lục")
    TRICH_SAO = "TrS", gettext_lazy("Trích sao")


class OfficialCopy(models.Model):
    """A copy of an official document, from the order until it is signed and sealed (bản sao).

    ``source_sha256`` names the very bytes it was made from; ``source_copy`` the copy a further one
    (sao lục) was made from. ``pages`` are counted from 1, none means all; ``drawn`` are their
    pictures. Number, notation, signatures and bytes are the document's.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="copies")
    source_copy = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="further_copies"
    )
    form = models.CharField(max_length=3, choices=CopyForm.choices)
    source_sha256 = models.CharField(max_length=64)
    source_name = models.CharField(max_length=200)
    is_scan = models.BooleanField(default=False)
    pages = ArrayField(models.PositiveSmallIntegerField(), default=list)
    recipients = models.CharField(max_length=500, blank=True)
    copy_count = models.PositiveSmallIntegerField(default=1)
    document = models.OneToOneField(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    problem = models.CharField(max_length=300, blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()

    class Meta:
        """Lists go by agency, newest first."""

        indexes = [models.Index(fields=["agency", "-id"], name="copy_of_agency")]

    def __str__(self) -> str:
        return f"{CopyForm(self.form).label}: {self.official}"


class CopyPage(models.Model):
    """The picture of one page of a copy."""

    copy = models.ForeignKey(OfficialCopy, on_delete=models.CASCADE, related_name="drawn")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        """Pages are numbered without doubles."""

        constraints = [
            models.UniqueConstraint(fields=["copy", "ordinal"], name="copy_page_ordinal_unique")
        ]
