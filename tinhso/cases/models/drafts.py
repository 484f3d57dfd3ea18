"""Applications being written."""

from django.db import models

from tinhso.cases.models.case import Case


class Draft(models.Model):
    """An application being written (hồ sơ nháp), saved page by page."""

    token = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="drafts")
    created_by_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    mandate = models.ForeignKey(
        "identity.Mandate", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    # The case within the procedure (trường hợp) the applicant chose; empty where there is none.
    variant = models.CharField(max_length=80, blank=True, default="")
    # Empty: online by the applicant, at the counter by a clerk.
    channel = models.CharField(max_length=16, blank=True, default="")
    assisted_by = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What it came from in another slice (``contact:1022-…``), carried on to the case.
    origin = models.CharField(max_length=80, blank=True, default="", db_default="")
    form = models.JSONField(default=dict)
    pages_done = models.JSONField(default=list)
    competent_agency = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="draft")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    # When its owner was told that it will be thrown away; void once it is saved again.
    told_at = models.DateTimeField(null=True)

    class Meta:
        """A person's open drafts, newest first; open ones nobody goes on with."""

        indexes = [
            models.Index(fields=["person", "-saved_at"], name="draft_of_person"),
            models.Index(
                fields=["saved_at"], name="draft_open_saved", condition=models.Q(case__isnull=True)
            ),
        ]


class DraftPaper(models.Model):
    """A paper attached to a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    paper_code = models.CharField(max_length=60)
    upload = models.ForeignKey("documents.Upload", on_delete=models.PROTECT, related_name="+")
    vault_token = models.CharField(max_length=32, blank=True)
    had_offer = models.BooleanField(default=False)
    added_at = models.DateTimeField()
