import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("records", "0001_initial"),
        ("records", "0003_outgoing"),
        ("records", "0005_incoming"),
        ("records", "0007_search"),
        ("records", "0008_register_years"),
        ("records", "0010_dossiers"),
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
                    name="OfficialDocument",
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
                                choices=[
                                    (0, "Thường"),
                                    (1, "Khẩn"),
                                    (2, "Thượng khẩn"),
                                    (3, "Hỏa tốc"),
                                ],
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
                        ("recalled_at", models.DateTimeField(null=True)),
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
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "direction", "-id"], name="official_of_agency"
                            ),
                            models.Index(fields=["notation"], name="official_notation"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("agency", "direction", "register", "year", "number"),
                                name="official_number_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("outgoing", "ordinal"), name="revision_ordinal_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Destruction",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ người có thẩm quyền quyết định"),
                                    ("APPROVED", "Đã có quyết định, chờ thực hiện"),
                                    ("REFUSED", "Không đồng ý hủy"),
                                    ("DONE", "Đã hủy"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("proposed_by_name", models.CharField(max_length=120)),
                        ("proposed_at", models.DateTimeField()),
                        ("decision", models.CharField(blank=True, max_length=80)),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("decided_by_name", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("done_by_name", models.CharField(blank=True, max_length=120)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("file_count", models.PositiveIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-id"], name="destruction_of_agency")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["APPROVED", "DONE"]), _negated=True),
                                    models.Q(("decision", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="destruction_has_decision",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentTemplate",
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
                                fields=("agency", "name"),
                                name="template_name_unique",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dossier",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField()),
                        ("code", models.CharField(max_length=60)),
                        ("title", models.CharField(max_length=300)),
                        ("retention_code", models.CharField(max_length=40)),
                        ("retention_name", models.CharField(max_length=200)),
                        ("retention_years", models.PositiveSmallIntegerField(null=True)),
                        ("retention_source", models.CharField(max_length=400)),
                        ("retention_certainty", models.CharField(max_length=12)),
                        ("keeper_name", models.CharField(max_length=120)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Đang lập"),
                                    ("CLOSED", "Đã kết thúc, chờ nộp lưu"),
                                    ("HANDED_OVER", "Đã nộp, chờ lưu trữ tiếp nhận"),
                                    ("ARCHIVED", "Đã vào lưu trữ"),
                                    ("PROPOSED", "Đang xét hủy"),
                                    ("DESTROYED", "Đã hủy theo quyết định"),
                                ],
                                default="OPEN",
                                max_length=12,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("hand_over_by", models.DateField(null=True)),
                        ("archived_at", models.DateTimeField(null=True)),
                        ("destroyable_on", models.DateField(null=True)),
                        ("returned_reason", models.CharField(blank=True, max_length=500)),
                        ("is_held", models.BooleanField(default=False)),
                        ("hold_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "destruction",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossiers",
                                to="records.destruction",
                            ),
                        ),
                        (
                            "keeper",
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
                                fields=["agency", "state", "-id"], name="dossier_of_agency"
                            ),
                            models.Index(
                                fields=["agency", "state", "destroyable_on"],
                                name="dossier_past_keeping",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "year", "number"), name="dossier_number_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "OPEN"), ("closed_at__isnull", False), _connector="OR"
                                ),
                                name="dossier_closed_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "DESTROYED"), _negated=True),
                                    models.Q(("destruction__isnull", False), ("is_held", False)),
                                    _connector="OR",
                                ),
                                name="dossier_destroyed_by_decision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierEvent",
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
                        ("kind", models.CharField(max_length=40)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("at", models.DateTimeField()),
                        ("actor_name", models.CharField(max_length=120)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="records.dossier",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["dossier", "id"], name="dossier_event_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
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
                        ("file_count", models.PositiveIntegerField(default=0)),
                        ("byte_count", models.PositiveBigIntegerField(default=0)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=120)),
                        ("packed_at", models.DateTimeField(null=True)),
                        ("problems", models.JSONField(default=list)),
                        ("is_accepted", models.BooleanField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="records.dossier",
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
                ),
                migrations.CreateModel(
                    name="OfficialCopy",
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
                            "form",
                            models.CharField(
                                choices=[("SY", "Sao y"), ("SL", "Sao lục"), ("TrS", "Trích sao")],
                                max_length=3,
                            ),
                        ),
                        ("source_sha256", models.CharField(max_length=64)),
                        ("source_name", models.CharField(max_length=200)),
                        ("is_scan", models.BooleanField(default=False)),
                        (
                            "pages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("recipients", models.CharField(blank=True, max_length=500)),
                        ("copy_count", models.PositiveSmallIntegerField(default=1)),
                        ("problem", models.CharField(blank=True, max_length=300)),
                        ("asked_by", models.CharField(max_length=120)),
                        ("asked_at", models.DateTimeField()),
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
                        (
                            "source_copy",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="further_copies",
                                to="records.officialcopy",
                            ),
                        ),
                        (
                            "official",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="records.officialdocument",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["agency", "-id"], name="copy_of_agency")],
                    },
                ),
                migrations.CreateModel(
                    name="CopyPage",
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
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "copy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drawn",
                                to="records.officialcopy",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("copy", "ordinal"), name="copy_page_ordinal_unique"
                            )
                        ],
                    },
                ),
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
                        ("waiting_update", models.JSONField(null=True)),
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
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("ISSUED", "VOID", "WITHDRAWN")), _negated=True
                                ),
                                fields=["state"],
                                name="outgoing_open",
                            ),
                            models.Index(fields=["author"], name="outgoing_author"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Follower",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="identity.person",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("official", "person"), name="follower_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentLink",
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "target", "kind"), name="document_link_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="document_link_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentEvent",
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
                    options={
                        "indexes": [
                            models.Index(fields=["official", "id"], name="document_event_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Directive",
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
                        ("title", models.CharField(max_length=500)),
                        ("opinion", models.TextField()),
                        ("leader_name", models.CharField(max_length=120)),
                        ("given_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
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
                            "leader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "official",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="directives",
                                to="records.officialdocument",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                        ("media_type", models.CharField(max_length=100)),
                        (
                            "reading",
                            models.CharField(
                                choices=[
                                    ("READ", "Đã đọc nội dung"),
                                    ("WAITING", "Đang nhận dạng chữ trong bản quét"),
                                    ("UNREAD", "Chưa nhận dạng được chữ, cần người xem"),
                                    ("LOOKED", "Văn thư đã xem, không có dấu mật"),
                                ],
                                db_default="READ",
                                default="READ",
                                max_length=8,
                            ),
                        ),
                        ("added_by", models.CharField(max_length=120)),
                        ("added_at", models.DateTimeField()),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
                            ),
                        ),
                        (
                            "sealed",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "official",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="records.officialdocument",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Arrival",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("ARRIVED", "Mới đến, chờ vào sổ"),
                                    ("RETURNED", "Đã trả lại"),
                                    ("REGISTERED", "Chờ ý kiến lãnh đạo"),
                                    ("ASSIGNED", "Đã phân công"),
                                    ("IN_PROGRESS", "Đang giải quyết"),
                                    ("DONE", "Đã giải quyết xong"),
                                    ("SHUT_AWAY", "Đã chuyển cán bộ bảo vệ bí mật"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("SCAN", "Văn thư quét, tải lên"),
                                    ("DISPATCH", "Trục liên thông"),
                                    ("EMAIL", "Thư điện tử"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("inbound_id", models.BigIntegerField(null=True, unique=True)),
                        ("arrived_at", models.DateTimeField()),
                        ("acknowledge_by", models.DateTimeField()),
                        ("registered_at", models.DateTimeField(null=True)),
                        (
                            "conclusion",
                            models.CharField(
                                choices=[
                                    ("VALID", "Chữ ký số hợp lệ"),
                                    ("INVALID", "Chữ ký số không hợp lệ"),
                                    ("UNDETERMINED", "Chưa xác định được chữ ký số"),
                                    ("PAPER", "Bản giấy, văn thư đã đối chiếu"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reasons", models.JSONField(default=list)),
                        (
                            "reading",
                            models.CharField(
                                choices=[
                                    ("READ", "Đã đọc nội dung"),
                                    ("WAITING", "Đang nhận dạng chữ trong bản quét"),
                                    ("UNREAD", "Chưa nhận dạng được chữ, cần người xem"),
                                    ("LOOKED", "Văn thư đã xem, không có dấu mật"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("recipient", models.CharField(blank=True, max_length=300)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("page_count", models.PositiveIntegerField(default=0)),
                        ("returned_reason", models.CharField(blank=True, max_length=500)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("is_late_told", models.BooleanField(default=False)),
                        (
                            "official",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="arrival",
                                to="records.officialdocument",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "arrived_at"], name="arrival_waiting")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ARRIVED", "RETURNED", "SHUT_AWAY"]),
                                    ("registered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="arrival_registered_says_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpinionRequest",
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=("outgoing", "agency"),
                                name="opinion_asked_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingRegister",
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
                        ("code", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("first_year", models.PositiveSmallIntegerField()),
                        ("end_year", models.PositiveSmallIntegerField(null=True)),
                        ("opened_by", models.CharField(blank=True, max_length=120)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_by", models.CharField(blank=True, max_length=120)),
                        ("closed_at", models.DateTimeField(null=True)),
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
                                fields=("agency", "code"), name="outgoing_register_code"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuarantinedItem",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("SHUT", "Đang niêm phong"),
                                    ("DESTROYED", "Đã xóa khỏi hệ thống"),
                                    ("RELEASED", "Không mật, đã mở lại"),
                                ],
                                default="SHUT",
                                max_length=10,
                            ),
                        ),
                        (
                            "door",
                            models.CharField(
                                choices=[
                                    ("FIELDS", "Thông tin nhập vào"),
                                    ("TEXT", "Chữ trong tệp"),
                                    ("SCAN", "Chữ trong bản quét"),
                                    ("HEADER", "Đầu gói tin liên thông"),
                                    ("PERSON", "Người xem phát hiện"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("level", models.CharField(max_length=12)),
                        ("brought_by", models.CharField(max_length=120)),
                        ("arrived_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        ("reason", models.CharField(blank=True, max_length=500)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.storedfile",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("official", "code"), name="recipient_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                        ("title", models.CharField(max_length=500)),
                        ("giver_name", models.CharField(max_length=120)),
                        ("person_name", models.CharField(blank=True, max_length=120)),
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
                                    ("GIVEN", "Mới giao"),
                                    ("IN_PROGRESS", "Đang thực hiện"),
                                    ("REPORTED", "Đã báo cáo, chờ xác nhận"),
                                    ("DONE", "Hoàn thành"),
                                    ("CANCELLED", "Đã dừng"),
                                ],
                                default="GIVEN",
                                max_length=12,
                            ),
                        ),
                        ("percent", models.PositiveSmallIntegerField(default=0)),
                        ("given_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("done_at", models.DateTimeField(null=True)),
                        ("reminded_stage", models.PositiveSmallIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answered_tasks",
                                to="records.officialdocument",
                            ),
                        ),
                        (
                            "directive",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="records.directive",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "giver_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="records.task",
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
                        "indexes": [
                            models.Index(
                                fields=["agency", "state", "due_at"], name="task_of_agency"
                            ),
                            models.Index(
                                fields=["giver_agency", "state", "due_at"], name="task_by_giver"
                            ),
                            models.Index(fields=["state", "due_at"], name="task_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("percent__lte", 100)),
                                name="task_percent_of_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "DONE"), _negated=True),
                                    ("done_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="task_done_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchWords",
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
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                        (
                            "agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "dossier",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="records.dossier",
                            ),
                        ),
                        (
                            "official",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="records.officialdocument",
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="records.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["agency_ids", "words"], name="search_words_of_agency"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dossier__isnull", True),
                                        ("official__isnull", False),
                                        ("task__isnull", True),
                                    ),
                                    models.Q(
                                        ("dossier__isnull", True),
                                        ("official__isnull", True),
                                        ("task__isnull", False),
                                    ),
                                    models.Q(
                                        ("dossier__isnull", False),
                                        ("official__isnull", True),
                                        ("task__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="search_words_of_one_row",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("ASKED", "Chờ quyết định"),
                                    ("GRANTED", "Đồng ý"),
                                    ("REFUSED", "Không đồng ý"),
                                ],
                                default="ASKED",
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("former_due_at", models.DateTimeField()),
                        ("wanted_due_at", models.DateTimeField()),
                        ("asked_by", models.CharField(max_length=120)),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="records.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ASKED")),
                                fields=("task",),
                                name="extension_waits_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierItem",
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
                        ("added_at", models.DateTimeField()),
                        ("added_by", models.CharField(max_length=120)),
                        (
                            "dossier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="records.dossier",
                            ),
                        ),
                        (
                            "official",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossier_items",
                                to="records.officialdocument",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossier_items",
                                to="records.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("official__isnull", False), ("task__isnull", True)),
                                    models.Q(("official__isnull", True), ("task__isnull", False)),
                                    _connector="OR",
                                ),
                                name="dossier_item_is_one_thing",
                            ),
                            models.UniqueConstraint(
                                fields=("dossier", "official"), name="dossier_holds_document_once"
                            ),
                            models.UniqueConstraint(
                                fields=("dossier", "task"), name="dossier_holds_task_once"
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("dossier", "ordinal"),
                                name="dossier_place_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskNote",
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
                        ("kind", models.CharField(max_length=20)),
                        ("text", models.TextField(blank=True)),
                        ("percent", models.PositiveSmallIntegerField(null=True)),
                        (
                            "reading",
                            models.CharField(
                                choices=[
                                    ("READ", "Đã đọc nội dung"),
                                    ("WAITING", "Đang nhận dạng chữ trong bản quét"),
                                    ("UNREAD", "Chưa nhận dạng được chữ, cần người xem"),
                                    ("LOOKED", "Văn thư đã xem, không có dấu mật"),
                                ],
                                db_default="READ",
                                default="READ",
                                max_length=8,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("actor_name", models.CharField(max_length=120)),
                        ("agency_name", models.CharField(blank=True, max_length=200)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="records.task",
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
                ),
                migrations.CreateModel(
                    name="TaskParty",
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
                        ("name", models.CharField(max_length=200)),
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="records.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "agency", "person"),
                                name="task_party_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
