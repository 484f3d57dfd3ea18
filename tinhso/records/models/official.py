"""The official document every desk shares: what it is, whose it is, its number, its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from tinhso.records.models.incoming import Arrival
    from tinhso.records.models.outgoing import Attachment, Follower, Recipient
    from tinhso.records.models.tasks import Directive


class Direction(models.TextChoices):
    """Which way a document goes, seen from its agency (Decree 30/2020 art. 3)."""

    OUTGOING = "OUTGOING", gettext_lazy("Văn bản đi")
    INCOMING = "INCOMING", gettext_lazy("Văn bản đến")
    INTERNAL = "INTERNAL", gettext_lazy("Văn bản nội bộ")


class Urgency(models.IntegerChoices):
    """How fast a document must move (độ khẩn); the numbers are those of dispatch envelopes."""

    NORMAL = 0, gettext_lazy("Thường")
    URGENT = 1, gettext_lazy("Khẩn")
    VERY_URGENT = 2, gettext_lazy("Thượng khẩn")
    IMMEDIATE = 3, gettext_lazy("Hỏa tốc")


class OfficialDocument(models.Model):
    """One document in one agency's books (văn bản), going out or coming in.

    ``agency`` keeps it: the issuing one of what goes out, the receiving one of what came in. A
    document sent from one agency to another is one row of each. ``kind`` is a code of
    ``rules.kinds``; ``notation`` is the whole text (``15/QĐ-UBND``). ``author_name`` and
    ``author_code`` say who issued it. There is no column for a degree of secrecy: secret papers
    never enter. ``document`` holds the bytes we made; files received are the incoming desk's.
    ``recalled_at``: its issuer took it back; its files are closed to those who received it.
    """

    token = models.CharField(max_length=32, unique=True)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    kind = models.CharField(max_length=12)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    author_name = models.CharField(max_length=200)
    author_code = models.CharField(max_length=35, blank=True)
    abstract = models.CharField(max_length=500)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    register = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    notation = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    document = models.OneToOneField(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    search_text = models.TextField(blank=True)
    recalled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    if TYPE_CHECKING:
        # What points here from other files, which the type checker reads too late to know.
        arrival: Arrival

        carries: Directive

        @property
        def directives(self) -> models.QuerySet[Directive]:
            """Give the directives about it."""

        @property
        def followers(self) -> models.QuerySet[Follower]:
            """Give who follows it."""

        @property
        def attachments(self) -> models.QuerySet[Attachment]:
            """Give the files that go with it."""

        @property
        def recipients(self) -> models.QuerySet[Recipient]:
            """Give whom it is sent to."""

    class Meta:
        """A number is used once in a direction, register and year of an agency."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "direction", "register", "year", "number"],
                condition=Q(number__isnull=False),
                name="official_number_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "direction", "-id"], name="official_of_agency"),
            models.Index(fields=["notation"], name="official_notation"),
        ]

    def __str__(self) -> str:
        return self.abstract

    @property
    def page_name(self) -> str:
        """Give the name of the address of its page: by the way it goes."""
        is_in = self.direction == Direction.INCOMING
        return "records:incoming_document" if is_in else "records:outgoing"


class LinkKind(models.TextChoices):
    """How one document bears on another (Decree 30/2020 art. 18)."""

    REPLACES = "REPLACES", gettext_lazy("Thay thế")
    AMENDS = "AMENDS", gettext_lazy("Sửa đổi, bổ sung")
    CORRECTS = "CORRECTS", gettext_lazy("Đính chính")
    RECALLS = "RECALLS", gettext_lazy("Thu hồi")
    ANSWERS = "ANSWERS", gettext_lazy("Trả lời")
    RECEIVED_FROM = "RECEIVED_FROM", gettext_lazy("Nhận từ")


_PASSIVE = {
    LinkKind.REPLACES: gettext_lazy("Bị thay thế bởi"),
    LinkKind.AMENDS: gettext_lazy("Được sửa đổi, bổ sung bởi"),
    LinkKind.CORRECTS: gettext_lazy("Được đính chính bởi"),
    LinkKind.RECALLS: gettext_lazy("Bị thu hồi bởi"),
    LinkKind.ANSWERS: gettext_lazy("Được trả lời bởi"),
    LinkKind.RECEIVED_FROM: gettext_lazy("Nơi nhận đã vào sổ"),
}


class DocumentLink(models.Model):
    """That one document replaces, amends, corrects, recalls, answers or came from another."""

    source = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="links")
    target = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, related_name="linked_from"
    )
    kind = models.CharField(max_length=16, choices=LinkKind.choices)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """A document bears on another once in one way, and never on itself."""

        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="document_link_unique"
            ),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")), name="document_link_to_another"
            ),
        ]

    @property
    def passive_words(self) -> str:
        """Say it from the side of the document borne upon."""
        return str(_PASSIVE[LinkKind(self.kind)])


class DocumentEvent(models.Model):
    """One thing done to a document (nhật ký xử lý): who, when, what; only grows.

    It travels with the document into the archive. ``kind`` is upper case (``SIGNED``), ``facts``
    what people read beside it (reasons, names of agencies).
    """

    official = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor_reference = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=120)
    agency_name = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        """Read in order of what was written."""

        indexes = [models.Index(fields=["official", "id"], name="document_event_order")]
