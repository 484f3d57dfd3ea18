import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("procedures", "0001_initial"),
        ("procedures", "0003_variants_channels_review"),
        ("procedures", "0004_missing_parts_of_published"),
        ("procedures", "0005_catalogue_comparison"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="CatalogueComparison",
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
                        ("at", models.DateTimeField()),
                        ("asked_by", models.CharField(max_length=120)),
                        ("here_count", models.PositiveIntegerField(default=0)),
                        ("there_count", models.PositiveIntegerField(default=0)),
                        ("difference_count", models.PositiveIntegerField(default=0)),
                        ("rows", models.JSONField(default=list)),
                        ("error", models.CharField(blank=True, max_length=300)),
                    ],
                ),
                migrations.CreateModel(
                    name="Field",
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
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("sort_key", models.CharField(max_length=240)),
                        ("department", models.CharField(blank=True, default="", max_length=120)),
                    ],
                ),
                migrations.CreateModel(
                    name="Procedure",
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
                        ("code", models.CharField(max_length=30, unique=True)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("created_at", models.DateTimeField()),
                        (
                            "switched_channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16), null=True, size=None
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ProcedureVersion",
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
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Bản thảo"),
                                    ("PUBLISHED", "Đã công bố"),
                                    ("WITHDRAWN", "Đã bãi bỏ"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=400)),
                        ("name_en", models.CharField(max_length=400)),
                        ("sort_key", models.CharField(max_length=800)),
                        ("summary", models.TextField()),
                        ("summary_en", models.TextField()),
                        ("tier", models.CharField(max_length=10)),
                        ("service_level", models.CharField(max_length=8)),
                        ("is_online", models.BooleanField(default=False)),
                        ("is_complete", models.BooleanField(default=False)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        (
                            "missing_parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("content_hash", models.CharField(max_length=64)),
                        (
                            "search_vector",
                            django.contrib.postgres.search.SearchVectorField(null=True),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="procedures.field",
                            ),
                        ),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_vector"], name="version_search_vector"
                            ),
                            models.Index(
                                fields=["is_demonstration", "sort_key", "id"],
                                name="version_real_by_name",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("procedure", "number"), name="version_number_unique"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state", "PUBLISHED"), ("valid_to__isnull", True)
                                ),
                                fields=("procedure",),
                                name="version_one_current",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "DRAFT")),
                                fields=("procedure",),
                                name="version_one_draft",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProcedurePhrase",
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
                                choices=[
                                    ("EVERYDAY", "Cách gọi thường ngày"),
                                    ("NAME", "Tên thủ tục"),
                                    ("SUMMARY", "Mô tả"),
                                    ("PAPER", "Giấy tờ"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("text", models.CharField(max_length=1000)),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phrases",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["text"], name="phrase_likeness", opclasses=["gin_trgm_ops"]
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewAct",
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
                                choices=[
                                    ("EDITED", "Soạn thảo"),
                                    ("SUBMITTED", "Gửi duyệt"),
                                    ("APPROVED", "Duyệt"),
                                    ("RETURNED", "Trả lại"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("account_id", models.BigIntegerField(null=True)),
                        ("actor_name", models.CharField(max_length=120)),
                        ("note", models.TextField(blank=True)),
                        ("content_hash", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="review_acts",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["version", "id"], name="review_act_in_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelChange",
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
                            "before",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16), size=None
                            ),
                        ),
                        (
                            "after",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16), size=None
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("actor_name", models.CharField(max_length=120)),
                        ("at", models.DateTimeField()),
                        (
                            "procedure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="channel_changes",
                                to="procedures.procedure",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["procedure", "-at"], name="channel_change_newest")
                        ],
                    },
                ),
            ],
        ),
    ]
