"""The operators' desk: knowledge base, shifts, quality review."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.contact.models.catalogue import Category
from tinhso.contact.models.contacts import Contact


class Article(models.Model):
    """A question people ask, and its answer (kho tri thức); ``current`` is the version shown."""

    slug = models.SlugField(max_length=80, unique=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    procedure_slug = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    search_text = models.TextField()
    is_public = models.BooleanField(default=True)
    is_withdrawn = models.BooleanField(default=False)
    review_by = models.DateField(null=True)
    used_count = models.PositiveIntegerField(default=0)
    helped_count = models.PositiveIntegerField(default=0)
    not_helped_count = models.PositiveIntegerField(default=0)

    class Meta:
        """Searched without accents."""

        indexes = [
            GinIndex(
                fields=["search_text"], name="contact_article_search", opclasses=["gin_trgm_ops"]
            )
        ]

    def __str__(self) -> str:
        return self.title


class ArticleState(models.TextChoices):
    """Life of a version of an article."""

    DRAFT = "DRAFT", gettext_lazy("Bản thảo")
    PUBLISHED = "PUBLISHED", gettext_lazy("Đang dùng")
    RETIRED = "RETIRED", gettext_lazy("Bản cũ")


class ArticleVersion(models.Model):
    """What an article said from one moment on; a published one never changes."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ArticleState, default=ArticleState.DRAFT)
    title = models.CharField(max_length=200)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    author_name = models.CharField(max_length=120)
    author_reference = models.CharField(max_length=40)
    approver_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        """Versions are numbered; one is shown, one is being written."""

        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="contact_article_number"),
            models.UniqueConstraint(
                fields=["article", "state"],
                condition=Q(state__in=["DRAFT", "PUBLISHED"]),
                name="contact_article_state_once",
            ),
        ]


class Shift(models.Model):
    """An operator at the line for a while (ca trực)."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120)
    from_at = models.DateTimeField()
    planned_to = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    is_away = models.BooleanField(default=False)

    class Meta:
        """One shift at a time for a person."""

        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_at__isnull=True), name="contact_shift_open_once"
            )
        ]


class QualityReview(models.Model):
    """A supervisor's judgement of how a contact was taken and answered (chấm điểm chất lượng)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="reviews")
    reviewer_name = models.CharField(max_length=120)
    reviewer_reference = models.CharField(max_length=40)
    operator_reference = models.CharField(max_length=40, blank=True)
    courtesy = models.PositiveSmallIntegerField()
    correctness = models.PositiveSmallIntegerField()
    completeness = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        """Each mark goes from one to five."""

        constraints = [
            models.CheckConstraint(
                condition=Q(
                    courtesy__range=(1, 5), correctness__range=(1, 5), completeness__range=(1, 5)
                ),
                name="contact_review_one_to_five",
            )
        ]
