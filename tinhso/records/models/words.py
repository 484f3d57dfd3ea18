"""The words by which documents, tasks and dossiers are found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from tinhso.records.models.dossiers import Dossier
from tinhso.records.models.official import OfficialDocument
from tinhso.records.models.tasks import Task


class SearchWords(models.Model):
    """Words of one row, as written and without accents.

    Row security hides operators of a search from the index, so this table is read through
    ``records_find_documents``, ``records_find_tasks`` and ``records_find_dossiers`` only: they
    look into the index first and then at the locks of what was found. ``agency_ids`` narrow the
    first step to the agencies that may see the row; triggers keep them.
    """

    official = models.OneToOneField(
        OfficialDocument, null=True, on_delete=models.CASCADE, related_name="+"
    )
    task = models.OneToOneField(Task, null=True, on_delete=models.CASCADE, related_name="+")
    dossier = models.OneToOneField(Dossier, null=True, on_delete=models.CASCADE, related_name="+")
    words = SearchVectorField()
    agency_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    class Meta:
        """One index over all words and whose they are."""

        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, task__isnull=True, dossier__isnull=True)
                | Q(official__isnull=True, task__isnull=False, dossier__isnull=True)
                | Q(official__isnull=True, task__isnull=True, dossier__isnull=False),
                name="search_words_of_one_row",
            )
        ]
        indexes = [GinIndex(fields=["agency_ids", "words"], name="search_words_of_agency")]
