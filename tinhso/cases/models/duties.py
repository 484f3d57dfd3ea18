"""Papers of a case the counter has to digitise, and why some are not."""

from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.cases.models.case import Case


class DutyState(models.TextChoices):
    """What became of a paper to digitise."""

    TO_DO = "TO_DO", gettext_lazy("Chưa số hóa")
    DIGITISED = "DIGITISED", gettext_lazy("Đã số hóa, có ký số")
    EXEMPT = "EXEMPT", gettext_lazy("Không số hóa")


class PaperDuty(models.Model):
    """A paper handed in at the counter that has to be digitised (giấy tờ phải số hóa).

    ``agency`` took it in; ``reason`` is a code of the pack's exemptions.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    paper_code = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    state = models.CharField(max_length=10, choices=DutyState.choices, default=DutyState.TO_DO)
    reason = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)
    scan = models.ForeignKey(
        "documents.Scan", null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_by = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        """A paper is one duty of its case; an agency's duties are counted by period."""

        constraints = [
            models.UniqueConstraint(fields=["case", "paper_code"], name="paper_duty_once"),
            models.CheckConstraint(
                condition=~models.Q(state="EXEMPT") | ~models.Q(reason=""),
                name="paper_duty_exempt_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["agency", "created_at"], name="paper_duty_agency_at")]

    def __str__(self) -> str:
        return self.name
