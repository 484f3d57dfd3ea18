"""Messages that came for our agencies, and their files."""

from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.dispatch.models.envelopes import SignatureVerdict
from tinhso.dispatch.models.outgoing import ACTS, DECISIONS
from tinhso.dispatch.rules.states import Decision, Taken

TAKEN_STATES = [
    (str(Taken.ARRIVED), gettext_lazy("Đã đến, chờ tiếp nhận")),
    (str(Taken.RECEIVED), gettext_lazy("Đã tiếp nhận")),
    (str(Taken.ASSIGNED), gettext_lazy("Đã phân công")),
    (str(Taken.IN_PROGRESS), gettext_lazy("Đang xử lý")),
    (str(Taken.DONE), gettext_lazy("Đã hoàn thành")),
    (str(Taken.RETURNED), gettext_lazy("Đã trả lại")),
    (str(Taken.RECALLED), gettext_lazy("Đã thu hồi")),
    (str(Taken.REPLACED), gettext_lazy("Đã có bản thay thế")),
    (str(Taken.SHUT_AWAY), gettext_lazy("Đã niêm phong vì có dấu mật")),
    (str(Taken.CLOSED), gettext_lazy("Đã trả lời")),
]


class InboundMessage(models.Model):
    """One message for one agency of ours (gói tin đến), as it was read.

    The same document, act and content is one row however often it comes (``content_sha256`` is
    over what is said and attached, not over the way it took). ``original`` is what a recall, an
    update or a replacement is about; ``None`` until that has come. ``registered_as`` is how the
    register above calls it.
    """

    token = models.CharField(max_length=32, unique=True)
    envelope = models.ForeignKey(
        "dispatch.Envelope", on_delete=models.PROTECT, related_name="messages"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=ACTS)
    document_id = models.CharField(max_length=200)
    target_document_id = models.CharField(max_length=200, blank=True)
    content_sha256 = models.CharField(max_length=64)
    original = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    sender_organ_id = models.CharField(max_length=35)
    sender_name = models.CharField(max_length=200)
    sender_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    partner = models.ForeignKey(
        "dispatch.Partner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signature = models.CharField(max_length=10, choices=SignatureVerdict.choices)
    code = models.CharField(max_length=80)
    type_code = models.CharField(max_length=10)
    type_name = models.CharField(max_length=100)
    subject = models.CharField(max_length=1000)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)
    head = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=TAKEN_STATES, default=str(Taken.ARRIVED))
    decision = models.CharField(
        max_length=10, choices=DECISIONS, default=str(Decision.NONE), blank=True
    )
    registered_as = models.CharField(max_length=80, blank=True)
    copy_count = models.PositiveIntegerField(default=1)
    arrived_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    is_late_told = models.BooleanField(default=False)

    class Meta:
        """The same content comes once to an agency; lists go newest first."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document_id", "act", "content_sha256"],
                name="dispatch_inbound_once",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="dispatch_in_newest"),
            models.Index(fields=["agency", "target_document_id"], name="dispatch_in_target"),
            models.Index(fields=["state", "acknowledge_by"], name="dispatch_in_due"),
        ]

    def __str__(self) -> str:
        return self.code


class InboundFile(models.Model):
    """One file of a message, out of its envelope; the name never holds a path."""

    message = models.ForeignKey(InboundMessage, on_delete=models.PROTECT, related_name="files")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Files of a message are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["message", "ordinal"], name="dispatch_file_ordinal")
        ]

    def __str__(self) -> str:
        return self.name
