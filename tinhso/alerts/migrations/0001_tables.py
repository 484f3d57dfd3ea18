import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("alerts", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("indicators", "0001_tables"),
        ("orgs", "0001_tables"),
        ("records", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="AlertRule",
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
                        ("code", models.CharField(max_length=60, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        ("name_en", models.CharField(max_length=200)),
                        ("kind", models.CharField(max_length=10)),
                        ("level", models.CharField(max_length=10)),
                        ("condition", models.JSONField(default=dict)),
                        (
                            "severity",
                            models.CharField(
                                choices=[("WARNING", "Cần chú ý"), ("ALARM", "Báo động")],
                                default="WARNING",
                                max_length=8,
                            ),
                        ),
                        ("checklist", models.JSONField(default=list)),
                        ("is_open", models.BooleanField(default=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="indicators.indicator",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["THRESHOLD", "TREND", "SEASONAL", "NO_DATA"])
                                ),
                                name="alert_rule_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alert",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPENED", "Mới mở"),
                                    ("ACKNOWLEDGED", "Đã tiếp nhận"),
                                    ("CLOSED", "Đã đóng"),
                                ],
                                default="OPENED",
                                max_length=12,
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[("WARNING", "Cần chú ý"), ("ALARM", "Báo động")],
                                max_length=8,
                            ),
                        ),
                        ("period_id", models.IntegerField()),
                        ("value", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                        ("checklist", models.JSONField(default=list)),
                        ("opened_at", models.DateTimeField()),
                        ("acknowledged_at", models.DateTimeField(null=True)),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("returned_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.area",
                            ),
                        ),
                        (
                            "directive",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="records.directive",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="alerts.alertrule",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "state", "-opened_at"], name="alert_of_agency"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "CLOSED"), _negated=True),
                                fields=("rule", "area"),
                                name="alert_open_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "CLOSED"), _negated=True),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="alert_closed_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertEvent",
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
                        ("kind", models.CharField(max_length=16)),
                        ("text", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField()),
                        ("actor_name", models.CharField(blank=True, max_length=120)),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="alerts.alert",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["alert", "at", "id"], name="alert_event_order")
                        ],
                    },
                ),
            ],
        ),
    ]
