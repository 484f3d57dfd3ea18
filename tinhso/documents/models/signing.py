"""Signing with keys kept elsewhere: whose keys, what waits for a signature, who was asked when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.documents.models.papers import Certificate, Document, StoredFile


class SigningWay(models.TextChoices):
    """Where a person's own key is."""

    REMOTE = "REMOTE", gettext_lazy("Dịch vụ ký số từ xa, xác nhận trên điện thoại")
    PLUGIN = "PLUGIN", gettext_lazy("Thiết bị ký trên máy của bạn (USB token)")


class OutsideKey(models.Model):
    """A key an officer signs with that this platform does not hold (khóa ký liên kết).

    ``holder_name`` is whom the certificate has to name; ``credential`` is the key's name at the
    service. The certificate is asked for at the first use.
    """

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=SigningWay.choices)
    holder_name = models.CharField(max_length=120)
    credential = models.CharField(max_length=100, blank=True)
    certificate = models.ForeignKey(
        Certificate, null=True, on_delete=models.PROTECT, related_name="+"
    )
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True)

    class Meta:
        """A person signs with one such key at a time for an agency."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "person"],
                condition=Q(unlinked_at__isnull=True),
                name="outside_key_once",
            )
        ]

    def __str__(self) -> str:
        return self.credential or str(self.way)


class RequestState(models.TextChoices):
    """Whether a signature is waited for."""

    WAITING = "WAITING", gettext_lazy("Chờ xác nhận ký")
    SIGNED = "SIGNED", gettext_lazy("Đã ký")
    FAILED = "FAILED", gettext_lazy("Chưa ký được")


class SigningSession(models.Model):
    """One confirmation asked of a holder for one or more documents (phiên ký).

    ``handle`` is the service's name for it. ``return_path`` is the page to go back to.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(OutsideKey, on_delete=models.PROTECT, related_name="sessions")
    handle = models.CharField(max_length=200, blank=True)
    return_path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Sessions that are open are looked for often."""

        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(ended_at__isnull=True),
                name="signing_session_open",
            )
        ]

    def __str__(self) -> str:
        return self.token


class SigningRequest(models.Model):
    """A numbered page that waits for its person's signature (yêu cầu ký).

    ``ready`` are the bytes with room for the signature, the room lies at ``gap``; ``attributes``
    (DER) are what is signed; ``page_digest`` is the SHA-256 of the bytes outside the room. The
    signature is put into exactly these bytes, once, or never. ``actor`` and ``signer`` are who
    began it and what is printed.
    """

    token = models.CharField(max_length=32, unique=True)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="signing_request"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(OutsideKey, on_delete=models.PROTECT, related_name="requests")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        SigningSession, null=True, on_delete=models.PROTECT, related_name="requests"
    )
    subject = models.CharField(max_length=40)
    ready = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    gap = ArrayField(models.BigIntegerField(), size=2)
    attributes = models.BinaryField()
    page_digest = models.BinaryField()
    actor = models.JSONField()
    signer = models.JSONField()
    state = models.CharField(
        max_length=8, choices=RequestState.choices, default=RequestState.WAITING
    )
    failure = models.CharField(max_length=60, blank=True)
    notation = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A subject waits for one signature at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="WAITING"), name="signing_request_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state="WAITING"),
                name="signing_request_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.notation
