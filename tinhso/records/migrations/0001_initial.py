"""Tables every official document has."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0007_receipts"),
        ("orgs", "0004_organisation_switch"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficialDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("OUTGOING", "Văn bản đi"),
                            ("INCOMING", "Văn bản đến"),
                            ("INTERNAL", "Văn bản nội bộ"),
                        ],
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "reader_agency_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("author_name", models.CharField(max_length=200)),
                ("author_code", models.CharField(blank=True, max_length=35)),
                ("abstract", models.CharField(max_length=500)),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Thường"), (1, "Khẩn"), (2, "Thượng khẩn"), (3, "Hỏa tốc")],
                        default=0,
                    ),
                ),
                ("register", models.CharField(blank=True, max_length=40)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("number", models.PositiveIntegerField(null=True)),
                ("notation", models.CharField(blank=True, max_length=80)),
                ("issued_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("signer_name", models.CharField(blank=True, max_length=200)),
                ("signer_title", models.CharField(blank=True, max_length=200)),
                ("search_text", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REPLACES", "Thay thế"),
                            ("AMENDS", "Sửa đổi, bổ sung"),
                            ("CORRECTS", "Đính chính"),
                            ("RECALLS", "Thu hồi"),
                            ("ANSWERS", "Trả lời"),
                            ("RECEIVED_FROM", "Nhận từ"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="records.officialdocument",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_from",
                        to="records.officialdocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("actor_reference", models.CharField(max_length=40)),
                ("actor_name", models.CharField(max_length=120)),
                ("agency_name", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(default=dict)),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="records.officialdocument",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="officialdocument",
            index=models.Index(fields=["agency", "direction", "-id"], name="official_of_agency"),
        ),
        migrations.AddIndex(
            model_name="officialdocument",
            index=models.Index(fields=["notation"], name="official_notation"),
        ),
        migrations.AddIndex(
            model_name="officialdocument",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="official_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="officialdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("agency", "direction", "register", "year", "number"),
                name="official_number_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentlink",
            constraint=models.UniqueConstraint(
                fields=("source", "target", "kind"), name="document_link_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="document_link_to_another",
            ),
        ),
        migrations.AddIndex(
            model_name="documentevent",
            index=models.Index(fields=["official", "id"], name="document_event_order"),
        ),
    ]
