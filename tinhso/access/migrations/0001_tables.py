import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("access", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="AccessReview",
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
                        ("quarter", models.CharField(max_length=7)),
                        ("due_on", models.DateField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("KEPT", "Vẫn cần"), ("REMOVED", "Đề nghị chấm dứt")],
                                max_length=8,
                            ),
                        ),
                        ("reviewer_name", models.CharField(blank=True, max_length=120)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "appointment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="identity.appointment",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "quarter"], name="review_of_agency")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("appointment", "quarter"), name="review_once_a_quarter"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("EXPORT", "Bản sao toàn bộ dữ liệu của tôi"),
                                    ("ERASURE", "Xóa dữ liệu của tôi"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField()),
                        ("done_at", models.DateTimeField(null=True)),
                        ("archive", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("archive_until", models.DateTimeField(null=True)),
                        ("outcome", models.JSONField(default=list)),
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
                        "indexes": [
                            models.Index(
                                fields=["person", "-asked_at"], name="data_request_of_person"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=("person", "kind"),
                                name="data_request_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyAccess",
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
                        ("officer_name", models.CharField(max_length=120)),
                        ("reason", models.CharField(max_length=500)),
                        ("begun_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("JUSTIFIED", "Có căn cứ"),
                                    ("NOT_JUSTIFIED", "Không có căn cứ"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("reviewer_name", models.CharField(blank=True, max_length=120)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        ("review_note", models.CharField(blank=True, max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
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
                            "reviewer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-begun_at"], name="emergency_of_agency")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gte", models.F("begun_at"))),
                                name="emergency_period_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewer__isnull", True),
                                    models.Q(("reviewer", models.F("officer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="emergency_reviewed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SensitiveChange",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("APPOINT", "Giao chức vụ, vai trò"),
                                    ("END_APPOINTMENT", "Chấm dứt chức vụ, vai trò"),
                                    ("DISABLE_ACCOUNT", "Khóa tài khoản cán bộ"),
                                    ("ENABLE_ACCOUNT", "Mở lại tài khoản cán bộ"),
                                    ("RESET_FACTORS", "Đặt lại xác thực hai bước"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("facts", models.JSONField(default=dict)),
                        ("summary", models.CharField(max_length=400)),
                        ("reason", models.CharField(max_length=300)),
                        ("proposer_name", models.CharField(max_length=120)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ người thứ hai"),
                                    ("CONFIRMED", "Đã xác nhận"),
                                    ("REJECTED", "Không đồng ý"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                            ),
                        ),
                        ("decider_name", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_note", models.CharField(blank=True, max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "decider",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
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
                            "proposer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-proposed_at"], name="change_of_agency")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decider__isnull", True),
                                    models.Q(
                                        models.Q(("decider", models.F("proposer")), _negated=True),
                                        models.Q(("decider", models.F("person")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sensitive_change_by_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("kind", "agency", "person", "facts"),
                                name="sensitive_change_open_once",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
