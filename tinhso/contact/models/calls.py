"""Calls to the citizen line as an exchange reports them, and the handsets they ring at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from tinhso.contact.models.contacts import Contact
from tinhso.core.sealed import SealedTextField


class CallWay(models.TextChoices):
    """Who calls whom."""

    IN = "IN", gettext_lazy("Gọi đến")
    OUT = "OUT", gettext_lazy("Gọi đi")


class CallState(models.TextChoices):
    """Where a call is."""

    RINGING = "RINGING", gettext_lazy("Đang đổ chuông")
    TALKING = "TALKING", gettext_lazy("Đang nói chuyện")
    ENDED = "ENDED", gettext_lazy("Đã kết thúc")
    MISSED = "MISSED", gettext_lazy("Gọi nhỡ")


LIVE_STATES = ("RINGING", "TALKING")
#: By this name the voice line says that it answered.
VOICE_LINE = "hop-thu-thoai"


class WrapUp(models.TextChoices):
    """What a call was about, said by the operator when it is over (kết thúc cuộc gọi)."""

    ANSWERED = "ANSWERED", gettext_lazy("Trả lời ngay")
    RECORDED = "RECORDED", gettext_lazy("Đã ghi nhận phản ánh")
    FOLLOW_UP = "FOLLOW_UP", gettext_lazy("Hỏi tiếp phản ánh cũ")
    EMERGENCY = "EMERGENCY", gettext_lazy("Khẩn cấp, đã chuyển 113/114/115")
    PRANK = "PRANK", gettext_lazy("Quấy rối, trêu đùa")
    SILENT = "SILENT", gettext_lazy("Không nói gì, nhầm số")
    OTHER = "OTHER", gettext_lazy("Nội dung khác")


class Handset(models.Model):
    """An extension of the exchange (máy nhánh) and who sits at it now."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(null=True)

    class Meta:
        """A number rings one handset; a person sits at one."""

        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="contact_handset_number"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(person__isnull=False), name="contact_handset_person"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Call(models.Model):
    """One call (cuộc gọi); every moment is when the platform first heard of it.

    ``exchange_id`` is the exchange's own id. ``recording`` is kept here, ``recording_url`` points
    to the exchange's own archive. A missed call waits until somebody called back.
    """

    exchange_id = models.CharField(max_length=120, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=3, choices=CallWay, default=CallWay.IN)
    state = models.CharField(max_length=8, choices=CallState, default=CallState.RINGING)
    number = SealedTextField(blank=True)
    number_index = models.BinaryField(max_length=32, null=True)
    number_kind = models.CharField(max_length=8, default="HIDDEN")
    line = models.CharField(max_length=40, blank=True)
    rang_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField()
    answered_by = models.CharField(max_length=80, blank=True)
    operator = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    operator_name = models.CharField(max_length=120, blank=True)
    cause = models.CharField(max_length=40, blank=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="calls")
    recording = models.ForeignKey(
        "documents.ReceivedFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recording_url = models.CharField(max_length=500, blank=True)
    recording_seconds = models.PositiveIntegerField(default=0)
    wrap_up = models.CharField(max_length=10, choices=WrapUp, blank=True)
    remark = models.TextField(blank=True)
    wrapped_up_at = models.DateTimeField(null=True)
    called_back_at = models.DateTimeField(null=True)
    called_back_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """Read by agency: live ones, missed ones, the latest; and by who called."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state="TALKING") | Q(answered_at__isnull=False),
                name="contact_call_talking_was_answered",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "-heard_at", "-id"], name="contact_call_latest"),
            models.Index(
                fields=["agency", "heard_at"],
                condition=Q(state__in=["RINGING", "TALKING"]),
                name="contact_call_live",
            ),
            models.Index(
                fields=["agency", "-ended_at"],
                condition=Q(state="MISSED", called_back_at__isnull=True),
                name="contact_call_missed",
            ),
            models.Index(
                fields=["number_index", "-heard_at"],
                condition=Q(number_index__isnull=False),
                name="contact_call_number",
            ),
        ]

    def __str__(self) -> str:
        return self.exchange_id

    @property
    def answerer(self) -> str:
        """Give who answered: an operator by name, the voice line, else the handset's number."""
        if self.answered_by == VOICE_LINE and not self.operator_name:
            return gettext("Hộp thư thoại")
        return self.operator_name or self.answered_by


class CallNotice(models.Model):
    """One event of a call as the exchange told it; told again, it is not written again."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="notices")
    event = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        """An event of a call counts once."""

        constraints = [
            models.UniqueConstraint(fields=["call", "event"], name="contact_call_event_once")
        ]
