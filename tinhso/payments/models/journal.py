"""The double-entry journal: entries whose lines sum to zero and never change."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class JournalEntry(models.Model):
    """One event of money (bút toán), kept once under its key; append-only."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    intent = models.ForeignKey(
        "payments.PaymentIntent", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    actor_reference = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        """Read by agency and time."""

        indexes = [models.Index(fields=["agency", "at"], name="journal_of_agency")]

    def __str__(self) -> str:
        return self.key


class JournalLine(models.Model):
    """One side of an entry: debit above zero, credit below (định khoản nợ, có).

    ``holder`` divides an account: a provider's code, a drawer's key.
    """

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=20)
    holder = models.CharField(max_length=40, blank=True)
    amount_vnd = models.BigIntegerField()

    class Meta:
        """A line moves something; balances are sums over an account."""

        constraints = [
            models.CheckConstraint(condition=~Q(amount_vnd=0), name="journal_line_moves")
        ]
        indexes = [
            models.Index(
                fields=["account", "holder"], name="journal_balance", include=["amount_vnd"]
            )
        ]
