"""Rows of the dashboards slice: boards in versions, shapes of areas."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language, gettext_lazy


class Audience(models.TextChoices):
    """Who may open a board."""

    EVERYONE = "EVERYONE", gettext_lazy("Mọi người, không cần đăng nhập")
    OFFICERS = "OFFICERS", gettext_lazy("Mọi cán bộ")
    READERS = "READERS", gettext_lazy("Cơ quan được chia sẻ")


class Board(models.Model):
    """Board (bảng điều hành): tiles over the numbers of a scope, in versions.

    ``scope_code`` is the area a board is about: the province, or the area of a local IOC.
    ``owner`` answers for it; agencies in ``reader_agency_ids`` may open it besides.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    scope_code = models.CharField(max_length=8)
    owner = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    sort_order = models.PositiveSmallIntegerField(default=0)
    version = models.ForeignKey(
        "dashboards.BoardVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Listed by scope and order."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=["EVERYONE", "OFFICERS", "READERS"]),
                name="board_audience_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Give the name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name

    @property
    def shown_about(self) -> str:
        """Give what the board is for in the reader's language."""
        return self.about_en if get_language() == "en" else self.about


class BoardVersion(models.Model):
    """One version of a board's document (phiên bản bảng); never changes, see ``rules.document``."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        """Numbered within a board."""

        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="board_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.board_id}/{self.number}"


class BoardDraft(models.Model):
    """What editors of a board are making (bản nháp): one a board, until published or dropped.

    ``based_on`` is the number of the version it began from, 0 for a new board. ``revision`` grows
    with every change, so that nobody writes over what another editor has just done. ``former`` is
    the document before the last change: what undoing brings back.
    """

    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    former = models.JSONField(null=True)
    based_on = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.board_id}+{self.revision}"


class AreaShape(models.Model):
    """The land of an area as polygons (hình địa bàn), schematic or official.

    ``rings`` are closed rings of ``[longitude, latitude]``; holes are not kept.
    """

    area = models.OneToOneField("orgs.Area", on_delete=models.PROTECT, related_name="+")
    rings = models.JSONField()
    is_schematic = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.area_id}"
