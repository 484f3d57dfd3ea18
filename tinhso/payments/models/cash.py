"""Cash at the counter: drawers, and the count that ends a drawer's day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CashDrawer(models.Model):
    """A drawer at a counter that takes cash (két thu tại quầy)."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        """Drawers of an agency have names of their own."""

        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="cash_drawer_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Give the drawer's part of the cash account in the journal."""
        return f"drawer:{self.pk}"


class DrawerClosing(models.Model):
    """The count of a drawer at the end of a day (khóa sổ quầy); the money goes to the treasury.

    ``counts`` is how many notes of each value; ``difference_vnd`` is counted less expected.
    """

    drawer = models.ForeignKey(CashDrawer, on_delete=models.PROTECT, related_name="closings")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    day = models.DateField()
    expected_vnd = models.BigIntegerField()
    counted_vnd = models.BigIntegerField()
    difference_vnd = models.GeneratedField(
        expression=models.F("counted_vnd") - models.F("expected_vnd"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    counts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    closed_by_name = models.CharField(max_length=120)
    closed_at = models.DateTimeField()
    document = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """A drawer's day is closed once."""

        constraints = [models.UniqueConstraint(fields=["drawer", "day"], name="drawer_closed_once")]
