"""Files and documents: business record, immutable bytes, signatures, audits."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class StoredFile(models.Model):
    """Immutable bytes by their SHA-256 (tệp); several uploads may share them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()


class Upload(models.Model):
    """A file a person gave us (tệp tải lên), checked and cleaned before anything else sees it."""

    token = models.CharField(max_length=32, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=200)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    purpose = models.CharField(max_length=60)
    original_sha256 = models.CharField(max_length=64)
    page_count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()


class DocumentKind(models.TextChoices):
    """What a document is for."""

    SLIP = "SLIP", gettext_lazy("Phiếu")
    RESULT = "RESULT", gettext_lazy("Kết quả giải quyết")
    COPY = "COPY", gettext_lazy("Bản sao điện tử")
    RECEIPT = "RECEIPT", gettext_lazy("Biên lai")
    OFFICIAL = "OFFICIAL", gettext_lazy("Văn bản hành chính")
    ANNEX = "ANNEX", gettext_lazy("Văn bản kèm theo")
    NUMBERS = "NUMBERS", gettext_lazy("Công bố số liệu")


class DocumentState(models.TextChoices):
    """Life of a document."""

    DRAFT = "DRAFT", gettext_lazy("Dự thảo")
    AWAITING = "AWAITING", gettext_lazy("Đã lấy số, chờ người ký xác nhận")
    SIGNED = "SIGNED", gettext_lazy("Đã ký, chờ đóng dấu")
    ISSUED = "ISSUED", gettext_lazy("Đã ban hành")
    REVOKED = "REVOKED", gettext_lazy("Đã thu hồi")


class RegisterCounter(models.Model):
    """Last number used in an agency's register in a year (sổ đăng ký văn bản)."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter a register and year."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "register", "year"], name="register_counter_unique"
            )
        ]


class Document(models.Model):
    """A document an agency issues (văn bản, phiếu, kết quả)."""

    token = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    template = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=DocumentState.choices)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    subject = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    register = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    notation = models.CharField(max_length=80, blank=True)
    content = models.JSONField(default=dict)
    signature_place = models.JSONField(null=True)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    protect_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        """A number is used once in its register and year."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "register", "year", "number"],
                condition=Q(number__isnull=False),
                name="document_number_unique",
            )
        ]
        indexes = [
            models.Index(fields=["subject"], name="document_subject"),
            models.Index(
                fields=["protect_at"],
                condition=Q(protect_at__isnull=False),
                name="document_protect_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RenditionRole(models.TextChoices):
    """What the bytes are."""

    DRAFT = "DRAFT", gettext_lazy("Dự thảo")
    SIGNED = "SIGNED", gettext_lazy("Đã ký")
    ISSUED = "ISSUED", gettext_lazy("Bản phát hành")
    ARCHIVED = "ARCHIVED", gettext_lazy("Bản phát hành có dấu thời gian lưu trữ")


class Rendition(models.Model):
    """Immutable bytes of a document in one role (bản thể hiện)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renditions")
    role = models.CharField(max_length=10, choices=RenditionRole.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="renditions")
    ordinal = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        """Renditions of a document are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="rendition_ordinal_unique")
        ]


