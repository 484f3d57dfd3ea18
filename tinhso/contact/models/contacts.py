"""A contact with the citizen line: what was said, where, by whom, and what happened to it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.contact.models.catalogue import Category
from tinhso.core.sealed import SealedTextField


class ContactKind(models.TextChoices):
    """What somebody turned to us for; decides the procedure and the deadline."""

    QUESTION = "QUESTION", gettext_lazy("Hỏi đáp")
    FIELD_REPORT = "FIELD_REPORT", gettext_lazy("Phản ánh hiện trường")
    REGULATION_REPORT = "REGULATION_REPORT", gettext_lazy("Phản ánh, kiến nghị về quy định")
    COMPLAINT = "COMPLAINT", gettext_lazy("Khiếu nại")
    DENUNCIATION = "DENUNCIATION", gettext_lazy("Tố cáo")
    EMERGENCY = "EMERGENCY", gettext_lazy("Khẩn cấp")
    OTHER = "OTHER", gettext_lazy("Nội dung khác")


class Channel(models.TextChoices):
    """By which way it came."""

    WEB = "WEB", gettext_lazy("Trang web")
    APP = "APP", gettext_lazy("Ứng dụng")
    PHONE = "PHONE", gettext_lazy("Điện thoại 1022")
    EMAIL = "EMAIL", gettext_lazy("Thư điện tử")
    CHAT = "CHAT", gettext_lazy("Tin nhắn")
    OPEN311 = "OPEN311", gettext_lazy("Ứng dụng khác (Open311)")
    COUNTER = "COUNTER", gettext_lazy("Tại quầy")
    NATIONAL_PORTAL = "NATIONAL", gettext_lazy("Cổng Dịch vụ công quốc gia")


class ContactState(models.TextChoices):
    """Where a contact is."""

    NEW = "NEW", gettext_lazy("Mới tiếp nhận")
    FORWARDED = "FORWARDED", gettext_lazy("Đã chuyển cơ quan")
    IN_PROGRESS = "IN_PROGRESS", gettext_lazy("Đang giải quyết")
    WAITING = "WAITING", gettext_lazy("Chờ người gửi bổ sung")
    SUBMITTED = "SUBMITTED", gettext_lazy("Chờ duyệt trả lời")
    ANSWERED = "ANSWERED", gettext_lazy("Đã trả lời")
    REFUSED = "REFUSED", gettext_lazy("Không tiếp nhận")
    HANDED_OVER = "HANDED_OVER", gettext_lazy("Chuyển thủ tục riêng")
    LINKED = "LINKED", gettext_lazy("Theo dõi cùng phản ánh khác")
    WITHDRAWN = "WITHDRAWN", gettext_lazy("Người gửi đã rút")


OPEN_STATES = ("NEW", "FORWARDED", "IN_PROGRESS", "WAITING", "SUBMITTED")
CLOSED_STATES = ("ANSWERED", "REFUSED", "HANDED_OVER", "LINKED", "WITHDRAWN")


class PublicState(models.TextChoices):
    """What the public sees of a contact."""

    HIDDEN = "HIDDEN", gettext_lazy("Không công khai")
    WAITING = "WAITING", gettext_lazy("Chờ duyệt công khai")
    PUBLISHED = "PUBLISHED", gettext_lazy("Đã công khai")
    WITHDRAWN = "WITHDRAWN", gettext_lazy("Đã ẩn")


class Priority(models.TextChoices):
    """How pressing it is."""

    NORMAL = "NORMAL", gettext_lazy("Bình thường")
    HIGH = "HIGH", gettext_lazy("Cao")
    URGENT = "URGENT", gettext_lazy("Khẩn")


class Contact(models.Model):
    """A contact (cuộc tiếp nhận: phản ánh, câu hỏi …), from whatever channel.

    ``agency`` holds it now, ``reader_agency_ids`` may read it besides. ``due_at`` is the citizen's
    clock and never reset; ``step_due_at`` is the holding agency's. ``promise`` keeps the limit,
    its source and reasons as they were promised. ``public_text`` is the masked text, the only one
    ever published. The secret itself is kept nowhere, only its keyed hash.
    """

    code = models.CharField(max_length=20, unique=True)
    secret_index = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=20, choices=ContactKind)
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=12, choices=ContactState, default=ContactState.NEW)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="vi")

    area = models.ForeignKey("orgs.Area", null=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)

    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reporter_name = SealedTextField(blank=True)
    reporter_phone = SealedTextField(blank=True)
    reporter_email = SealedTextField(blank=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    email_index = models.BinaryField(max_length=32, null=True)
    visitor_index = models.BinaryField(max_length=32, null=True)
    is_name_public = models.BooleanField(default=False)
    is_known_to_agency = models.BooleanField(default=True)

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    assignee = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee_name = models.CharField(max_length=120, blank=True)
    hop_count = models.PositiveSmallIntegerField(default=0)
    route_reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    proposed_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )

    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    promise = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    paused_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    escalated_percent = models.PositiveSmallIntegerField(default=0)

    public_state = models.CharField(max_length=10, choices=PublicState, default=PublicState.HIDDEN)
    public_text = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    search_text = models.TextField(blank=True)
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    follower_count = models.PositiveIntegerField(default=0)

    class Meta:
        """A denunciation keeps no words here, is never public and never found by a search."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="DENUNCIATION")
                | Q(
                    public_state="HIDDEN",
                    text="",
                    public_text="",
                    search_text="",
                    address="",
                    latitude__isnull=True,
                ),
                name="contact_denunciation_is_secret",
            ),
            models.CheckConstraint(
                condition=~Q(public_state="PUBLISHED") | ~Q(public_text=""),
                name="contact_published_has_masked_text",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="contact_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("id")),
                name="contact_not_its_own_duplicate",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-received_at", "-id"],
                condition=Q(closed_at__isnull=False),
                name="contact_agency_closed",
            ),
            models.Index(fields=["public_state", "-published_at", "-id"], name="contact_public"),
            models.Index(
                fields=["latitude", "longitude"],
                condition=Q(latitude__isnull=False),
                name="contact_place",
            ),
            models.Index(fields=["area", "-received_at"], name="contact_in_area"),
            models.Index(
                fields=["phone_index"], condition=Q(phone_index__isnull=False), name="contact_phone"
            ),
            models.Index(
                fields=["email_index"], condition=Q(email_index__isnull=False), name="contact_email"
            ),
            models.Index(
                fields=["person", "-received_at"],
                condition=Q(person__isnull=False),
                name="contact_person",
            ),
            models.Index(
                fields=["visitor_index", "received_at"],
                condition=Q(visitor_index__isnull=False),
                name="contact_visitor",
            ),
            models.Index(
                fields=["due_at"], condition=Q(closed_at__isnull=True), name="contact_open_due"
            ),
            models.Index(
                fields=["agency", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="contact_agency_open",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(public_state="WAITING"),
                name="contact_to_publish",
            ),
            GinIndex(fields=["search_text"], name="contact_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.code


class Denunciation(models.Model):
    """What a denunciation says (nội dung tố cáo), open to its receiving agency alone."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="denunciation")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()
    place = SealedTextField(blank=True)
    accused = SealedTextField(blank=True)
    created_at = models.DateTimeField()


class ContactEvent(models.Model):
    """One thing that happened to a contact; the history only grows.

    ``facts`` hold what was promised or decided as it was then; ``is_public`` lines are shown to
    the citizen.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=24)
    actor_reference = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=120, blank=True)
    agency_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        """Read by contact, in order."""

        indexes = [models.Index(fields=["contact", "id"], name="contact_event_order")]


