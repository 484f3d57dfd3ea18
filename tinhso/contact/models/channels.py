"""What came by other programs, by letter and by chat, tied to the contacts it became."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.contact.models.contacts import Contact
from tinhso.core.sealed import SealedTextField


class ApiKey(models.Model):
    """A key with which another program files by Open311; only its keyed hash is kept."""

    name = models.CharField(max_length=120)
    key_index = models.BinaryField(max_length=32, unique=True)
    is_active = models.BooleanField(default=True)
    answers_with_token = models.BooleanField(default=False)
    most_a_minute = models.PositiveIntegerField(default=60)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Filing(models.Model):
    """A report filed by another program: who filed it, and the token it was answered with."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="filing")
    api_key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="filings")
    token = models.CharField(max_length=26, unique=True)
    account_id = models.CharField(max_length=120, blank=True)
    media_url = models.CharField(max_length=500, blank=True)
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField()


class Direction(models.TextChoices):
    """Which way a message goes."""

    IN = "IN", gettext_lazy("Đến")
    OUT = "OUT", gettext_lazy("Đi")


class LetterState(models.TextChoices):
    """What became of a letter."""

    TAKEN = "TAKEN", gettext_lazy("Đã thành phản ánh")
    ADDED = "ADDED", gettext_lazy("Bổ sung vào phản ánh")
    AUTOMATIC = "AUTOMATIC", gettext_lazy("Thư tự động, không trả lời")
    LOOPING = "LOOPING", gettext_lazy("Thư lặp, không trả lời")
    UNREADABLE = "UNREADABLE", gettext_lazy("Không đọc được, cần người xem")
    SENT = "SENT", gettext_lazy("Đã gửi")


class Letter(models.Model):
    """A letter of the line's mailbox; ``message_id`` is its own, so it is taken once."""

    message_id = models.CharField(max_length=250, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    state = models.CharField(max_length=10, choices=LetterState)
    correspondent = SealedTextField(blank=True)
    correspondent_index = models.BinaryField(max_length=32, null=True)
    subject = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    refused_files = ArrayField(models.CharField(max_length=200), default=list)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="letters"
    )
    at = models.DateTimeField()

    class Meta:
        """Read by contact, by who writes, by agency."""

        indexes = [
            models.Index(fields=["agency", "-at", "-id"], name="contact_letter_latest"),
            models.Index(fields=["correspondent_index", "-at"], name="contact_letter_from"),
        ]

    @property
    def holds_secret(self) -> bool:
        """Tell whether the text holds the author's secret code, which no officer shall read."""
        return self.way == Direction.OUT and ".receipt." in self.message_id


class Conversation(models.Model):
    """A person's chat with the line: the contact its messages belong to now."""

    provider = models.CharField(max_length=20)
    user_id = models.CharField(max_length=80)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    name = SealedTextField(blank=True)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="conversations"
    )
    last_at = models.DateTimeField()

    class Meta:
        """A person has one conversation with the line."""

        constraints = [
            models.UniqueConstraint(
                fields=["provider", "user_id"], name="contact_conversation_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "-last_at"], name="contact_conversation_latest")]


class ChatMessage(models.Model):
    """One message of a conversation; taken once by the provider's id."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages"
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="chat_messages"
    )
    message_id = models.CharField(max_length=120)
    way = models.CharField(max_length=3, choices=Direction)
    text = SealedTextField()
    author_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Taken once; read in order."""

        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "message_id"], name="contact_chat_message_once"
            )
        ]
        indexes = [models.Index(fields=["conversation", "id"], name="contact_chat_order")]

    @property
    def holds_secret(self) -> bool:
        """Tell whether the text holds the author's secret code, which no officer shall read."""
        return self.way == Direction.OUT and self.message_id.startswith("receipt.")


class SuggestedField(models.TextChoices):
    """What was suggested."""

    CATEGORY = "CATEGORY", gettext_lazy("Lĩnh vực")
    AGENCY = "AGENCY", gettext_lazy("Cơ quan")
    URGENCY = "URGENCY", gettext_lazy("Mức khẩn")
    DUPLICATE = "DUPLICATE", gettext_lazy("Trùng phản ánh")


class SuggestionRecord(models.Model):
    """What the machine suggested for a contact, why, and what a person chose (nhật ký gợi ý)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="suggestions")
    field = models.CharField(max_length=10, choices=SuggestedField)
    model_version = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    confidence = models.FloatField()
    words = ArrayField(models.CharField(max_length=80), default=list)
    suggested_at = models.DateTimeField()
    chosen = models.CharField(max_length=80, blank=True)
    chosen_by = models.CharField(max_length=40, blank=True)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        """One suggestion a field; choices are counted by it."""

        constraints = [
            models.UniqueConstraint(fields=["contact", "field"], name="contact_suggestion_once")
        ]
        indexes = [models.Index(fields=["field", "chosen_at"], name="contact_suggestion_chosen")]
