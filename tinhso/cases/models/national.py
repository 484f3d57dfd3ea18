"""What the National Public Service Portal was told of cases, and what came from it."""

from django.db import models

from tinhso.cases.models.case import Case
from tinhso.cases.models.drafts import Draft


class CaseSync(models.Model):
    """How far a case's history was told to the national portal (đồng bộ hồ sơ).

    ``told_event`` is the ordinal of the last event looked at, ``told_state`` the last national
    state code sent, ``told_result`` whether the result was.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="sync")
    told_event = models.PositiveIntegerField(default=0)
    told_state = models.PositiveSmallIntegerField(default=0)
    told_result = models.BooleanField(default=False)


class SyncMark(models.Model):
    """How far the history was read for the national portal."""

    last_event_id = models.BigIntegerField(default=0)


class FilingOutcome(models.TextChoices):
    """What became of a national filing."""

    CASE = "CASE", "Đã thành hồ sơ"
    DRAFT = "DRAFT", "Thành hồ sơ nháp, chờ bổ sung"
    REFUSED = "REFUSED", "Không nhận được"


class NationalFiling(models.Model):
    """An application filed at the national portal, by its code there (nộp tại Cổng quốc gia)."""

    national_code = models.CharField(max_length=60, unique=True)
    outcome = models.CharField(max_length=8, choices=FilingOutcome)
    reason = models.TextField(blank=True)
    case = models.OneToOneField(
        Case, null=True, on_delete=models.PROTECT, related_name="national_filing"
    )
    draft = models.OneToOneField(
        Draft, null=True, on_delete=models.SET_NULL, related_name="national_filing"
    )
    arrived_at = models.DateTimeField()
