"""What came in, byte for byte, before anybody read it."""

from django.db import models
from django.utils.translation import gettext_lazy


class Channel(models.TextChoices):
    """How an envelope came."""

    AXIS = "AXIS", gettext_lazy("Trục liên thông")
    INTERNAL = "INTERNAL", gettext_lazy("Trong hệ thống")
    UPLOAD = "UPLOAD", gettext_lazy("Tải lên từ tệp")


class EnvelopeState(models.TextChoices):
    """What became of an envelope."""

    STORED = "STORED", gettext_lazy("Đã lưu, chờ đọc")
    READ = "READ", gettext_lazy("Đã đọc")
    DUPLICATE = "DUPLICATE", gettext_lazy("Trùng, đã có")
    REFUSED = "REFUSED", gettext_lazy("Không nhận được")
    QUARANTINED = "QUARANTINED", gettext_lazy("Cách ly, có dấu chỉ độ mật")
    DESTROYED = "DESTROYED", gettext_lazy("Đã bàn giao và xóa")


class SignatureVerdict(models.TextChoices):
    """What the signature of an envelope is worth."""

    VALID = "VALID", gettext_lazy("Chữ ký hợp lệ")
    UNSIGNED = "UNSIGNED", gettext_lazy("Không có chữ ký")
    UNTRUSTED = "UNTRUSTED", gettext_lazy("Chữ ký đúng nhưng chưa rõ của ai")
    INVALID = "INVALID", gettext_lazy("Chữ ký sai")


class Envelope(models.Model):
    """Bytes as they came (gói tin), whatever their state; the reading is elsewhere.

    ``external_id`` is the axis's own number: the same one is one envelope.
    """

    token = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    external_id = models.CharField(max_length=80)
    file = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=EnvelopeState.choices, default=EnvelopeState.STORED
    )
    sender_organ_id = models.CharField(max_length=60, blank=True)
    signature = models.CharField(max_length=10, choices=SignatureVerdict.choices, blank=True)
    refusal = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        """One row for what the axis numbers once."""

        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external_id"], name="dispatch_envelope_once"
            )
        ]
        indexes = [models.Index(fields=["state", "-id"], name="dispatch_envelope_state")]

    def __str__(self) -> str:
        return self.external_id
