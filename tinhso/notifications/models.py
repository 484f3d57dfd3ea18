"""What a person was told, by which words, over which channels, and how far each one came."""

from collections.abc import Mapping
from enum import StrEnum

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.core.sealed import SealedTextField
from tinhso.notifications.rules import Channel, Kind, Reason, State

CHANNEL_LABELS: Mapping[StrEnum, str | Promise] = {
    Channel.EMAIL: gettext_lazy("Thư điện tử"),
    Channel.ZALO: gettext_lazy("Zalo"),
    Channel.SMS: gettext_lazy("Tin nhắn SMS"),
}
STATE_LABELS: Mapping[StrEnum, str | Promise] = {
    State.QUEUED: gettext_lazy("Chờ gửi"),
    State.SENT: gettext_lazy("Đã gửi"),
    State.DELIVERED: pgettext_lazy("message", "Đã đến"),
    State.FAILED: gettext_lazy("Không gửi được"),
    State.BOUNCED: pgettext_lazy("message", "Bị trả lại"),
    State.SUPPRESSED: gettext_lazy("Không gửi"),
    State.UNCLEAR: gettext_lazy("Chưa rõ đã đến"),
}
REASON_LABELS: Mapping[StrEnum, str | Promise] = {
    Reason.NONE: "",
    Reason.SWITCHED_OFF: gettext_lazy("bạn đã tắt kênh này"),
    Reason.NO_ADDRESS: gettext_lazy("chưa có địa chỉ"),
    Reason.UNREACHABLE: gettext_lazy("địa chỉ không nhận được tin"),
    Reason.ADDRESS_REFUSED: gettext_lazy("địa chỉ không tồn tại"),
    Reason.MESSAGE_REFUSED: gettext_lazy("nhà cung cấp từ chối nội dung"),
    Reason.NO_PROVIDER: gettext_lazy("không nhà cung cấp nào nhận tin"),
    Reason.NOT_DELIVERED: gettext_lazy("máy nhận không phản hồi"),
    Reason.NO_ANSWER: gettext_lazy("nhà cung cấp im lặng, có thể đã nhận tin"),
}
KIND_LABELS: Mapping[StrEnum, str | Promise] = {
    Kind.PROGRESS: gettext_lazy("Tiến trình hồ sơ"),
    Kind.ACTION_NEEDED: gettext_lazy("Việc bạn cần làm"),
    Kind.DECISION: gettext_lazy("Kết quả, từ chối, xin lỗi"),
    Kind.REMINDER: gettext_lazy("Nhắc giấy tờ sắp hết hạn"),
}


def _choices(labels: Mapping[StrEnum, str | Promise]) -> list[tuple[str, str | Promise]]:
    return [(str(value), label) for value, label in labels.items()]


class Notification(models.Model):
    """A message to one person inside the platform (thông báo).

    The act that tells keeps template and facts only; the words are written when the message
    leaves, and kept as they left, with the template's version. Read them through
    ``queries.wording_of``.
    """

    person = models.ForeignKey(
        "identity.Person", on_delete=models.CASCADE, related_name="notifications"
    )
    template = models.CharField(max_length=60)
    template_version = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    title_vi = models.CharField(max_length=200, blank=True, default="")
    title_en = models.CharField(max_length=200, blank=True, default="")
    body_vi = models.TextField(blank=True, default="")
    body_en = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=120, unique=True)

    class Meta:
        """Read by person, newest first."""

        indexes = [models.Index(fields=["person", "-id"], name="notification_person")]


class TemplateVersion(models.Model):
    """The words of a template from the second version on (phiên bản mẫu tin).

    Version 1 is the file of the same name. At most one draft per template; what is published
    never changes.
    """

    class State(models.TextChoices):
        """Whether messages are written by it."""

        DRAFT = "DRAFT", gettext_lazy("Bản nháp")
        PUBLISHED = "PUBLISHED", gettext_lazy("Đã công bố")

    template = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_vi = models.TextField()
    body_en = models.TextField()
    sms_vi = models.TextField()
    sms_en = models.TextField()
    zalo_template = models.CharField(max_length=20, blank=True)
    edited_by = models.CharField(max_length=120)
    edited_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        """One row a version, one draft a template."""

        constraints = [
            models.UniqueConstraint(fields=["template", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="DRAFT"), name="template_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(version__gt=1), name="template_version_after_the_file"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", published_at__isnull=True)
                | Q(state="PUBLISHED", published_at__isnull=False),
                name="template_published_has_time",
            ),
        ]


class ChannelDelivery(models.Model):
    """One notification on its way over one channel (lượt gửi), with how far it came.

    ``reference`` is the name under which providers know it; ``generation`` counts resends.
    ``is_unclear`` and ``handed_at`` are committed before a provider is talked to: while they stand
    only that provider may get it.
    """

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="deliveries"
    )
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=_choices(CHANNEL_LABELS))
    state = models.CharField(max_length=10, choices=_choices(STATE_LABELS))
    reason = models.CharField(max_length=20, blank=True, choices=_choices(REASON_LABELS))
    provider = models.CharField(max_length=20, blank=True)
    provider_message_id = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=40, unique=True)
    generation = models.PositiveSmallIntegerField(default=0)
    is_unclear = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    segments = models.PositiveSmallIntegerField(default=0)
    cost_vnd = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    poll_at = models.DateTimeField(null=True)

    class Meta:
        """Read by person, by day for the board, by failure, and by what to ask about next."""

        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once"),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="delivery_created"),
            models.Index(
                fields=["-id"],
                name="delivery_not_arrived",
                condition=Q(state__in=["FAILED", "BOUNCED", "UNCLEAR"]),
            ),
            models.Index(
                fields=["poll_at"], name="delivery_to_poll", condition=Q(poll_at__isnull=False)
            ),
        ]


class ChannelChoice(models.Model):
    """A person's choice for one kind of message on one channel; none means the usual."""

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(KIND_LABELS))
    channel = models.CharField(max_length=5, choices=_choices(CHANNEL_LABELS))
    is_on = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        """One choice per kind and channel."""

        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="choice_once")
        ]


class UnreachableAddress(models.Model):
    """An address that took no message (địa chỉ không nhận được tin): skipped until it changes."""

    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=_choices(CHANNEL_LABELS))
    address_index = models.BinaryField(max_length=32)
    marked_at = models.DateTimeField()

    class Meta:
        """The last address that failed, per channel."""

        constraints = [
            models.UniqueConstraint(fields=["person", "channel"], name="unreachable_once")
        ]


class ProviderHealth(models.Model):
    """How a provider does (tình trạng nhà cung cấp): shared by every relay."""

    provider = models.CharField(max_length=20, primary_key=True)
    failure_count = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_failed_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)


class ProviderToken(models.Model):
    """The present tokens of a provider that changes them with every use."""

    provider = models.CharField(max_length=20, primary_key=True)
    access_token = SealedTextField(blank=True)
    refresh_token = SealedTextField()
    valid_until = models.DateTimeField()
