"""What a citizen is told: drafts and answers, templates, their rating, asking to reopen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.contact.models.catalogue import Category
from tinhso.contact.models.contacts import Contact


class AnswerState(models.TextChoices):
    """Life of an answer."""

    DRAFT = "DRAFT", gettext_lazy("Dự thảo")
    SUBMITTED = "SUBMITTED", gettext_lazy("Chờ duyệt")
    RETURNED = "RETURNED", gettext_lazy("Trả lại để sửa")
    PUBLISHED = "PUBLISHED", gettext_lazy("Đã gửi người dân")


class Answer(models.Model):
    """A version of the answer (nội dung trả lời): drafted, approved by somebody else, published."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.DRAFT)
    is_refusal = models.BooleanField(default=False)
    agency_name = models.CharField(max_length=200)
    author = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    approver_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        """Versions are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="contact_answer_number")
        ]


class AnswerTemplate(models.Model):
    """A text to begin an answer with (mẫu trả lời); without an agency it is everybody's."""

    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    is_refusal = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    text = models.TextField()
    sort_order = models.PositiveSmallIntegerField(default=0)


class Rating(models.Model):
    """How content the citizen is with the answer, one to five (mức độ hài lòng)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="rating")
    agency_id_then = models.BigIntegerField(db_index=True)
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        """Scores go from one to five."""

        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="contact_rating_one_to_five"
            )
        ]


class ReopeningState(models.TextChoices):
    """What became of a request to look again."""

    ASKED = "ASKED", gettext_lazy("Chờ xem xét")
    GRANTED = "GRANTED", gettext_lazy("Đồng ý, xử lý lại")
    REFUSED = "REFUSED", gettext_lazy("Không xử lý lại")


class Reopening(models.Model):
    """A citizen asks to look again (đề nghị xử lý lại); somebody other than the handler decides."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="reopenings")
    state = models.CharField(max_length=8, choices=ReopeningState, default=ReopeningState.ASKED)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    handler_reference = models.CharField(max_length=40, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        """One request waits at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(state="ASKED"), name="contact_reopening_waits_once"
            )
        ]
