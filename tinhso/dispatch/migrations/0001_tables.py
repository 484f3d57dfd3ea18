import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("dispatch", "0001_initial"),
        ("dispatch", "0003_transmission_failed_at"),
        ("dispatch", "0004_reconciliation"),
        ("dispatch", "0005_health_in_exchange"),
        ("dispatch", "0006_shut_away"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("documents", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Partner",
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
                        ("organ_id", models.CharField(max_length=35, unique=True)),
                        ("name", models.CharField(max_length=200)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("email", models.CharField(blank=True, max_length=200)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("certificate_pem", models.TextField(blank=True)),
                        ("accepts_unsigned", models.BooleanField(default=False)),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(models.F("name"), function="tinhso_fold"),
                                output_field=models.CharField(max_length=400),
                            ),
                        ),
                    ],
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
                        ("at", models.DateTimeField()),
                        ("asked_by", models.CharField(max_length=120)),
                        ("counts", models.JSONField(default=dict)),
                        ("differences", models.JSONField(default=list)),
                        ("difference_count", models.PositiveIntegerField(default=0)),
                        ("error", models.CharField(blank=True, max_length=300)),
                    ],
                ),
                migrations.CreateModel(
                    name="Envelope",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("AXIS", "Trục liên thông"),
                                    ("INTERNAL", "Trong hệ thống"),
                                    ("UPLOAD", "Tải lên từ tệp"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("external_id", models.CharField(max_length=80)),
                        ("sha256", models.CharField(max_length=64)),
                        ("received_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("STORED", "Đã lưu, chờ đọc"),
                                    ("READ", "Đã đọc"),
                                    ("DUPLICATE", "Trùng, đã có"),
                                    ("REFUSED", "Không nhận được"),
                                    ("QUARANTINED", "Cách ly, có dấu chỉ độ mật"),
                                    ("DESTROYED", "Đã bàn giao và xóa"),
                                ],
                                default="STORED",
                                max_length=12,
                            ),
                        ),
                        ("sender_organ_id", models.CharField(blank=True, max_length=60)),
                        (
                            "signature",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("VALID", "Chữ ký hợp lệ"),
                                    ("UNSIGNED", "Không có chữ ký"),
                                    ("UNTRUSTED", "Chữ ký đúng nhưng chưa rõ của ai"),
                                    ("INVALID", "Chữ ký sai"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("refusal", models.CharField(blank=True, max_length=60)),
                        ("detail", models.CharField(blank=True, max_length=300)),
                        ("read_at", models.DateTimeField(null=True)),
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
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "-id"], name="dispatch_envelope_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("channel", "external_id"), name="dispatch_envelope_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InboundMessage",
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
                            "act",
                            models.CharField(
                                choices=[
                                    ("NEW", "Văn bản mới"),
                                    ("RECALL", "Thu hồi"),
                                    ("UPDATE", "Cập nhật"),
                                    ("REPLACE", "Thay thế"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("document_id", models.CharField(max_length=200)),
                        ("target_document_id", models.CharField(blank=True, max_length=200)),
                        ("content_sha256", models.CharField(max_length=64)),
                        ("sender_organ_id", models.CharField(max_length=35)),
                        ("sender_name", models.CharField(max_length=200)),
                        (
                            "signature",
                            models.CharField(
                                choices=[
                                    ("VALID", "Chữ ký hợp lệ"),
                                    ("UNSIGNED", "Không có chữ ký"),
                                    ("UNTRUSTED", "Chữ ký đúng nhưng chưa rõ của ai"),
                                    ("INVALID", "Chữ ký sai"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("type_code", models.CharField(max_length=10)),
                        ("type_name", models.CharField(max_length=100)),
                        ("subject", models.CharField(max_length=1000)),
                        ("signer_name", models.CharField(blank=True, max_length=200)),
                        ("signer_position", models.CharField(blank=True, max_length=200)),
                        ("issued_on", models.DateField()),
                        ("due_on", models.DateField(null=True)),
                        ("priority", models.PositiveSmallIntegerField(default=0)),
                        ("head", models.JSONField(default=dict)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ARRIVED", "Đã đến, chờ tiếp nhận"),
                                    ("RECEIVED", "Đã tiếp nhận"),
                                    ("ASSIGNED", "Đã phân công"),
                                    ("IN_PROGRESS", "Đang xử lý"),
                                    ("DONE", "Đã hoàn thành"),
                                    ("RETURNED", "Đã trả lại"),
                                    ("RECALLED", "Đã thu hồi"),
                                    ("REPLACED", "Đã có bản thay thế"),
                                    ("SHUT_AWAY", "Đã niêm phong vì có dấu mật"),
                                    ("CLOSED", "Đã trả lời"),
                                ],
                                default="ARRIVED",
                                max_length=12,
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("OPEN", "Chờ quyết định"),
                                    ("AGREED", "Đồng ý"),
                                    ("DECLINED", "Không đồng ý"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("registered_as", models.CharField(blank=True, max_length=80)),
                        ("copy_count", models.PositiveIntegerField(default=1)),
                        ("arrived_at", models.DateTimeField()),
                        ("acknowledge_by", models.DateTimeField()),
                        ("received_at", models.DateTimeField(null=True)),
                        ("is_late_told", models.BooleanField(default=False)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "envelope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="dispatch.envelope",
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="dispatch.inboundmessage",
                            ),
                        ),
                        (
                            "sender_agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dispatch.partner",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-id"], name="dispatch_in_newest"),
                            models.Index(
                                fields=["agency", "target_document_id"], name="dispatch_in_target"
                            ),
                            models.Index(
                                fields=["state", "acknowledge_by"], name="dispatch_in_due"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "document_id", "act", "content_sha256"),
                                name="dispatch_inbound_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InboundFile",
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
                        ("ordinal", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("media_type", models.CharField(max_length=100)),
                        ("description", models.CharField(blank=True, max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="dispatch.inboundmessage",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("message", "ordinal"), name="dispatch_file_ordinal"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingMessage",
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
                            "act",
                            models.CharField(
                                choices=[
                                    ("NEW", "Văn bản mới"),
                                    ("RECALL", "Thu hồi"),
                                    ("UPDATE", "Cập nhật"),
                                    ("REPLACE", "Thay thế"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("document_id", models.CharField(max_length=200)),
                        ("reference", models.CharField(blank=True, max_length=80)),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                        ("code", models.CharField(max_length=80)),
                        ("type_code", models.CharField(max_length=10)),
                        ("type_name", models.CharField(max_length=100)),
                        ("subject", models.CharField(max_length=1000)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("priority", models.PositiveSmallIntegerField(default=0)),
                        ("issued_on", models.DateField()),
                        ("created_at", models.DateTimeField()),
                        ("created_by", models.CharField(max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="dispatch.outgoingmessage",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "document_id"], name="dispatch_out_document"
                            ),
                            models.Index(
                                fields=["agency", "reference"], name="dispatch_out_reference"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transmission",
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
                        ("organ_id", models.CharField(max_length=35)),
                        ("recipient_name", models.CharField(max_length=200)),
                        ("document_id", models.CharField(max_length=200)),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("NEW", "Văn bản mới"),
                                    ("RECALL", "Thu hồi"),
                                    ("UPDATE", "Cập nhật"),
                                    ("REPLACE", "Thay thế"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("QUEUED", "Chờ gửi"),
                                    ("SENT", "Đã gửi"),
                                    ("FAILED", "Không gửi được"),
                                    ("ARRIVED", "Đã đến"),
                                    ("RETURNED", "Bị trả lại"),
                                    ("RECEIVED", "Đã tiếp nhận"),
                                    ("ASSIGNED", "Đã phân công"),
                                    ("IN_PROGRESS", "Đang xử lý"),
                                    ("DONE", "Đã hoàn thành"),
                                    ("TAKEN_BACK", "Đã thu hồi"),
                                ],
                                default="QUEUED",
                                max_length=12,
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("OPEN", "Chờ quyết định"),
                                    ("AGREED", "Đồng ý"),
                                    ("DECLINED", "Không đồng ý"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        ("queued_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("failed_at", models.DateTimeField(null=True)),
                        ("external_id", models.CharField(blank=True, max_length=80)),
                        ("turn_count", models.PositiveSmallIntegerField(default=1)),
                        ("attempt_count", models.PositiveIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("last_status_at", models.DateTimeField(null=True)),
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
                                related_name="transmissions",
                                to="dispatch.outgoingmessage",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="dispatch.partner",
                            ),
                        ),
                        (
                            "recipient_agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-id"], name="dispatch_sent_newest"),
                            models.Index(
                                fields=["document_id", "organ_id"], name="dispatch_sent_document"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("outgoing", "organ_id"), name="dispatch_transmission_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("partner__isnull", True),
                                        ("recipient_agency__isnull", False),
                                    ),
                                    models.Q(
                                        ("partner__isnull", False),
                                        ("recipient_agency__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispatch_one_recipient",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusRecord",
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
                            "direction",
                            models.CharField(
                                choices=[("OUT", "Ta báo đi"), ("IN", "Nơi nhận báo về")],
                                max_length=3,
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("01", "Đã đến"),
                                    ("02", "Từ chối, trả lại"),
                                    ("03", "Đã tiếp nhận"),
                                    ("04", "Đã phân công xử lý"),
                                    ("05", "Đang xử lý"),
                                    ("06", "Đã hoàn thành"),
                                    ("13", "Đã xóa theo yêu cầu thu hồi"),
                                    ("15", "Đồng ý thu hồi, cập nhật"),
                                    ("16", "Không đồng ý thu hồi, cập nhật"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("description", models.CharField(blank=True, max_length=500)),
                        ("reported_by", models.CharField(blank=True, max_length=200)),
                        ("organ_id", models.CharField(max_length=35)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("attempt_count", models.PositiveIntegerField(default=0)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statuses",
                                to="dispatch.inboundmessage",
                            ),
                        ),
                        (
                            "transmission",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statuses",
                                to="dispatch.transmission",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("direction", "IN"), ("transmission__isnull", False)),
                                    models.Q(("direction", "OUT"), ("message__isnull", False)),
                                    _connector="OR",
                                ),
                                name="dispatch_status_about",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
