"""The transparency log: acts in order, their secrets apart, tree hashes, signed checkpoints."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy


class LedgerEntry(models.Model):
    """An act with legal weight (hành vi có giá trị pháp lý), as the whole world may see it.

    Nothing here names a person or a case: ``commitment`` binds the details kept in
    ``LedgerSecret`` without showing them. ``index`` is null until the sequencer gives the entry
    its place; from then on the database refuses every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    position = models.BigIntegerField(
        db_default=Func(Value("ledger_position"), function="nextval"), editable=False
    )
    index = models.BigIntegerField(null=True, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    commitment = models.BinaryField(max_length=32)

    class Meta:
        """Waiting entries are few: they have an index of their own."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["position"], name="ledger_waiting", condition=Q(index__isnull=True)
            )
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="ledger_index_sane", condition=Q(index__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind}"


class LedgerSecret(models.Model):
    """What an entry commits to, and the salt that proves it: deleting the row is the erasure."""

    entry = models.OneToOneField(
        LedgerEntry, on_delete=models.DO_NOTHING, primary_key=True, related_name="secret"
    )
    salt = models.BinaryField(max_length=32)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=80)
    agency_id = models.BigIntegerField(null=True)
    payload = models.JSONField()

    class Meta:
        """The history of a subject is read in order."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject"], name="ledger_subject")
        ]

    def __str__(self) -> str:
        return self.subject


class LedgerTile(models.Model):
    """Up to 256 neighbouring hashes of one level of the tree (C2SP tlog-tiles, height 8).

    ``level`` counts in steps of eight: level 0 holds leaf hashes, level 1 the roots of full tiles
    of level 0. The last tile of a level grows; a hash once written never changes.
    """

    pk = models.CompositePrimaryKey("level", "number")
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField(max_length=8192)

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class LedgerCheckpoint(models.Model):
    """A signed statement of the log's size and root hash (C2SP signed note)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        """The newest last."""

        ordering: ClassVar[list[str]] = ["size"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="ledger_size_positive", condition=Q(size__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.size}"


class WitnessProblem(models.TextChoices):
    """Why a witness did not sign the newest checkpoint."""

    AWAY = "AWAY", gettext_lazy("Chưa trả lời")
    REFUSED = "REFUSED", gettext_lazy("Từ chối xác nhận")


class WitnessState(models.Model):
    """What a witness (nhân chứng của sổ) has seen of the log, and what last went wrong."""

    name = models.CharField(max_length=200, primary_key=True)
    size = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=8, choices=WitnessProblem.choices, blank=True)
    problem_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class WitnessedLog(models.Model):
    """Another installation's log (sổ được chứng kiến) that this one witnesses.

    ``key`` is the log's verifier key; ``size``, ``root`` and ``note`` are the newest checkpoint
    signed here, ``size`` 0 before the first.
    """

    origin = models.CharField(max_length=200, primary_key=True)
    key = models.CharField(max_length=400)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField(max_length=32, default=bytes)
    note = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.origin


class LedgerCosignature(models.Model):
    """A witness's signature of a checkpoint (C2SP tlog-cosignature), as a line of its note."""

    checkpoint = models.ForeignKey(
        LedgerCheckpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.ForeignKey(WitnessState, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=400)
    signed_at = models.DateTimeField()

    class Meta:
        """A witness signs a checkpoint once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="ledger_cosigned_once")
        ]

    def __str__(self) -> str:
        return self.line
