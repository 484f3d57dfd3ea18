"""Tables of outgoing documents."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0004_organisation_switch"),
        ("records", "0002_row_level_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutgoingDocument",
            fields=[
                (
                    "official",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="outgoing",
                        serialize=False,
                        to="records.officialdocument",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Đang soạn"),
                            ("UNIT_REVIEW", "Chờ duyệt nội dung"),
                            ("FORMAT_REVIEW", "Chờ kiểm tra thể thức"),
                            ("SIGNING", "Chờ ký"),
                            ("SIGNED", "Đã ký, chờ phát hành"),
                            ("ISSUED", "Đã phát hành"),
                            ("VOID", "Đã hủy số"),
                            ("WITHDRAWN", "Đã bỏ dự thảo"),
                        ],
                        default="DRAFT",
                        max_length=16,
                    ),
                ),
                ("author_name", models.CharField(max_length=120)),
                ("unit_name", models.CharField(blank=True, max_length=120)),
                ("signer_name", models.CharField(blank=True, max_length=120)),
                ("authority", models.CharField(blank=True, max_length=8)),
                ("content", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_by", models.CharField(blank=True, max_length=120)),
                ("changed_at", models.DateTimeField()),
                ("state_since", models.DateTimeField()),
                ("sealed_by", models.CharField(blank=True, max_length=120)),
                ("issued_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpinionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=1000)),
                ("due_on", models.DateField()),
                ("asked_by", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AGREES", "Thống nhất"),
                            ("AGREES_WITH_CHANGES", "Thống nhất, có ý kiến"),
                            ("DISAGREES", "Không thống nhất"),
                        ],
                        max_length=24,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=4000)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="records.outgoingdocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutgoingRegister",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
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
            ],
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=35)),
                ("name", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="records.officialdocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=2000)),
                ("author_name", models.CharField(max_length=120)),
                ("is_return", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="records.outgoingdocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("abstract", models.CharField(max_length=500)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("author_name", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="records.outgoingdocument",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "name"), name="template_name_unique", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="records.officialdocument",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("official", "person"), name="follower_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="outgoingdocument",
            index=models.Index(
                condition=models.Q(("state__in", ("ISSUED", "VOID", "WITHDRAWN")), _negated=True),
                fields=["state"],
                name="outgoing_open",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingdocument",
            index=models.Index(fields=["author"], name="outgoing_author"),
        ),
        migrations.AddConstraint(
            model_name="opinionrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("outgoing", "agency"),
                name="opinion_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingregister",
            constraint=models.UniqueConstraint(
                fields=("agency", "code"), name="outgoing_register_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("official", "code"), name="recipient_once"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("outgoing", "ordinal"), name="revision_ordinal_unique"
            ),
        ),
    ]
