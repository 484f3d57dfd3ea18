"""Which files wait for their pictures to be read."""

from django.db import models

from tinhso.documents.models.papers import StoredFile


class FileReading(models.Model):
    """Reading what stands on the pictures and scanned pages of a file, once for the same bytes.

    ``is_whole`` is false when something could not be read; then only people look at it.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="reading")
    ordered_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    is_whole = models.BooleanField(default=False)