class PhotoRole(models.TextChoices):
    """What a picture shows."""

    BEFORE = "BEFORE", gettext_lazy("Hiện trạng")
    AFTER = "AFTER", gettext_lazy("Sau khi xử lý")
    RECORDING = "RECORDING", gettext_lazy("Ghi âm")
    OTHER = "OTHER", gettext_lazy("Tài liệu kèm")


class ContactPhoto(models.Model):
    """A picture or paper with a contact; ``masked`` is what the public sees of it."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="photos")
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    masked = models.ForeignKey(
        "documents.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=10, choices=PhotoRole, default=PhotoRole.BEFORE)
    is_public = models.BooleanField(default=False)
    # Somebody looked for faces, plates and papers: covered them, or found none.
    is_checked = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()

    @property
    def is_video(self) -> bool:
        """Tell whether it is a video; those are never public, nothing in them can be covered."""
        return str(self.upload.file.media_type).startswith("video/")


class LinkedKind(models.TextChoices):
    """What a contact was handed over to."""

    CASE = "CASE", gettext_lazy("Hồ sơ thủ tục hành chính")
    TASK = "TASK", gettext_lazy("Nhiệm vụ")
    DOCUMENT = "DOCUMENT", gettext_lazy("Văn bản")
    CALL = "CALL", gettext_lazy("Cuộc gọi")


class ContactLink(models.Model):
    """Where a contact goes on (liên thông): a case, a task, a document; ``subject`` is its key."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkedKind)
    subject = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """Linked once."""

        constraints = [
            models.UniqueConstraint(fields=["contact", "subject"], name="contact_link_once")
        ]
        indexes = [models.Index(fields=["subject"], name="contact_link_subject")]
