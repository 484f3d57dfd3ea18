import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_initial"),
        ("notifications", "0003_words_are_written_later"),
        ("notifications", "0004_channels_and_versions"),
        ("notifications", "0006_reminder_kind"),
        ("notifications", "0007_unclear_deliveries"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("identity", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="ProviderHealth",
                    fields=[
                        (
                            "provider",
                            models.CharField(max_length=20, primary_key=True, serialize=False),
                        ),
                        ("failure_count", models.PositiveIntegerField(default=0)),
                        ("rests_until", models.DateTimeField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("last_failed_at", models.DateTimeField(null=True)),
                        ("last_sent_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="ProviderToken",
                    fields=[
                        (
                            "provider",
                            models.CharField(max_length=20, primary_key=True, serialize=False),
                        ),
                        ("access_token", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("refresh_token", tinhso.core.sealed.SealedTextField()),
                        ("valid_until", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Notification",
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
                        ("template", models.CharField(max_length=60)),
                        ("template_version", models.PositiveIntegerField(null=True)),
                        (
                            "facts",
                            models.JSONField(
                                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("title_vi", models.CharField(blank=True, default="", max_length=200)),
                        ("title_en", models.CharField(blank=True, default="", max_length=200)),
                        ("body_vi", models.TextField(blank=True, default="")),
                        ("body_en", models.TextField(blank=True, default="")),
                        ("url", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notifications",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-id"], name="notification_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelDelivery",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("EMAIL", "Thư điện tử"),
                                    ("ZALO", "Zalo"),
                                    ("SMS", "Tin nhắn SMS"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("QUEUED", "Chờ gửi"),
                                    ("SENT", "Đã gửi"),
                                    ("DELIVERED", "Đã đến"),
                                    ("FAILED", "Không gửi được"),
                                    ("BOUNCED", "Bị trả lại"),
                                    ("SUPPRESSED", "Không gửi"),
                                    ("UNCLEAR", "Chưa rõ đã đến"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("SWITCHED_OFF", "bạn đã tắt kênh này"),
                                    ("NO_ADDRESS", "chưa có địa chỉ"),
                                    ("UNREACHABLE", "địa chỉ không nhận được tin"),
                                    ("ADDRESS_REFUSED", "địa chỉ không tồn tại"),
                                    ("MESSAGE_REFUSED", "nhà cung cấp từ chối nội dung"),
                                    ("NO_PROVIDER", "không nhà cung cấp nào nhận tin"),
                                    ("NOT_DELIVERED", "máy nhận không phản hồi"),
                                    ("NO_ANSWER", "nhà cung cấp im lặng, có thể đã nhận tin"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("provider", models.CharField(blank=True, max_length=20)),
                        ("provider_message_id", models.CharField(blank=True, max_length=80)),
                        ("reference", models.CharField(max_length=40, unique=True)),
                        ("generation", models.PositiveSmallIntegerField(default=0)),
                        ("is_unclear", models.BooleanField(default=False)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("segments", models.PositiveSmallIntegerField(default=0)),
                        ("cost_vnd", models.PositiveIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("queued_at", models.DateTimeField()),
                        ("handed_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("poll_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "notification",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notifications.notification",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["created_at"], name="delivery_created"),
                            models.Index(
                                condition=models.Q(("state__in", ["FAILED", "BOUNCED", "UNCLEAR"])),
                                fields=["-id"],
                                name="delivery_not_arrived",
                            ),
                            models.Index(
                                condition=models.Q(("poll_at__isnull", False)),
                                fields=["poll_at"],
                                name="delivery_to_poll",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notification", "channel"), name="delivery_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateVersion",
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
                        ("template", models.CharField(max_length=60)),
                        ("version", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "Bản nháp"), ("PUBLISHED", "Đã công bố")],
                                default="DRAFT",
                                max_length=10,
                            ),
                        ),
                        ("title_vi", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("body_vi", models.TextField()),
                        ("body_en", models.TextField()),
                        ("sms_vi", models.TextField()),
                        ("sms_en", models.TextField()),
                        ("zalo_template", models.CharField(blank=True, max_length=20)),
                        ("edited_by", models.CharField(max_length=120)),
                        ("edited_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "version"), name="template_version_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "DRAFT")),
                                fields=("template",),
                                name="template_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("version__gt", 1)),
                                name="template_version_after_the_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", True), ("state", "DRAFT")),
                                    models.Q(
                                        ("published_at__isnull", False), ("state", "PUBLISHED")
                                    ),
                                    _connector="OR",
                                ),
                                name="template_published_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnreachableAddress",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("EMAIL", "Thư điện tử"),
                                    ("ZALO", "Zalo"),
                                    ("SMS", "Tin nhắn SMS"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("address_index", models.BinaryField(max_length=32)),
                        ("marked_at", models.DateTimeField()),
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
                            models.UniqueConstraint(
                                fields=("person", "channel"), name="unreachable_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelChoice",
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
                                    ("PROGRESS", "Tiến trình hồ sơ"),
                                    ("ACTION_NEEDED", "Việc bạn cần làm"),
                                    ("DECISION", "Kết quả, từ chối, xin lỗi"),
                                    ("REMINDER", "Nhắc giấy tờ sắp hết hạn"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("EMAIL", "Thư điện tử"),
                                    ("ZALO", "Zalo"),
                                    ("SMS", "Tin nhắn SMS"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("is_on", models.BooleanField()),
                        ("chosen_at", models.DateTimeField()),
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
                            models.UniqueConstraint(
                                fields=("person", "kind", "channel"), name="choice_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
