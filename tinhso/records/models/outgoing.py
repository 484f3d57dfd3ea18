"""Outgoing documents: drafts, revisions, remarks, opinions, recipients, registers, followers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.records.models.incoming import Reading
from tinhso.records.models.official import OfficialDocument


class OutgoingState(models.TextChoices):
    """Where an outgoing document is (rules.chain.State with words)."""

    DRAFT = "DRAFT", gettext_lazy("Đang soạn")
    UNIT_REVIEW = "UNIT_REVIEW", gettext_lazy("Chờ duyệt nội dung")
    FORMAT_REVIEW = "FORMAT_REVIEW", gettext_lazy("Chờ kiểm tra thể thức")
    SIGNING = "SIGNING", gettext_lazy("Chờ ký")
    SIGNED = "SIGNED", gettext_lazy("Đã ký, chờ phát hành")
    ISSUED = "ISSUED", gettext_lazy("Đã phát hành")
    VOID = "VOID", gettext_lazy("Đã hủy số")
    WITHDRAWN = "WITHDRAWN", gettext_lazy("Đã bỏ dự thảo")


class OutgoingDocument(models.Model):
    """The work on one outgoing document (văn bản đi); its content as it is typed now.

    ``content`` has the keys of ``rules.page.empty_content``; ``version`` grows with each change, so
    that two people writing at once notice. ``signer`` is who will sign, by ``authority``.
    ``waiting_update`` is an update asked for whose files are still being read: why, until when, by
    whom.
    """

    official = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, related_name="outgoing", primary_key=True
    )
    state = models.CharField(
        max_length=16, choices=OutgoingState.choices, default=OutgoingState.DRAFT
    )
    author = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    unit_name = models.CharField(max_length=120, blank=True)
    signer = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signer_name = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=8, blank=True)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField()
    state_since = models.DateTimeField()
    sealed_by = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)
    waiting_update = models.JSONField(null=True)

    class Meta:
        """What waits is looked for by its state."""

        indexes = [
            models.Index(
                fields=["state"],
                name="outgoing_open",
                condition=~Q(state__in=("ISSUED", "VOID", "WITHDRAWN")),
            ),
            models.Index(fields=["author"], name="outgoing_author"),
        ]

    def __str__(self) -> str:
        return f"{self.official_id}"


class Revision(models.Model):
    """The structured content as it was at one moment (phiên bản dự thảo); never changes."""

    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, related_name="revisions"
    )
    ordinal = models.PositiveIntegerField()
    content = models.JSONField()
    abstract = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    author_name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    class Meta:
        """Revisions are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["outgoing", "ordinal"], name="revision_ordinal_unique")
        ]


class Remark(models.Model):
    """A remark on a draft (góp ý), open until the author has dealt with it."""

    outgoing = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="remarks")
    text = models.CharField(max_length=2000)
    author_name = models.CharField(max_length=120)
    is_return = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)


class OpinionAnswer(models.TextChoices):
    """What a unit that was asked says."""

    AGREES = "AGREES", gettext_lazy("Thống nhất")
    AGREES_WITH_CHANGES = "AGREES_WITH_CHANGES", gettext_lazy("Thống nhất, có ý kiến")
    DISAGREES = "DISAGREES", gettext_lazy("Không thống nhất")


class OpinionRequest(models.Model):
    """A draft sent to another agency for its opinion (lấy ý kiến phối hợp)."""

    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, related_name="opinions"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=1000)
    due_on = models.DateField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=24, choices=OpinionAnswer.choices, blank=True)
    text = models.CharField(max_length=4000, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """An agency is asked once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["outgoing", "agency"],
                condition=Q(answered_at__isnull=True),
                name="opinion_asked_once",
            )
        ]


class Recipient(models.Model):
    """An agency an issued document goes to (nơi nhận), and how it got there."""

    official = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, related_name="recipients"
    )
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """An agency receives a document once."""

        constraints = [models.UniqueConstraint(fields=["official", "code"], name="recipient_once")]


class Attachment(models.Model):
    """A file that goes with a document (tệp kèm theo), looked through before it was kept.

    ``added_at`` after the issue: it came with an update of what was sent. ``reading`` says whether
    its scans are read; ``sealed`` is the PDF as the organisation signed it at the issue.
    """

    official = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, related_name="attachments"
    )
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    reading = models.CharField(
        max_length=8, choices=Reading.choices, default=Reading.READ, db_default=Reading.READ
    )
    sealed = models.OneToOneField(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Follower(models.Model):
    """Somebody who wants to hear what happens to a document (theo dõi văn bản)."""

    official = models.ForeignKey(
        OfficialDocument, on_delete=models.CASCADE, related_name="followers"
    )
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        """One follows once."""

        constraints = [models.UniqueConstraint(fields=["official", "person"], name="follower_once")]


class DocumentTemplate(models.Model):
    """A prepared content to begin from (mẫu soạn thảo); without agency everybody's."""

    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        """Names are unique in an agency."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], name="template_name_unique", nulls_distinct=False
            )
        ]


class OutgoingRegister(models.Model):
    """A register an agency arranged (sổ đăng ký văn bản đi): which kinds share its numbers.

    It holds for whole years, ``first_year`` to before ``end_year``: numbers run from 1 January to
    31 December (Decree 30/2020 art. 15), so no kind changes its register in between. ``code`` is
    given by the platform (``SO-1``), so that no other sequence of the agency is met.
    """

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kinds = ArrayField(models.CharField(max_length=12))
    first_year = models.PositiveSmallIntegerField()
    end_year = models.PositiveSmallIntegerField(null=True)
    opened_by = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """A code is used once in an agency."""

        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="outgoing_register_code")
        ]
