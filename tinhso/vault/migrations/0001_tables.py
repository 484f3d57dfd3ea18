import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("vault", "0001_initial"), ("vault", "0003_reminders")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("documents", "0001_tables"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="VaultPaper",
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
                        ("token", models.CharField(max_length=32, unique=True)),
                        ("kind", models.CharField(max_length=60)),
                        ("title", models.CharField(max_length=300)),
                        ("about", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("about_index", models.BinaryField(max_length=32, null=True)),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("RESULT", "Kết quả do cơ quan ban hành"),
                                    (
                                        "CERTIFIED_COPY",
                                        "Bản sao điện tử được chứng thực khi số hóa",
                                    ),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("facts", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("source_title", models.CharField(max_length=400)),
                        ("source_code", models.CharField(blank=True, max_length=60)),
                        ("verified_by", models.CharField(max_length=200)),
                        ("verified_at", models.DateTimeField()),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("CURRENT", "Đang dùng"),
                                    ("SUPERSEDED", "Đã có bản mới thay thế"),
                                    ("REVOKED", "Đã bị thu hồi"),
                                    ("ERASED", "Đã xóa khỏi kho"),
                                ],
                                default="CURRENT",
                                max_length=12,
                            ),
                        ),
                        ("state_reason", models.CharField(blank=True, max_length=300)),
                        ("state_at", models.DateTimeField(null=True)),
                        ("reminded_days", models.PositiveSmallIntegerField(null=True)),
                        (
                            "title_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(models.F("title"), function="tinhso_fold"),
                                output_field=models.CharField(max_length=600),
                            ),
                        ),
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
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "upload",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.upload",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["person", "-verified_at", "-id"], name="vault_of_person"
                            ),
                            models.Index(fields=["person", "kind"], name="vault_person_kind"),
                            models.Index(
                                condition=models.Q(("state", "CURRENT")),
                                fields=["valid_to", "id"],
                                name="vault_current_ends",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document",), name="vault_document_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="vault_validity_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("upload__isnull", False), ("state", "ERASED"), _connector="OR"
                                ),
                                name="vault_paper_has_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperUse",
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
                        ("kind", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=400)),
                        ("at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="vault.vaultpaper",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "at"], name="paper_use_agency_at"),
                            models.Index(fields=["person", "-at"], name="paper_use_person_at"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "subject"), name="paper_use_once_a_case"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
