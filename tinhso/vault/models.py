"""Rows of the vault: verified papers of people, and where each was used again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField


class PaperOrigin(models.TextChoices):
    """How a paper came to be verified."""

    RESULT = "RESULT", gettext_lazy("Kết quả do cơ quan ban hành")
    CERTIFIED_COPY = "CERTIFIED_COPY", gettext_lazy("Bản sao điện tử được chứng thực khi số hóa")


class PaperState(models.TextChoices):
    """Whether a paper still stands."""

    CURRENT = "CURRENT", gettext_lazy("Đang dùng")
    SUPERSEDED = "SUPERSEDED", gettext_lazy("Đã có bản mới thay thế")
    REVOKED = "REVOKED", gettext_lazy("Đã bị thu hồi")
    ERASED = "ERASED", gettext_lazy("Đã xóa khỏi kho")


class VaultPaper(models.Model):
    """A verified paper of a person (giấy tờ trong kho dữ liệu điện tử của tổ chức, cá nhân).

    Who verified it, in which case and when is kept in words, so that it reads the same after the
    people moved on. ``facts`` is its content as data (sealed JSON). ``valid_to`` is exclusive;
    ``reminded_days`` is the threshold before it the owner was told of last, 0 once it ran out.
    """

    token = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    about = SealedTextField(blank=True)
    about_index = models.BinaryField(max_length=32, null=True)
    origin = models.CharField(max_length=16, choices=PaperOrigin.choices)
    upload = models.ForeignKey(
        "documents.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    facts = SealedTextField(blank=True)
    source_title = models.CharField(max_length=400)
    source_code = models.CharField(max_length=60, blank=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    verified_by = models.CharField(max_length=200)
    verified_at = models.DateTimeField()
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.CURRENT)
    state_reason = models.CharField(max_length=300, blank=True)
    state_at = models.DateTimeField(null=True)
    reminded_days = models.PositiveSmallIntegerField(null=True)
    title_key = models.GeneratedField(
        expression=Func(F("title"), function="tinhso_fold"),
        output_field=models.CharField(max_length=600),
        db_persist=True,
    )

    class Meta:
        """A document enters a person's vault once; lists go newest first."""

        constraints = [
            models.UniqueConstraint(fields=["document"], name="vault_document_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="vault_validity_positive",
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=False) | Q(state="ERASED"),
                name="vault_paper_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-verified_at", "-id"], name="vault_of_person"),
            models.Index(fields=["person", "kind"], name="vault_person_kind"),
            models.Index(
                fields=["valid_to", "id"], condition=Q(state="CURRENT"), name="vault_current_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """Give how logs and consents name the paper."""
        return f"vault:{self.token}"


class PaperUse(models.Model):
    """One use of a paper again (lần dùng lại): in which case, for which agency, when."""

    paper = models.ForeignKey(VaultPaper, on_delete=models.PROTECT, related_name="uses")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        """A paper counts once in a case; an agency's uses are counted by period."""

        constraints = [
            models.UniqueConstraint(fields=["paper", "subject"], name="paper_use_once_a_case")
        ]
        indexes = [
            models.Index(fields=["agency", "at"], name="paper_use_agency_at"),
            models.Index(fields=["person", "-at"], name="paper_use_person_at"),
        ]
