"""Rows of the dashboards slice: boards in versions, shapes of areas."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy

from tinhso.core.sealed import SealedTextField


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


class Rhythm(models.TextChoices):
    """How often a board is sent."""

    DAILY = "DAILY", gettext_lazy("Mỗi ngày")
    WEEKLY = "WEEKLY", gettext_lazy("Mỗi tuần")
    MONTHLY = "MONTHLY", gettext_lazy("Mỗi tháng")


class BoardMailing(models.Model):
    """Mailing (lịch gửi bảng): a board in one state, sent as PDF to some officers on a schedule.

    ``area_code``, ``period_kind`` and ``reading`` are the state; the period is always the last one
    that is over. ``weekday`` is 1 for Monday, ``day`` at most 28, ``hour`` of Vietnam.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="mailings")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=8)
    period_kind = models.CharField(max_length=10)
    reading = models.CharField(max_length=8)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    weekday = models.PositiveSmallIntegerField(default=1)
    day = models.PositiveSmallIntegerField(default=1)
    hour = models.PositiveSmallIntegerField(default=7)
    is_open = models.BooleanField(default=True)
    next_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        """Asked for by what is due."""

        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=["DAILY", "WEEKLY", "MONTHLY"])
                & Q(weekday__range=(1, 7)) & Q(day__range=(1, 28)) & Q(hour__range=(0, 23)),
                name="board_mailing_turns",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["next_at"], name="board_mailing_due", condition=Q(is_open=True))
        ]

    def __str__(self) -> str:
        return f"{self.board_id}@{self.rhythm}"


class BoardRecipient(models.Model):
    """Who gets a mailing (người nhận): an officer, whose rights decide the numbers, at an address.

    ``stopped_at``: they asked for no more.
    """

    mailing = models.ForeignKey(BoardMailing, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    address = SealedTextField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        """Once in a mailing."""

        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="board_recipient_once")
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.person_id}"


class LetterState(models.TextChoices):
    """How far a letter came."""

    WAITING = "WAITING", gettext_lazy("Đang lập")
    MADE = "MADE", gettext_lazy("Chờ gửi")
    SENT = "SENT", gettext_lazy("Đã gửi")
    REFUSED = "REFUSED", gettext_lazy("Máy chủ thư từ chối")
    STOPPED = "STOPPED", gettext_lazy("Người nhận đã ngừng nhận")
    NO_ACCESS = "NO_ACCESS", gettext_lazy("Không còn quyền xem bảng")


class BoardLetter(models.Model):
    """One sending of a mailing to one recipient (thư gửi bảng): the PDF, and how far it came.

    ``content`` is what the recipient may see, by their own rights; forgotten after a while.
    ``is_enclosed``: it went with the letter, which otherwise only leads to it.
    """

    token = models.CharField(max_length=32, unique=True)
    recipient = models.ForeignKey(BoardRecipient, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=LetterState.choices, default=LetterState.WAITING
    )
    title = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    is_enclosed = models.BooleanField(default=True)
    content = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """One letter a turn."""

        constraints = [
            models.UniqueConstraint(fields=["recipient", "due_at"], name="board_letter_once")
        ]
        indexes = [
            models.Index(fields=["id"], name="board_letter_waiting", condition=Q(state="WAITING"))
        ]

    def __str__(self) -> str:
        return self.token
