import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
import tinhso.exchange.rules.states
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("exchange", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("identity", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ConnectorState",
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
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("failure_count", models.PositiveIntegerField(default=0)),
                        ("rests_until", models.DateTimeField(null=True)),
                        ("last_answered_at", models.DateTimeField(null=True)),
                        ("last_failed_at", models.DateTimeField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("garbage_count", models.PositiveIntegerField(default=0)),
                        ("is_held", models.BooleanField(default=False)),
                        ("is_rehearsing", models.BooleanField(default=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="Message",
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
                        ("connector", models.CharField(max_length=40)),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    (tinhso.exchange.rules.states.Direction["OUT"], "Gửi đi"),
                                    (tinhso.exchange.rules.states.Direction["IN"], "Nhận về"),
                                ],
                                max_length=3,
                            ),
                        ),
                        ("topic", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=120)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("key", models.CharField(max_length=160)),
                        ("body", tinhso.core.sealed.SealedTextField()),
                        ("body_sha256", models.CharField(max_length=64)),
                        ("body_bytes", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Chờ gửi"),
                                    ("SENDING", "Đang gửi"),
                                    ("DELIVERED", "Đã gửi, bên kia đã nhận"),
                                    ("REHEARSED", "Đã chạy thử, không gửi"),
                                    ("RECEIVED", "Đã nhận, chờ xử lý"),
                                    ("HELD", "Chờ thông điệp trước đó"),
                                    ("HANDLED", "Đã nhận và xử lý"),
                                    ("DEAD", "Hỏng, cần người xem"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("attempt_count", models.PositiveIntegerField(default=0)),
                        ("turn_count", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("queued_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("partner_number", models.CharField(blank=True, max_length=120)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        (
                            "person",
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
                            models.Index(fields=["connector", "-id"], name="exchange_of_connector"),
                            models.Index(
                                fields=["subject", "sequence", "id"], name="exchange_of_subject"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["RECEIVED", "HELD"])),
                                fields=["connector", "subject", "sequence"],
                                name="exchange_open_in",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state", tinhso.exchange.rules.states.State["DEAD"])
                                ),
                                fields=["connector", "-id"],
                                name="exchange_dead",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("connector", "direction", "key"),
                                name="exchange_message_key_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MessageEvent",
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
                                    ("QUEUED", "Vào hàng chờ gửi"),
                                    ("FAILED", "Gửi chưa được"),
                                    ("DELIVERED", "Bên kia xác nhận đã nhận"),
                                    ("REHEARSED", "Chạy thử: đã kiểm tra và ký, không gửi"),
                                    ("GIVEN_UP", "Thôi không thử nữa"),
                                    ("REPLAYED", "Cho làm lại"),
                                    ("RECEIVED", "Nhận về, lưu lại"),
                                    ("CAME_AGAIN", "Bên kia gửi lặp lại, không làm gì thêm"),
                                    ("HELD", "Chờ thông điệp trước đó cùng việc"),
                                    ("HANDLED", "Xử lý xong"),
                                    ("LOOKED_AT", "Mở xem nội dung"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(blank=True, max_length=120)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="exchange.message",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["message", "id"], name="exchange_events")],
                    },
                ),
                migrations.CreateModel(
                    name="Reconciliation",
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
                        ("connector", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("asked_by", models.CharField(max_length=120)),
                        ("counts", models.JSONField(default=dict)),
                        ("differences", models.JSONField(default=list)),
                        ("difference_count", models.PositiveIntegerField(default=0)),
                        ("error", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["connector", "-id"], name="exchange_comparisons")
                        ],
                    },
                ),
            ],
        ),
    ]
