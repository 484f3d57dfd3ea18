"""Who signs an application beside its applicant, and what they said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.cases.models.case import Case
from tinhso.cases.models.drafts import Draft
from tinhso.core.sealed import SealedTextField


class CoSignatureState(models.TextChoices):
    """What a co-signer was asked and answered."""

    LISTED = "LISTED", gettext_lazy("Chưa mời")
    INVITED = "INVITED", gettext_lazy("Chờ đồng ý")
    AGREED = "AGREED", gettext_lazy("Đã đồng ý")
    DECLINED = "DECLINED", gettext_lazy("Từ chối")
    VOIDED = "VOIDED", gettext_lazy("Hết hiệu lực vì hồ sơ đã sửa")


class CoSignatureWay(models.TextChoices):
    """How a co-signer agreed: with their own account, or on paper before a clerk."""

    ONLINE = "ONLINE", gettext_lazy("Đồng ý bằng tài khoản của mình")
    PAPER = "PAPER", gettext_lazy("Ký giấy trước cán bộ")


class CoSignature(models.Model):
    """One person's place under an application (người cùng ký), asked, answered, kept.

    ``content_hash`` is what they agreed to; another content needs another agreement. A person the
    platform does not know yet is matched by number and name when they first sign in.
    """

    token = models.CharField(max_length=32, unique=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="co_signatures")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="co_signatures"
    )
    # What the invited may know before they open it: row security hides the application.
    procedure_name = models.CharField(max_length=400)
    procedure_name_en = models.CharField(max_length=400)
    applicant_name = models.CharField(max_length=120)
    party = models.CharField(max_length=60)
    full_name = models.CharField(max_length=120)
    identity_number = SealedTextField()
    identity_index = models.BinaryField(max_length=32)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, choices=CoSignatureState.choices)
    way = models.CharField(max_length=8, choices=CoSignatureWay.choices, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    # Who agreed in the co-signer's name, or the clerk who saw the paper; empty: the person.
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """A person stands once under an application; an agreement is to some content."""

        constraints = [
            models.UniqueConstraint(fields=["draft", "identity_index"], name="co_signer_once"),
            models.CheckConstraint(
                condition=~Q(state="AGREED")
                | (Q(answered_at__isnull=False) & ~Q(content_hash="") & ~Q(way="")),
                name="co_signature_agreed_to_something",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-invited_at"], name="co_signature_of_person"),
            models.Index(fields=["identity_index"], name="co_signature_by_number"),
        ]
