import django.db.models.deletion
from django.db import migrations, models

import tinhso.reorganisation.rules
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("reorganisation", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Reorganisation",
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
                        ("legal_act", models.CharField(max_length=200)),
                        ("previous_day", models.DateField()),
                        ("effective_on", models.DateField(unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "DRAFT"),
                                    ("COUNTING", "COUNTING"),
                                    ("PREVIEWED", "PREVIEWED"),
                                    ("PROPOSED", "PROPOSED"),
                                    ("APPROVED", "APPROVED"),
                                    ("RUNNING", "RUNNING"),
                                    ("HELD", "HELD"),
                                    ("DONE", "DONE"),
                                    ("VERIFIED", "VERIFIED"),
                                ],
                                default=tinhso.reorganisation.rules.State["DRAFT"],
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("created_by", models.CharField(max_length=120)),
                        ("counted_at", models.DateTimeField(null=True)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("proposed_by", models.CharField(blank=True, max_length=120)),
                        ("proposed_by_reference", models.CharField(blank=True, max_length=40)),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("approved_by", models.CharField(blank=True, max_length=120)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("verified_at", models.DateTimeField(null=True)),
                        ("return_reason", models.CharField(blank=True, max_length=500)),
                    ],
                ),
                migrations.CreateModel(
                    name="MatterRow",
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
                        ("matter", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=400)),
                        ("field", models.CharField(blank=True, max_length=120)),
                        (
                            "from_tier",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PEOPLES_COMMITTEE", "Ủy ban nhân dân"),
                                    ("DEPARTMENT", "Sở, ban, ngành"),
                                    ("SERVICE_CENTRE", "Trung tâm Phục vụ hành chính công"),
                                    ("ONE_STOP_UNIT", "Bộ phận Tiếp nhận và Trả kết quả"),
                                    ("OTHER", "Đơn vị khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("department", models.CharField(blank=True, max_length=80)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("is_decided", models.BooleanField(default=False)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="matter_rows",
                                to="reorganisation.reorganisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reorganisation", "matter"), name="matter_row_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgencyRow",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("WHOLE", "WHOLE"), ("SPLIT", "SPLIT"), ("ENDS", "ENDS")],
                                max_length=6,
                            ),
                        ),
                        ("certainty", models.CharField(max_length=16)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("is_decided", models.BooleanField(default=False)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agency_rows",
                                to="reorganisation.reorganisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reorganisation", "predecessor"), name="agency_row_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
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
                        ("participant", models.CharField(max_length=40)),
                        ("row_id", models.BigIntegerField()),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PLACE_UNKNOWN", "PLACE_UNKNOWN"),
                                    ("PLACE_SPLIT", "PLACE_SPLIT"),
                                    ("NO_RULE", "NO_RULE"),
                                    ("NO_OFFICE", "NO_OFFICE"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("WAITING", "WAITING"),
                                    ("MOVED", "MOVED"),
                                    ("SETTLED", "SETTLED"),
                                ],
                                default="WAITING",
                                max_length=8,
                            ),
                        ),
                        ("batch", models.PositiveIntegerField(null=True)),
                        (
                            "predecessor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transfers",
                                to="reorganisation.reorganisation",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "WAITING")),
                                fields=["reorganisation", "participant", "row_id"],
                                name="transfer_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reorganisation", "participant", "row_id"),
                                name="transfer_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Turn",
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
                        ("participant", models.CharField(max_length=40)),
                        ("ordinal", models.PositiveSmallIntegerField()),
                        ("counted_at", models.DateTimeField(null=True)),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("batches", models.PositiveIntegerField(default=0)),
                        ("rounds", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("left", models.PositiveIntegerField(default=0)),
                        ("lost", models.PositiveIntegerField(default=0)),
                        ("doubled", models.PositiveIntegerField(default=0)),
                        (
                            "reorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="turns",
                                to="reorganisation.reorganisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("reorganisation", "participant"), name="turn_unique"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
