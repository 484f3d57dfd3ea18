import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("dashboards", "0001_initial"), ("dashboards", "0003_board_drafts")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="AreaShape",
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
                        ("rings", models.JSONField()),
                        ("is_schematic", models.BooleanField(default=True)),
                        ("source", models.CharField(max_length=200)),
                        ("made_at", models.DateTimeField()),
                        (
                            "area",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.area",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Board",
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
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("about", models.CharField(blank=True, max_length=300)),
                        ("about_en", models.CharField(blank=True, max_length=300)),
                        ("scope_code", models.CharField(max_length=8)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("EVERYONE", "Mọi người, không cần đăng nhập"),
                                    ("OFFICERS", "Mọi cán bộ"),
                                    ("READERS", "Cơ quan được chia sẻ"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dashboards.boardversion",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("audience__in", ["EVERYONE", "OFFICERS", "READERS"])
                                ),
                                name="board_audience_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BoardDraft",
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
                        ("document", models.JSONField()),
                        ("former", models.JSONField(null=True)),
                        ("based_on", models.PositiveSmallIntegerField(default=0)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("changed_by", models.CharField(max_length=200)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "board",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="draft",
                                to="dashboards.board",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BoardVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("document", models.JSONField()),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("made_by", models.CharField(max_length=200)),
                        ("made_at", models.DateTimeField()),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="dashboards.board",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("board", "number"), name="board_version_number"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
