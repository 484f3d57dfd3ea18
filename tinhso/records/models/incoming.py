"""What came in: how it arrived, what was found, who follows it, what was shut away."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.records.models.official import OfficialDocument


class ArrivalState(models.TextChoices):
    """Life of an incoming document (trạng thái xử lý văn bản đến)."""

    ARRIVED = "ARRIVED", gettext_lazy("Mới đến, chờ vào sổ")
    RETURNED = "RETURNED", gettext_lazy("Đã trả lại")
    REGISTERED = "REGISTERED", gettext_lazy("Chờ ý kiến lãnh đạo")
    ASSIGNED = "ASSIGNED", gettext_lazy("Đã phân công")
    IN_PROGRESS = "IN_PROGRESS", gettext_lazy("Đang giải quyết")
    DONE = "DONE", gettext_lazy("Đã giải quyết xong")
    SHUT_AWAY = "SHUT_AWAY", gettext_lazy("Đã chuyển cán bộ bảo vệ bí mật")


class Source(models.TextChoices):
    """How a document came."""

    SCAN = "SCAN", gettext_lazy("Văn thư quét, tải lên")
    DISPATCH = "DISPATCH", gettext_lazy("Trục liên thông")
    EMAIL = "EMAIL", gettext_lazy("Thư điện tử")


class Conclusion(models.TextChoices):
    """What the check of the received bytes said (Decree 30/2020 art. 21)."""

    VALID = "VALID", gettext_lazy("Chữ ký số hợp lệ")
    INVALID = "INVALID", gettext_lazy("Chữ ký số không hợp lệ")
    UNDETERMINED = "UNDETERMINED", gettext_lazy("Chưa xác định được chữ ký số")
    PAPER = "PAPER", gettext_lazy("Bản giấy, văn thư đã đối chiếu")


class Reading(models.TextChoices):
    """Whether the text of the files is known, and so was looked through."""

    READ = "READ", gettext_lazy("Đã đọc nội dung")
    WAITING = "WAITING", gettext_lazy("Đang nhận dạng chữ trong bản quét")
    UNREAD = "UNREAD", gettext_lazy("Chưa nhận dạng được chữ, cần người xem")
    LOOKED = "LOOKED", gettext_lazy("Văn thư đã xem, không có dấu mật")


class Arrival(models.Model):
    """How a document came in and where it stands (văn bản đến); its files are received files.

    ``words`` are the words of the files for the search, ``inbound_id`` is dispatch's message.
    """

    official = models.OneToOneField(
        OfficialDocument, on_delete=models.PROTECT, related_name="arrival"
    )
    state = models.CharField(max_length=12, choices=ArrivalState.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    inbound_id = models.BigIntegerField(null=True, unique=True)
    arrived_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=12, choices=Conclusion.choices)
    reasons = models.JSONField(default=list)
    reading = models.CharField(max_length=8, choices=Reading.choices)
    words = models.TextField(blank=True)
    recipient = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    returned_reason = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_late_told = models.BooleanField(default=False)

    class Meta:
        """What waits is found quickly; what is registered says when."""

        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["ARRIVED", "RETURNED", "SHUT_AWAY"])
                | Q(registered_at__isnull=False),
                name="arrival_registered_says_when",
            )
        ]
        indexes = [models.Index(fields=["state", "arrived_at"], name="arrival_waiting")]


class Door(models.TextChoices):
    """Where a mark of secrecy was seen."""

    FIELDS = "FIELDS", gettext_lazy("Thông tin nhập vào")
    TEXT = "TEXT", gettext_lazy("Chữ trong tệp")
    SCAN = "SCAN", gettext_lazy("Chữ trong bản quét")
    HEADER = "HEADER", gettext_lazy("Đầu gói tin liên thông")
    PERSON = "PERSON", gettext_lazy("Người xem phát hiện")


class QuarantineState(models.TextChoices):
    """What became of something shut away."""

    SHUT = "SHUT", gettext_lazy("Đang niêm phong")
    DESTROYED = "DESTROYED", gettext_lazy("Đã xóa khỏi hệ thống")
    RELEASED = "RELEASED", gettext_lazy("Không mật, đã mở lại")


class QuarantinedItem(models.Model):
    """Something with a mark of secrecy, shut away sealed (cách ly văn bản có dấu mật).

    The row is the stub of the register: when, by which door, which mark; never what it says.
    ``file`` holds sealed bytes; only the agency's security officer may have them opened.
    """

    token = models.CharField(max_length=32, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=QuarantineState.choices, default=QuarantineState.SHUT
    )
    door = models.CharField(max_length=8, choices=Door.choices)
    level = models.CharField(max_length=12)
    file = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    brought_by = models.CharField(max_length=120)
    arrived_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.token
