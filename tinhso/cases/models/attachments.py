"""What a case collects: papers and slips."""

from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.cases.models.case import Case


class CasePaperWay(models.TextChoices):
    """How a paper came into a case: handed in as a file, used again, or scanned by the office."""

    UPLOADED = "UPLOADED", gettext_lazy("Tải lên")
    REUSED = "REUSED", gettext_lazy("Dùng lại từ kho")
    DIGITISED = "DIGITISED", gettext_lazy("Số hóa tại quầy")


class CasePaper(models.Model):
    """A paper attached to a case (thành phần hồ sơ).

    ``provenance`` says who verified it, where it was used again or digitised (plain texts);
    ``had_offer`` whether the vault offered a verified one when a file was handed in.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    paper_code = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    way = models.CharField(
        max_length=10, choices=CasePaperWay.choices, default=CasePaperWay.UPLOADED
    )
    had_offer = models.BooleanField(default=False)
    provenance = models.JSONField(default=dict)
    added_at = models.DateTimeField()


class CaseSlip(models.Model):
    """A slip issued on a case (phiếu 01–06)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="slips")
    form = models.CharField(max_length=4)
    event_ordinal = models.PositiveIntegerField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """An event issues a slip form once, however often its task runs."""

        constraints = [
            models.UniqueConstraint(fields=["case", "form", "event_ordinal"], name="case_slip_once")
        ]
