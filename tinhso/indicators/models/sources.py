"""Where numbers come from: sources, batches they send, rows put aside, files of old facts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy


class SourceKind(models.TextChoices):
    """How numbers of a source arrive."""

    WORK = "WORK", gettext_lazy("Từ hoạt động trên hệ thống")
    FILE = "FILE", gettext_lazy("Tệp tải lên")
    HTTP = "HTTP", gettext_lazy("Gửi qua API")
    DATABASE = "DATABASE", gettext_lazy("Lấy từ cơ sở dữ liệu")
    MANUAL = "MANUAL", gettext_lazy("Nhập trên màn hình")


class Source(models.Model):
    """Source of numbers (nguồn số liệu) with its rules of freshness and quality.

    ``quality`` is a list of rules, see ``rules.quality``. ``token_hash`` is of what an HTTP source
    signs in with. ``connection`` and ``statement`` are what a pull reads, ``mapping`` how columns
    become facts (``rules.mapping``). ``is_demo`` marks made-up numbers.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    fresh_hours = models.PositiveIntegerField(default=0)
    quality = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    connection = models.CharField(max_length=60, blank=True)
    statement = models.TextField(blank=True)
    pull_minutes = models.PositiveIntegerField(default=0)
    pulled_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=400, blank=True)
    licence = models.CharField(max_length=200, blank=True, default="")
    sensitivity = models.CharField(max_length=12, default="INTERNAL")
    is_demo = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Give the name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class BatchState(models.TextChoices):
    """Where a batch stands."""

    RECEIVED = "RECEIVED", gettext_lazy("Chờ chọn cột")
    LOADING = "LOADING", gettext_lazy("Đang nạp")
    TAKEN = "TAKEN", gettext_lazy("Đã nạp")
    PARTLY = "PARTLY", gettext_lazy("Nạp một phần, có dòng bị cách ly")
    REFUSED = "REFUSED", gettext_lazy("Không nạp được dòng nào")


class Batch(models.Model):
    """One delivery of numbers (lượt nạp): who gave what, when, and what became of its rows.

    ``content`` holds the file until it is taken; ``digest`` is its SHA-256.
    """

    token = models.CharField(max_length=32, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.RECEIVED)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    taken_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """The same bytes of a source are taken once; lists go newest first."""

        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="batch_bytes_once")
        ]
        indexes = [models.Index(fields=["source", "-given_at", "-id"], name="batch_of_source")]

    def __str__(self) -> str:
        return self.title


class QuarantinedRow(models.Model):
    """A row put aside (dòng bị cách ly): why it could not become a fact, as it was given.

    ``text`` is what stood in ``column``; ``decision`` is RELEASED or REJECTED, by a person.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="quarantined")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    row_number = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        """Read in the order of the file."""

        indexes = [models.Index(fields=["batch", "row_number", "id"], name="quarantine_order")]


class FactFile(models.Model):
    """One month's facts as a Parquet file for columnar engines (tệp số liệu theo tháng).

    A month whose facts changed since is ``is_stale``: PostgreSQL answers until it is written anew.
    """

    month = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    row_count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)

    class Meta:
        """A file belongs to a first of a month."""

        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="fact_file_month_begins")
        ]
