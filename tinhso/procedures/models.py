"""The catalogue of administrative procedures: immutable published versions."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class Field(models.Model):
    """Field of administration (lĩnh vực)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240)
    department = models.CharField(max_length=120, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Administrative procedure (thủ tục hành chính), the same through all its versions."""

    code = models.CharField(max_length=30, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    # What the channel switch opened; null while nobody touched it.
    switched_channels = ArrayField(models.CharField(max_length=16), null=True)

    def __str__(self) -> str:
        return self.code


class ChannelChange(models.Model):
    """One turn of a procedure's channel switch (đóng, mở kênh nộp), with its reason."""

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="channel_changes"
    )
    before = ArrayField(models.CharField(max_length=16))
    after = ArrayField(models.CharField(max_length=16))
    reason = models.TextField()
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        """A procedure's changes, the newest first."""

        indexes = [models.Index(fields=["procedure", "-at"], name="channel_change_newest")]


class VersionState(models.TextChoices):
    """Life of a version."""

    DRAFT = "DRAFT", "Bản thảo"
    PUBLISHED = "PUBLISHED", "Đã công bố"
    WITHDRAWN = "WITHDRAWN", "Đã bãi bỏ"


class VersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions in a state, on a day."""

    def in_force(self, day: date) -> Self:
        """Keep the versions a person may file by on a day; the last day is exclusive."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            state=VersionState.PUBLISHED,
            valid_from__lte=day,
        )

    def drafts(self) -> Self:
        """Keep the versions nobody published yet."""
        return self.filter(state=VersionState.DRAFT)


class ProcedureVersion(models.Model):
    """One version of a procedure with every legally required part; immutable once published.

    ``content`` is the whole document in the province pack's format; the other columns repeat what
    lists, searches and constraints need.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=800)
    summary = models.TextField()
    summary_en = models.TextField()
    tier = models.CharField(max_length=10)
    service_level = models.CharField(max_length=8)
    is_online = models.BooleanField(default=False)
    # Every part Decree 63/2010/NĐ-CP article 8.2 names; and the announcing decision is known.
    is_complete = models.BooleanField(default=False)
    is_announced = models.BooleanField(default=False, db_default=False)
    is_demonstration = models.BooleanField(default=False)
    missing_parts = ArrayField(models.CharField(max_length=20), default=list)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    search_vector = SearchVectorField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        """One current version and one draft a procedure."""

        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_unique"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state="PUBLISHED", valid_to__isnull=True),
                name="version_one_current",
            ),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state="DRAFT"), name="version_one_draft"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="version_search_vector"),
            models.Index(
                fields=["is_demonstration", "sort_key", "id"], name="version_real_by_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewKind(models.TextChoices):
    """What a person did to a draft on its way to publication."""

    EDITED = "EDITED", pgettext_lazy("review act", "Soạn thảo")
    SUBMITTED = "SUBMITTED", pgettext_lazy("review act", "Gửi duyệt")
    APPROVED = "APPROVED", pgettext_lazy("review act", "Duyệt")
    RETURNED = "RETURNED", pgettext_lazy("review act", "Trả lại")


class ReviewAct(models.Model):
    """One act on a draft (soạn thảo, gửi duyệt, duyệt), about the content it had then."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="review_acts"
    )
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    account_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """A draft's acts in order."""

        indexes = [models.Index(fields=["version", "id"], name="review_act_in_order")]


class PhraseKind(models.TextChoices):
    """Where the words of a phrase come from."""

    EVERYDAY = "EVERYDAY", "Cách gọi thường ngày"
    NAME = "NAME", "Tên thủ tục"
    SUMMARY = "SUMMARY", "Mô tả"
    PAPER = "PAPER", "Giấy tờ"


class ProcedurePhrase(models.Model):
    """Words by which people look for a version, lower-case and without accents."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="phrases")
    kind = models.CharField(max_length=8, choices=PhraseKind.choices)
    text = models.CharField(max_length=1000)

    class Meta:
        """Found by likeness."""

        indexes = [GinIndex(fields=["text"], name="phrase_likeness", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.text


class CatalogueComparison(models.Model):
    """Our catalogue beside the national one at a moment (đối chiếu danh mục quốc gia).

    ``rows`` are the differences as ``rules.national_catalogue`` writes them, 2,000 at most.
    """

    at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    here_count = models.PositiveIntegerField(default=0)
    there_count = models.PositiveIntegerField(default=0)
    difference_count = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=list)
    error = models.CharField(max_length=300, blank=True)
