import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("payments", "0001_initial"),
        ("payments", "0003_mandates"),
        ("payments", "0004_paid_lately"),
    ]

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
                    name="CashDrawer",
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
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "name"), name="cash_drawer_name"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DrawerClosing",
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
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("day", models.DateField()),
                        ("expected_vnd", models.BigIntegerField()),
                        ("counted_vnd", models.BigIntegerField()),
                        (
                            "difference_vnd",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    models.F("counted_vnd"), "-", models.F("expected_vnd")
                                ),
                                output_field=models.BigIntegerField(),
                            ),
                        ),
                        ("counts", models.JSONField(default=dict)),
                        ("note", models.TextField(blank=True)),
                        ("closed_by_name", models.CharField(max_length=120)),
                        ("closed_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "drawer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="payments.cashdrawer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("drawer", "day"), name="drawer_closed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JournalEntry",
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
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("kind", models.CharField(max_length=24)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("actor_reference", models.CharField(max_length=40)),
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
                            "intent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="payments.paymentintent",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "at"], name="journal_of_agency")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JournalLine",
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
                        ("account", models.CharField(max_length=20)),
                        ("holder", models.CharField(blank=True, max_length=40)),
                        ("amount_vnd", models.BigIntegerField()),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="payments.journalentry",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["account", "holder"],
                                include=("amount_vnd",),
                                name="journal_balance",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_vnd", 0), _negated=True),
                                name="journal_line_moves",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentAttempt",
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
                        ("provider", models.CharField(max_length=16)),
                        ("order_code", models.CharField(max_length=32, unique=True)),
                        ("amount_vnd", models.PositiveBigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("STARTED", "Đang chờ"),
                                    ("CAPTURED", "Đã nhận tiền"),
                                    ("FAILED", "Không thành công"),
                                    ("EXPIRED", "Hết hạn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("payment_url", models.CharField(blank=True, max_length=500)),
                        ("provider_transaction", models.CharField(max_length=64, null=True)),
                        ("failure", models.CharField(blank=True, max_length=40)),
                        ("is_surplus", models.BooleanField(default=False)),
                        ("taken_by_name", models.CharField(blank=True, max_length=120)),
                        (
                            "paid_by_name",
                            models.CharField(blank=True, db_default="", max_length=120),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("next_check_at", models.DateTimeField(null=True)),
                        ("captured_at", models.DateTimeField(null=True)),
                        ("captured_vnd", models.PositiveBigIntegerField(default=0)),
                        (
                            "drawer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="payments.cashdrawer",
                            ),
                        ),
                        (
                            "intent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="payments.paymentintent",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_check_at__isnull", False)),
                                fields=["next_check_at"],
                                name="attempt_to_check",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("provider", "provider_transaction"),
                                name="attempt_transaction_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("captured_at__isnull", False),
                                        ("provider_transaction__isnull", False),
                                        ("state", "CAPTURED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "CAPTURED"), _negated=True),
                                        ("captured_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attempt_captured_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Difference",
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
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("provider", models.CharField(max_length=16)),
                        ("day", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LATE_CAPTURE", "Cổng đã thu, bên ta chưa ghi"),
                                    ("NOT_STATED", "Bên ta đã ghi, sao kê không có"),
                                    ("UNKNOWN_ORDER", "Sao kê có giao dịch lạ"),
                                    ("WRONG_AMOUNT", "Số tiền không khớp"),
                                    ("PAID_TWICE", "Nộp hai lần"),
                                    ("REFUND_NOT_STATED", "Hoàn tiền chưa có trong sao kê"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("transaction", models.CharField(blank=True, max_length=64)),
                        ("ours_vnd", models.BigIntegerField()),
                        ("theirs_vnd", models.BigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("OPEN", "Cần xử lý"), ("RESOLVED", "Đã xử lý")],
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("resolution", models.TextField(blank=True)),
                        ("resolved_by_name", models.CharField(blank=True, max_length=120)),
                        ("resolved_at", models.DateTimeField(null=True)),
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
                            "attempt",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="payments.paymentattempt",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "-day", "-id"], name="difference_open")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("resolved_at__isnull", True), ("state", "OPEN")),
                                    models.Q(("resolved_at__isnull", False), ("state", "RESOLVED")),
                                    _connector="OR",
                                ),
                                name="difference_resolved_says_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentIntent",
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
                        ("subject", models.CharField(max_length=40)),
                        ("purpose", models.CharField(max_length=400)),
                        ("reference_text", models.CharField(blank=True, max_length=60)),
                        ("payer_name", models.CharField(max_length=120)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("lines", models.JSONField(default=list)),
                        ("amount_vnd", models.PositiveBigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Chờ nộp"),
                                    ("PAID", "Đã nộp"),
                                    ("CANCELLED", "Không thu nữa"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("way", models.CharField(blank=True, max_length=16)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("paid_at", models.DateTimeField(null=True)),
                        ("cancelled_at", models.DateTimeField(null=True)),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.mandate",
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
                            "receipt",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject"], name="intent_subject"),
                            models.Index(
                                fields=["person", "-created_at", "-id"], name="intent_of_person"
                            ),
                            models.Index(
                                fields=["agency", "-created_at", "-id"], name="intent_of_agency"
                            ),
                            models.Index(fields=["agency", "paid_at"], name="intent_paid"),
                            models.Index(
                                condition=models.Q(("state", "PAID")),
                                fields=["paid_at"],
                                name="intent_paid_lately",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_vnd__gt", 0)),
                                name="intent_amount_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_at__isnull", False), ("state", "PAID")),
                                    models.Q(
                                        models.Q(("state", "PAID"), _negated=True),
                                        ("paid_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="intent_paid_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("receipt__isnull", True), ("state", "PAID"), _connector="OR"
                                ),
                                name="intent_receipt_iff_paid",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "OPEN")),
                                fields=("subject",),
                                name="intent_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderMessage",
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
                        ("provider", models.CharField(max_length=16)),
                        ("message_id", models.CharField(max_length=64)),
                        ("order_code", models.CharField(max_length=32)),
                        ("status", models.CharField(max_length=16)),
                        ("result", models.CharField(blank=True, max_length=24)),
                        ("received_at", models.DateTimeField()),
                        ("times", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("provider", "message_id"), name="provider_message_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Refund",
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
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("amount_vnd", models.PositiveBigIntegerField()),
                        ("reason", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("REQUESTED", "Chờ duyệt"),
                                    ("APPROVED", "Đã duyệt, đang hoàn"),
                                    ("DONE", "Đã hoàn tiền"),
                                    ("REFUSED", "Không duyệt"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("requested_by_name", models.CharField(max_length=120)),
                        ("requested_at", models.DateTimeField()),
                        ("decided_by_name", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_note", models.TextField(blank=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("provider_refund", models.CharField(blank=True, max_length=64)),
                        ("failure", models.CharField(blank=True, max_length=200)),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunds",
                                to="payments.paymentattempt",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "intent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunds",
                                to="payments.paymentintent",
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
                            "requested_by",
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
                            models.Index(
                                fields=["agency", "-requested_at", "-id"], name="refund_of_agency"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_vnd__gt", 0)),
                                name="refund_amount_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("requested_by__isnull", True),
                                    ("decided_by__isnull", True),
                                    models.Q(
                                        ("requested_by", models.F("decided_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="refund_by_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "REQUESTED")),
                                    models.Q(
                                        models.Q(("state", "REQUESTED"), _negated=True),
                                        ("decided_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="refund_decided_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementLine",
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
                        ("provider", models.CharField(max_length=16)),
                        ("day", models.DateField()),
                        ("kind", models.CharField(max_length=10)),
                        ("transaction", models.CharField(max_length=64)),
                        ("order_code", models.CharField(max_length=32)),
                        ("amount_vnd", models.PositiveBigIntegerField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["provider", "day"], name="statement_of_day")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("provider", "kind", "transaction"),
                                name="statement_line_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