class Signature(models.Model):
    """One electronic signature on a document (chữ ký số), in order."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    ordinal = models.PositiveSmallIntegerField()
    is_organisation = models.BooleanField()
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    certificate_serial = models.CharField(max_length=80)
    signed_at = models.DateTimeField()

    class Meta:
        """Signatures of a document are ordered."""

        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="signature_ordinal_unique")
        ]


class Issuer(models.TextChoices):
    """Who issued a certificate."""

    DEVELOPMENT = "DEVELOPMENT", gettext_lazy("Nơi cấp để phát triển")
    SERVICES = "SERVICES", gettext_lazy("Dịch vụ chứng thực")


#: ``Certificate.key_store`` of a key this platform does not hold.
OUTSIDE_STORE = "outside"


class Certificate(models.Model):
    """A certificate of a person in a position, or of an agency (chứng thư số)."""

    serial = models.CharField(max_length=80, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        "orgs.Position", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_organisation = models.BooleanField()
    issuer = models.CharField(
        max_length=12,
        choices=Issuer.choices,
        default=Issuer.DEVELOPMENT,
        db_default=Issuer.DEVELOPMENT,
    )
    key_store = models.CharField(max_length=20)
    key_label = models.CharField(max_length=60, unique=True)
    pem = models.TextField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revocation_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """A certificate names either a person or the agency itself."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_organisation=True, person__isnull=True)
                | Q(is_organisation=False, person__isnull=False),
                name="certificate_of_person_or_agency",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=models.F("valid_from")), name="certificate_period_positive"
            ),
        ]
        indexes = [models.Index(fields=["agency", "person"], name="certificate_holder")]

    def __str__(self) -> str:
        return self.serial


class ScanState(models.TextChoices):
    """Life of a scan."""

    OPEN = "OPEN", gettext_lazy("Đang xếp trang")
    ORDERED = "ORDERED", gettext_lazy("Đang tạo bản sao")
    DONE = "DONE", gettext_lazy("Đã có bản sao điện tử")


class Scan(models.Model):
    """A paper being digitised by an office (số hóa giấy tờ): its pages until the copy is signed.

    ``subject`` and ``paper_code`` name the paper in the caller's words; ``page_count`` counts the
    pages once they are ordered, ``prepared_count`` those made ready.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40)
    paper_code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=ScanState.choices, default=ScanState.OPEN)
    page_count = models.PositiveSmallIntegerField(default=0)
    prepared_count = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)

    class Meta:
        """One scan of a paper is open at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["subject", "paper_code"],
                condition=~Q(state="DONE"),
                name="scan_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ScanPage(models.Model):
    """One page of a scan: which page of which file, turned how far (degrees clockwise)."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="pages")
    ordinal = models.PositiveSmallIntegerField()
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    file_page = models.PositiveSmallIntegerField(default=1)
    rotation = models.PositiveSmallIntegerField(default=0)
    prepared = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Pages are numbered without doubles (looked at when the transaction ends)."""

        constraints = [
            models.UniqueConstraint(
                fields=["scan", "ordinal"],
                name="scan_page_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(rotation__in=(0, 90, 180, 270)), name="scan_page_quarter_turns"
            ),
        ]


class ReceivedRole(models.TextChoices):
    """What bytes from outside are to the document they arrived with."""

    MAIN = "MAIN", gettext_lazy("Văn bản")
    ANNEX = "ANNEX", gettext_lazy("Phụ lục, tệp kèm theo")
    ENVELOPE = "ENVELOPE", gettext_lazy("Gói tin")


class ReceivedFile(models.Model):
    """Bytes exactly as they arrived from outside (tệp văn bản đến): not cleaned, never changed.

    ``subject`` names what they arrived for in the caller's words.
    """

    token = models.CharField(max_length=32, unique=True)
    role = models.CharField(max_length=10, choices=ReceivedRole.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="received")
    name = models.CharField(max_length=200)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    subject = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        """Files are looked up by what they arrived for."""

        indexes = [models.Index(fields=["subject"], name="received_subject")]

    def __str__(self) -> str:
        return self.name


class IntegrityRun(models.Model):
    """One reading of every stored byte against its SHA-256 (kiểm tra toàn vẹn)."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    last_file_id = models.BigIntegerField(default=0)
    file_count = models.PositiveBigIntegerField(default=0)
    byte_count = models.PositiveBigIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)

    class Meta:
        """One run is open at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="integrity_run_open_once",
            )
        ]


class IntegrityFault(models.Model):
    """A stored file found missing or different (tệp bị mất, bị thay đổi)."""

    run = models.ForeignKey(IntegrityRun, on_delete=models.PROTECT, related_name="faults")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    is_missing = models.BooleanField()
    found_at = models.DateTimeField()
