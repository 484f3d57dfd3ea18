import uuid

import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("ledger", "0001_initial"), ("ledger", "0003_witnesses")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
        migrations.RunSQL(
            sql="create sequence ledger_position;",
            reverse_sql="drop sequence ledger_position;",
        ),
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "position",
                            models.BigIntegerField(
                                db_default=models.Func(
                                    models.Value("ledger_position"), function="nextval"
                                ),
                                editable=False,
                            ),
                        ),
                        ("index", models.BigIntegerField(editable=False, null=True, unique=True)),
                        ("kind", models.CharField(max_length=80)),
                        ("recorded_at", models.DateTimeField()),
                        ("commitment", models.BinaryField(max_length=32)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("index__isnull", True)),
                                fields=["position"],
                                name="ledger_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("index__gte", 0)), name="ledger_index_sane"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerTile",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "level",
                                "number",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("number", models.BigIntegerField()),
                        ("hashes", models.BinaryField(max_length=8192)),
                    ],
                ),
                migrations.CreateModel(
                    name="WitnessState",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=200, primary_key=True, serialize=False),
                        ),
                        ("size", models.BigIntegerField(default=0)),
                        ("seen_at", models.DateTimeField(null=True)),
                        (
                            "problem",
                            models.CharField(
                                blank=True,
                                choices=[("AWAY", "Chưa trả lời"), ("REFUSED", "Từ chối xác nhận")],
                                max_length=8,
                            ),
                        ),
                        ("problem_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="LedgerCheckpoint",
                    fields=[
                        ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("root", models.BinaryField(max_length=32)),
                        ("note", models.TextField()),
                        ("signed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["size"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="ledger_size_positive"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerCosignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("line", models.CharField(max_length=400)),
                        ("signed_at", models.DateTimeField()),
                        (
                            "checkpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cosignatures",
                                to="ledger.ledgercheckpoint",
                            ),
                        ),
                        (
                            "witness",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.witnessstate",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checkpoint", "witness"), name="ledger_cosigned_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerSecret",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="secret",
                                serialize=False,
                                to="ledger.ledgerentry",
                            ),
                        ),
                        ("salt", models.BinaryField(max_length=32)),
                        ("subject", models.CharField(max_length=200)),
                        ("actor", models.CharField(max_length=80)),
                        ("agency_id", models.BigIntegerField(null=True)),
                        ("payload", models.JSONField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject"], name="ledger_subject")],
                    },
                ),
            ],
        ),
    ]
