"""Messages we send, and what became of each at each recipient."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.dispatch.rules.codes import Act
from tinhso.dispatch.rules.states import Decision, Sent

ACTS = [
    (str(Act.NEW), gettext_lazy("Văn bản mới")),
    (str(Act.RECALL), gettext_lazy("Thu hồi")),
    (str(Act.UPDATE), gettext_lazy("Cập nhật")),
    (str(Act.REPLACE), gettext_lazy("Thay thế")),
]
DECISIONS = [
    (str(Decision.NONE), ""),
    (str(Decision.OPEN), gettext_lazy("Chờ quyết định")),
    (str(Decision.AGREED), gettext_lazy("Đồng ý")),
    (str(Decision.DECLINED), gettext_lazy("Không đồng ý")),
]
SENT_STATES = [
    (str(Sent.QUEUED), gettext_lazy("Chờ gửi")),
    (str(Sent.SENT), gettext_lazy("Đã gửi")),
    (str(Sent.FAILED), gettext_lazy("Không gửi được")),
    (str(Sent.ARRIVED), gettext_lazy("Đã đến")),
    (str(Sent.RETURNED), gettext_lazy("Bị trả lại")),
    (str(Sent.RECEIVED), gettext_lazy("Đã tiếp nhận")),
    (str(Sent.ASSIGNED), gettext_lazy("Đã phân công")),
    (str(Sent.IN_PROGRESS), gettext_lazy("Đang xử lý")),
    (str(Sent.DONE), gettext_lazy("Đã hoàn thành")),
    (str(Sent.TAKEN_BACK), gettext_lazy("Đã thu hồi")),
]


class OutgoingMessage(models.Model):
    """One message an agency sent (gói tin gửi đi): signed bytes, one row a recipient beside it.

    ``reference`` is the caller's name for what was sent; ``original`` what this one recalls,
    updates or replaces.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=ACTS)
    document_id = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    idempotency_key = models.CharField(max_length=120, unique=True)
    original = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    type_code = models.CharField(max_length=10)
    type_name = models.CharField(max_length=100)
    subject = models.CharField(max_length=1000)
    reason = models.CharField(max_length=500, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    issued_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)

    class Meta:
        """Found by the document and by the caller's reference."""

        indexes = [
            models.Index(fields=["agency", "document_id"], name="dispatch_out_document"),
            models.Index(fields=["agency", "reference"], name="dispatch_out_reference"),
        ]

    def __str__(self) -> str:
        return self.code


class Transmission(models.Model):
    """One message on its way to one recipient: an agency of ours, or a partner outside."""

    outgoing = models.ForeignKey(
        OutgoingMessage, on_delete=models.PROTECT, related_name="transmissions"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    recipient_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    partner = models.ForeignKey(
        "dispatch.Partner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    organ_id = models.CharField(max_length=35)
    recipient_name = models.CharField(max_length=200)
    document_id = models.CharField(max_length=200)
    act = models.CharField(max_length=8, choices=ACTS)
    state = models.CharField(max_length=12, choices=SENT_STATES, default=str(Sent.QUEUED))
    decision = models.CharField(
        max_length=10, choices=DECISIONS, default=str(Decision.NONE), blank=True
    )
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=80, blank=True)
    turn_count = models.PositiveSmallIntegerField(default=1)
    attempt_count = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_status_at = models.DateTimeField(null=True)

    class Meta:
        """A message goes to a recipient once; lists go newest first."""

        constraints = [
            models.UniqueConstraint(
                fields=["outgoing", "organ_id"], name="dispatch_transmission_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient_agency__isnull=False, partner__isnull=True)
                | Q(recipient_agency__isnull=True, partner__isnull=False),
                name="dispatch_one_recipient",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="dispatch_sent_newest"),
            models.Index(fields=["document_id", "organ_id"], name="dispatch_sent_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.organ_id}"
