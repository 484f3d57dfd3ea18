"""What a case collects: papers and slips."""

from django.db import models

from tinhso.cases.models.case import Case


class CasePaper(models.Model):
    """A paper attached to a case (thành phần hồ sơ)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    paper_code = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
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
