import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0004_replacement"),
        ("documents", "0005_scans"),
        ("documents", "0007_receipts"),
        ("documents", "0008_received_files"),
        ("documents", "0010_official_documents"),
        ("documents", "0011_long_term_protection"),
        ("documents", "0012_keys_elsewhere"),
        ("documents", "0014_annexes"),
        ("documents", "0015_reading_of_files"),
    ]

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
                    name="StoredFile",
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
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveBigIntegerField()),
                        ("media_type", models.CharField(max_length=100)),
                        ("created_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                        ("serial", models.CharField(max_length=80, unique=True)),
                        ("is_organisation", models.BooleanField()),
                        (
                            "issuer",
                            models.CharField(
                                choices=[
                                    ("DEVELOPMENT", "Nơi cấp để phát triển"),
                                    ("SERVICES", "Dịch vụ chứng thực"),
                                ],
                                db_default="DEVELOPMENT",
                                default="DEVELOPMENT",
                                max_length=12,
                            ),
                        ),
                        ("key_store", models.CharField(max_length=20)),
                        ("key_label", models.CharField(max_length=60, unique=True)),
                        ("pem", models.TextField()),
                        ("valid_from", models.DateTimeField()),
                        ("valid_to", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("revocation_reason", models.CharField(blank=True, max_length=200)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.position",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "person"], name="certificate_holder")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_organisation", True), ("person__isnull", True)),
                                    models.Q(("is_organisation", False), ("person__isnull", False)),
                                    _connector="OR",
                                ),
                                name="certificate_of_person_or_agency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                                name="certificate_period_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                                    ("SLIP", "Phiếu"),
                                    ("RESULT", "Kết quả giải quyết"),
                                    ("COPY", "Bản sao điện tử"),
                                    ("RECEIPT", "Biên lai"),
                                    ("OFFICIAL", "Văn bản hành chính"),
                                    ("ANNEX", "Văn bản kèm theo"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("template", models.CharField(max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Dự thảo"),
                                    ("AWAITING", "Đã lấy số, chờ người ký xác nhận"),
                                    ("SIGNED", "Đã ký, chờ đóng dấu"),
                                    ("ISSUED", "Đã ban hành"),
                                    ("REVOKED", "Đã thu hồi"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("subject", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=300)),
                        ("register", models.CharField(blank=True, max_length=40)),
                        ("year", models.PositiveSmallIntegerField(null=True)),
                        ("number", models.PositiveIntegerField(null=True)),
                        ("notation", models.CharField(blank=True, max_length=80)),
                        ("content", models.JSONField(default=dict)),
                        ("signature_place", models.JSONField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("issued_at", models.DateTimeField(null=True)),
                        ("protect_at", models.DateTimeField(null=True)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject"], name="document_subject"),
                            models.Index(
                                condition=models.Q(("protect_at__isnull", False)),
                                fields=["protect_at"],
                                name="document_protect_at",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("agency", "register", "year", "number"),
                                name="document_number_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntegrityRun",
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
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("last_file_id", models.BigIntegerField(default=0)),
                        ("file_count", models.PositiveBigIntegerField(default=0)),
                        ("byte_count", models.PositiveBigIntegerField(default=0)),
                        ("fault_count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("finished_at__isnull", True)),
                                fields=("finished_at",),
                                name="integrity_run_open_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntegrityFault",
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
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("is_missing", models.BooleanField()),
                        ("found_at", models.DateTimeField()),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="faults",
                                to="documents.integrityrun",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OutsideKey",
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
                            "way",
                            models.CharField(
                                choices=[
                                    ("REMOTE", "Dịch vụ ký số từ xa, xác nhận trên điện thoại"),
                                    ("PLUGIN", "Thiết bị ký trên máy của bạn (USB token)"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("holder_name", models.CharField(max_length=120)),
                        ("credential", models.CharField(blank=True, max_length=100)),
                        ("linked_at", models.DateTimeField()),
                        ("unlinked_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.certificate",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("unlinked_at__isnull", True)),
                                fields=("agency", "person"),
                                name="outside_key_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterCounter",
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
                        ("register", models.CharField(max_length=40)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last_number", models.PositiveIntegerField(default=0)),
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
                                fields=("agency", "register", "year"),
                                name="register_counter_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scan",
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
                        ("paper_code", models.CharField(max_length=60)),
                        ("title", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Đang xếp trang"),
                                    ("ORDERED", "Đang tạo bản sao"),
                                    ("DONE", "Đã có bản sao điện tử"),
                                ],
                                default="OPEN",
                                max_length=8,
                            ),
                        ),
                        ("page_count", models.PositiveSmallIntegerField(default=0)),
                        ("prepared_count", models.PositiveSmallIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("ordered_at", models.DateTimeField(null=True)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "DONE"), _negated=True),
                                fields=("subject", "paper_code"),
                                name="scan_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                        ("is_organisation", models.BooleanField()),
                        ("signer_name", models.CharField(max_length=200)),
                        ("signer_title", models.CharField(blank=True, max_length=200)),
                        ("certificate_serial", models.CharField(max_length=80)),
                        ("signed_at", models.DateTimeField()),
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
                                related_name="signatures",
                                to="documents.document",
                            ),
                        ),
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "ordinal"), name="signature_ordinal_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningSession",
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
                        ("handle", models.CharField(blank=True, max_length=200)),
                        ("return_path", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="documents.outsidekey",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["expires_at"],
                                name="signing_session_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningRequest",
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
                        (
                            "gap",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), size=2
                            ),
                        ),
                        ("attributes", models.BinaryField()),
                        ("page_digest", models.BinaryField()),
                        ("actor", models.JSONField()),
                        ("signer", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Chờ xác nhận ký"),
                                    ("SIGNED", "Đã ký"),
                                    ("FAILED", "Chưa ký được"),
                                ],
                                default="WAITING",
                                max_length=8,
                            ),
                        ),
                        ("failure", models.CharField(blank=True, max_length=60)),
                        ("notation", models.CharField(max_length=80)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.certificate",
                            ),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signing_request",
                                to="documents.document",
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="documents.outsidekey",
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
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="documents.signingsession",
                            ),
                        ),
                        (
                            "ready",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "WAITING")),
                                fields=["expires_at"],
                                name="signing_request_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "WAITING")),
                                fields=("subject",),
                                name="signing_request_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rendition",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Dự thảo"),
                                    ("SIGNED", "Đã ký"),
                                    ("ISSUED", "Bản phát hành"),
                                    ("ARCHIVED", "Bản phát hành có dấu thời gian lưu trữ"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField()),
                        ("created_at", models.DateTimeField()),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renditions",
                                to="documents.document",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renditions",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "ordinal"), name="rendition_ordinal_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReceivedFile",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("MAIN", "Văn bản"),
                                    ("ANNEX", "Phụ lục, tệp kèm theo"),
                                    ("ENVELOPE", "Gói tin"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("subject", models.CharField(max_length=60)),
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="received",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject"], name="received_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="FileReading",
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
                        ("ordered_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("is_whole", models.BooleanField(default=False)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reading",
                                to="documents.storedfile",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Upload",
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
                        ("name", models.CharField(max_length=200)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("purpose", models.CharField(max_length=60)),
                        ("original_sha256", models.CharField(max_length=64)),
                        ("page_count", models.PositiveIntegerField(default=1)),
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
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to="documents.storedfile",
                            ),
                        ),
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
                ),
                migrations.CreateModel(
                    name="ScanPage",
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
                        ("file_page", models.PositiveSmallIntegerField(default=1)),
                        ("rotation", models.PositiveSmallIntegerField(default=0)),
                        (
                            "scan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
                                to="documents.scan",
                            ),
                        ),
                        (
                            "prepared",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.upload",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("scan", "ordinal"),
                                name="scan_page_order_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rotation__in", (0, 90, 180, 270))),
                                name="scan_page_quarter_turns",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
