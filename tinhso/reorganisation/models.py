"""A reorganisation on live data: its plan, who decided what, every row that moves."""

from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.orgs.api import AgencyKind, FateKind, Tier, Undecided
from tinhso.reorganisation.rules import State

_STATES = [(state.value, state.value) for state in State]


class Reorganisation(models.Model):
    """One carrying out of a legal act that ends agencies (đợt sắp xếp tổ chức)."""

    legal_act = models.CharField(max_length=200)
    previous_day = models.DateField()
    effective_on = models.DateField(unique=True)
    state = models.CharField(max_length=10, choices=_STATES, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)
    counted_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.CharField(max_length=120, blank=True)
    proposed_by_reference = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.legal_act} ({self.effective_on:%d/%m/%Y})"


class AgencyRow(models.Model):
    """What happens to one agency that ends (phương án cho một cơ quan)."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="agency_rows"
    )
    predecessor = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=[(kind.value, kind.value) for kind in FateKind])
    successor = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    certainty = models.CharField(max_length=16)
    source = models.CharField(max_length=200, blank=True)
    is_decided = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """An agency ends once."""

        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"], name="agency_row_unique"
            )
        ]


class MatterRow(models.Model):
    """Who decides a matter of a tier that ends (phương án thẩm quyền của một thủ tục)."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="matter_rows"
    )
    matter = models.CharField(max_length=40)
    name = models.CharField(max_length=400)
    field = models.CharField(max_length=120, blank=True)
    from_tier = models.CharField(max_length=10, choices=Tier.choices)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    department = models.CharField(max_length=80, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")
    source = models.CharField(max_length=200, blank=True)
    is_decided = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        """A matter passes once."""

        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "matter"], name="matter_row_unique")
        ]


class Turn(models.Model):
    """One participant's turn: how far it came (lượt chuyển của một loại dữ liệu)."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="turns"
    )
    participant = models.CharField(max_length=40)
    ordinal = models.PositiveSmallIntegerField()
    counted_at = models.DateTimeField(null=True)
    cursor = models.BigIntegerField(default=0)
    batches = models.PositiveIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)

    class Meta:
        """A participant has one turn a reorganisation."""

        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "participant"], name="turn_unique")
        ]


class Outcome(models.TextChoices):
    """What became of a row: still waits, moved, or needed no move any more."""

    WAITING = "WAITING", "WAITING"
    MOVED = "MOVED", "MOVED"
    SETTLED = "SETTLED", "SETTLED"


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Rows of the list of everything that moves."""

    def undecided(self) -> "TransferQuerySet":
        """Keep what waits for a person's decision."""
        return self.filter(outcome=Outcome.WAITING).exclude(reason="")

    def ready(self) -> "TransferQuerySet":
        """Keep what waits to be moved and has a place to go."""
        return self.filter(outcome=Outcome.WAITING, reason="")


class Transfer(models.Model):
    """One row of a participant that moves: from whom, to whom, when (dòng chuyển giao).

    Counted on both sides: every row counted before is here and ends moved or settled.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="transfers"
    )
    participant = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    predecessor = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    successor = models.ForeignKey(
        "orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(
        max_length=14, blank=True, choices=[(reason.value, reason.value) for reason in Undecided]
    )
    decided_by = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    batch = models.PositiveIntegerField(null=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        """A row moves once."""

        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "participant", "row_id"], name="transfer_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["reorganisation", "participant", "row_id"],
                name="transfer_waiting",
                condition=Q(outcome="WAITING"),
            )
        ]

    def as_pair(self) -> tuple[int, Any]:
        """Give the row and where it goes."""
        return self.row_id, self.successor_id
