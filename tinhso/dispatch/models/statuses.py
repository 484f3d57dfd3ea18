"""Statuses reported about documents, in both directions, in the order they became known."""

from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.dispatch.rules.codes import Status

STATUSES = [
    (str(Status.ARRIVED), gettext_lazy("Đã đến")),
    (str(Status.RETURNED), gettext_lazy("Từ chối, trả lại")),
    (str(Status.RECEIVED), gettext_lazy("Đã tiếp nhận")),
    (str(Status.ASSIGNED), gettext_lazy("Đã phân công xử lý")),
    (str(Status.IN_PROGRESS), gettext_lazy("Đang xử lý")),
    (str(Status.DONE), gettext_lazy("Đã hoàn thành")),
    (str(Status.TAKEN_BACK), gettext_lazy("Đã xóa theo yêu cầu thu hồi")),
    (str(Status.AGREED), gettext_lazy("Đồng ý thu hồi, cập nhật")),
    (str(Status.DECLINED), gettext_lazy("Không đồng ý thu hồi, cập nhật")),
]


class Direction(models.TextChoices):
    """Whether we reported or were told."""

    OUT = "OUT", gettext_lazy("Ta báo đi")
    IN = "IN", gettext_lazy("Nơi nhận báo về")


class StatusRecord(models.Model):
    """One status message (thông điệp trạng thái); ``key`` makes its repetition harmless.

    ``at`` is when the reporter says it happened, ``recorded_at`` when we knew.
    """

    direction = models.CharField(max_length=3, choices=Direction.choices)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    transmission = models.ForeignKey(
        "dispatch.Transmission", null=True, on_delete=models.PROTECT, related_name="statuses"
    )
    message = models.ForeignKey(
        "dispatch.InboundMessage", null=True, on_delete=models.PROTECT, related_name="statuses"
    )
    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=2, choices=STATUSES)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    description = models.CharField(max_length=500, blank=True)
    reported_by = models.CharField(max_length=200, blank=True)
    organ_id = models.CharField(max_length=35)
    sent_at = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        """A status is about something sent or something received."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction="IN", transmission__isnull=False)
                | models.Q(direction="OUT", message__isnull=False),
                name="dispatch_status_about",
            )
        ]

    def __str__(self) -> str:
        return self.code
