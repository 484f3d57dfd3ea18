"""Messages to and from outside systems, with everything that happened to each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField
from tinhso.exchange.rules import OPEN_IN, Direction, State

_LABELS = {
    State.WAITING: gettext_lazy("Chờ gửi"),
    State.SENDING: gettext_lazy("Đang gửi"),
    State.DELIVERED: gettext_lazy("Đã gửi, bên kia đã nhận"),
    State.REHEARSED: gettext_lazy("Đã chạy thử, không gửi"),
    State.RECEIVED: gettext_lazy("Đã nhận, chờ xử lý"),
    State.HELD: gettext_lazy("Chờ thông điệp trước đó"),
    State.HANDLED: gettext_lazy("Đã nhận và xử lý"),
    State.DEAD: gettext_lazy("Hỏng, cần người xem"),
}


class Message(models.Model):
    """One message (thông điệp) to or from a partner.

    ``subject`` names what it is about without saying who (``case:12``, a national code);
    ``sequence`` orders the messages of a subject. ``body`` is JSON, sealed: it may hold personal
    data. ``partner_number`` is the partner's number of it; ``person`` whom its data are about.
    """

    token = models.CharField(max_length=32, unique=True)
    connector = models.CharField(max_length=40)
    direction = models.CharField(
        max_length=3,
        choices=[(Direction.OUT, gettext_lazy("Gửi đi")), (Direction.IN, gettext_lazy("Nhận về"))],
    )
    topic = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    sequence = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=160)
    body = SealedTextField()
    body_sha256 = models.CharField(max_length=64)
    body_bytes = models.PositiveIntegerField()
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=[(str(s), t) for s, t in _LABELS.items()])
    attempt_count = models.PositiveIntegerField(default=0)
    turn_count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    partner_number = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        """A key is one message; what is open and what died is found at once."""

        constraints = [
            models.UniqueConstraint(
                fields=["connector", "direction", "key"], name="exchange_message_key_unique"
            ),
        ]
        indexes = [
            models.Index(fields=["connector", "-id"], name="exchange_of_connector"),
            models.Index(fields=["subject", "sequence", "id"], name="exchange_of_subject"),
            models.Index(
                fields=["connector", "subject", "sequence"],
                name="exchange_open_in",
                condition=Q(state__in=[str(state) for state in OPEN_IN]),
            ),
            models.Index(
                fields=["connector", "-id"], name="exchange_dead", condition=Q(state=State.DEAD)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.topic} {self.subject}"


class EventKind(models.TextChoices):
    """What happened to a message."""

    QUEUED = "QUEUED", gettext_lazy("Vào hàng chờ gửi")
    FAILED = "FAILED", gettext_lazy("Gửi chưa được")
    DELIVERED = "DELIVERED", gettext_lazy("Bên kia xác nhận đã nhận")
    REHEARSED = "REHEARSED", gettext_lazy("Chạy thử: đã kiểm tra và ký, không gửi")
    GIVEN_UP = "GIVEN_UP", gettext_lazy("Thôi không thử nữa")
    REPLAYED = "REPLAYED", gettext_lazy("Cho làm lại")
    RECEIVED = "RECEIVED", gettext_lazy("Nhận về, lưu lại")
    CAME_AGAIN = "CAME_AGAIN", gettext_lazy("Bên kia gửi lặp lại, không làm gì thêm")
    HELD = "HELD", gettext_lazy("Chờ thông điệp trước đó cùng việc")
    HANDLED = "HANDLED", gettext_lazy("Xử lý xong")
    LOOKED_AT = "LOOKED_AT", gettext_lazy("Mở xem nội dung")


class MessageEvent(models.Model):
    """One thing that happened to a message (nhật ký thông điệp); append-only."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    at = models.DateTimeField()
    by = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """The history of a message in its order."""

        indexes = [models.Index(fields=["message", "id"], name="exchange_events")]
