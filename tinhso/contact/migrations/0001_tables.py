import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("contact", "0001_initial"),
        ("contact", "0003_calls_and_channels"),
        ("contact", "0005_lists_numbers_pictures_followers"),
        ("contact", "0007_national_reports"),
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
                    name="ApiKey",
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
                        ("name", models.CharField(max_length=120)),
                        ("key_index", models.BinaryField(max_length=32, unique=True)),
                        ("is_active", models.BooleanField(default=True)),
                        ("answers_with_token", models.BooleanField(default=False)),
                        ("most_a_minute", models.PositiveIntegerField(default=60)),
                        ("created_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="EscalationStep",
                    fields=[
                        (
                            "percent",
                            models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("tells_centre", models.BooleanField(default=False)),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                    ],
                ),
                migrations.CreateModel(
                    name="TellingMark",
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
                        ("last_event_id", models.BigIntegerField(default=0)),
                        ("told_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=40, primary_key=True, serialize=False),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120)),
                        ("hint", models.CharField(blank=True, max_length=200)),
                        ("hint_en", models.CharField(blank=True, max_length=200)),
                        ("words", models.CharField(blank=True, max_length=400)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("needs_place", models.BooleanField(default=False)),
                        ("needs_after_photo", models.BooleanField(default=False)),
                        ("is_publishable", models.BooleanField(default=True)),
                        ("is_active", models.BooleanField(default=True)),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="contact.category",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Article",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("procedure_slug", models.CharField(blank=True, max_length=120)),
                        ("title", models.CharField(max_length=200)),
                        ("search_text", models.TextField()),
                        ("is_public", models.BooleanField(default=True)),
                        ("is_withdrawn", models.BooleanField(default=False)),
                        ("review_by", models.DateField(null=True)),
                        ("used_count", models.PositiveIntegerField(default=0)),
                        ("helped_count", models.PositiveIntegerField(default=0)),
                        ("not_helped_count", models.PositiveIntegerField(default=0)),
                        (
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.category",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="contact_article_search",
                                opclasses=["gin_trgm_ops"],
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerTemplate",
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
                        ("is_refusal", models.BooleanField(default=False)),
                        ("title", models.CharField(max_length=120)),
                        ("text", models.TextField()),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
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
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.category",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Centre",
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
                        ("is_active", models.BooleanField(default=True)),
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
                                condition=models.Q(("is_active", True)),
                                fields=("is_active",),
                                name="contact_centre_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                        ("code", models.CharField(max_length=20, unique=True)),
                        ("secret_index", models.BinaryField(max_length=32)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("QUESTION", "Hỏi đáp"),
                                    ("FIELD_REPORT", "Phản ánh hiện trường"),
                                    ("REGULATION_REPORT", "Phản ánh, kiến nghị về quy định"),
                                    ("COMPLAINT", "Khiếu nại"),
                                    ("DENUNCIATION", "Tố cáo"),
                                    ("EMERGENCY", "Khẩn cấp"),
                                    ("OTHER", "Nội dung khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("WEB", "Trang web"),
                                    ("APP", "Ứng dụng"),
                                    ("PHONE", "Điện thoại 1022"),
                                    ("EMAIL", "Thư điện tử"),
                                    ("CHAT", "Tin nhắn"),
                                    ("OPEN311", "Ứng dụng khác (Open311)"),
                                    ("COUNTER", "Tại quầy"),
                                    ("NATIONAL", "Cổng Dịch vụ công quốc gia"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("NEW", "Mới tiếp nhận"),
                                    ("FORWARDED", "Đã chuyển cơ quan"),
                                    ("IN_PROGRESS", "Đang giải quyết"),
                                    ("WAITING", "Chờ người gửi bổ sung"),
                                    ("SUBMITTED", "Chờ duyệt trả lời"),
                                    ("ANSWERED", "Đã trả lời"),
                                    ("REFUSED", "Không tiếp nhận"),
                                    ("HANDED_OVER", "Chuyển thủ tục riêng"),
                                    ("LINKED", "Theo dõi cùng phản ánh khác"),
                                    ("WITHDRAWN", "Người gửi đã rút"),
                                ],
                                default="NEW",
                                max_length=12,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("NORMAL", "Bình thường"),
                                    ("HIGH", "Cao"),
                                    ("URGENT", "Khẩn"),
                                ],
                                default="NORMAL",
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("language", models.CharField(default="vi", max_length=5)),
                        ("latitude", models.FloatField(null=True)),
                        ("longitude", models.FloatField(null=True)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("reporter_name", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("reporter_phone", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("reporter_email", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("phone_index", models.BinaryField(max_length=32, null=True)),
                        ("email_index", models.BinaryField(max_length=32, null=True)),
                        ("visitor_index", models.BinaryField(max_length=32, null=True)),
                        ("is_name_public", models.BooleanField(default=False)),
                        ("is_known_to_agency", models.BooleanField(default=True)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("assignee_name", models.CharField(blank=True, max_length=120)),
                        ("hop_count", models.PositiveSmallIntegerField(default=0)),
                        (
                            "route_reasons",
                            models.JSONField(
                                default=list, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("step_due_at", models.DateTimeField(null=True)),
                        (
                            "promise",
                            models.JSONField(
                                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        ("paused_since", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("escalated_percent", models.PositiveSmallIntegerField(default=0)),
                        (
                            "public_state",
                            models.CharField(
                                choices=[
                                    ("HIDDEN", "Không công khai"),
                                    ("WAITING", "Chờ duyệt công khai"),
                                    ("PUBLISHED", "Đã công khai"),
                                    ("WITHDRAWN", "Đã ẩn"),
                                ],
                                default="HIDDEN",
                                max_length=10,
                            ),
                        ),
                        ("public_text", models.TextField(blank=True)),
                        ("public_answer", models.TextField(blank=True)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("search_text", models.TextField(blank=True)),
                        ("follower_count", models.PositiveIntegerField(default=0)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.area",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.category",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="contact.contact",
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
                            "proposed_agency",
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
                            models.Index(
                                condition=models.Q(("closed_at__isnull", False)),
                                fields=["agency", "-received_at", "-id"],
                                name="contact_agency_closed",
                            ),
                            models.Index(
                                fields=["public_state", "-published_at", "-id"],
                                name="contact_public",
                            ),
                            models.Index(
                                condition=models.Q(("latitude__isnull", False)),
                                fields=["latitude", "longitude"],
                                name="contact_place",
                            ),
                            models.Index(fields=["area", "-received_at"], name="contact_in_area"),
                            models.Index(
                                condition=models.Q(("phone_index__isnull", False)),
                                fields=["phone_index"],
                                name="contact_phone",
                            ),
                            models.Index(
                                condition=models.Q(("email_index__isnull", False)),
                                fields=["email_index"],
                                name="contact_email",
                            ),
                            models.Index(
                                condition=models.Q(("person__isnull", False)),
                                fields=["person", "-received_at"],
                                name="contact_person",
                            ),
                            models.Index(
                                condition=models.Q(("visitor_index__isnull", False)),
                                fields=["visitor_index", "received_at"],
                                name="contact_visitor",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["due_at"],
                                name="contact_open_due",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["agency", "due_at", "id"],
                                name="contact_agency_open",
                            ),
                            models.Index(
                                condition=models.Q(("public_state", "WAITING")),
                                fields=["due_at", "id"],
                                name="contact_to_publish",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="contact_search",
                                opclasses=["gin_trgm_ops"],
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "DENUNCIATION"), _negated=True),
                                    models.Q(
                                        ("address", ""),
                                        ("latitude__isnull", True),
                                        ("public_state", "HIDDEN"),
                                        ("public_text", ""),
                                        ("search_text", ""),
                                        ("text", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="contact_denunciation_is_secret",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("public_state", "PUBLISHED"), _negated=True),
                                    models.Q(("public_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contact_published_has_masked_text",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("latitude__isnull", True), ("longitude__isnull", True)
                                    ),
                                    models.Q(
                                        ("latitude__isnull", False), ("longitude__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="contact_point_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of__isnull", True),
                                    models.Q(("duplicate_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="contact_not_its_own_duplicate",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                        ("exchange_id", models.CharField(max_length=120, unique=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[("IN", "Gọi đến"), ("OUT", "Gọi đi")],
                                default="IN",
                                max_length=3,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RINGING", "Đang đổ chuông"),
                                    ("TALKING", "Đang nói chuyện"),
                                    ("ENDED", "Đã kết thúc"),
                                    ("MISSED", "Gọi nhỡ"),
                                ],
                                default="RINGING",
                                max_length=8,
                            ),
                        ),
                        ("number", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("number_index", models.BinaryField(max_length=32, null=True)),
                        ("number_kind", models.CharField(default="HIDDEN", max_length=8)),
                        ("line", models.CharField(blank=True, max_length=40)),
                        ("rang_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("heard_at", models.DateTimeField()),
                        ("answered_by", models.CharField(blank=True, max_length=80)),
                        ("operator_name", models.CharField(blank=True, max_length=120)),
                        ("cause", models.CharField(blank=True, max_length=40)),
                        ("recording_url", models.CharField(blank=True, max_length=500)),
                        ("recording_seconds", models.PositiveIntegerField(default=0)),
                        (
                            "wrap_up",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ANSWERED", "Trả lời ngay"),
                                    ("RECORDED", "Đã ghi nhận phản ánh"),
                                    ("FOLLOW_UP", "Hỏi tiếp phản ánh cũ"),
                                    ("EMERGENCY", "Khẩn cấp, đã chuyển 113/114/115"),
                                    ("PRANK", "Quấy rối, trêu đùa"),
                                    ("SILENT", "Không nói gì, nhầm số"),
                                    ("OTHER", "Nội dung khác"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("remark", models.TextField(blank=True)),
                        ("wrapped_up_at", models.DateTimeField(null=True)),
                        ("called_back_at", models.DateTimeField(null=True)),
                        ("called_back_by", models.CharField(blank=True, max_length=120)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "recording",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.receivedfile",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "-heard_at", "-id"], name="contact_call_latest"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["RINGING", "TALKING"])),
                                fields=["agency", "heard_at"],
                                name="contact_call_live",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("called_back_at__isnull", True), ("state", "MISSED")
                                ),
                                fields=["agency", "-ended_at"],
                                name="contact_call_missed",
                            ),
                            models.Index(
                                condition=models.Q(("number_index__isnull", False)),
                                fields=["number_index", "-heard_at"],
                                name="contact_call_number",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "TALKING"), _negated=True),
                                    ("answered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="contact_call_talking_was_answered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Dự thảo"),
                                    ("SUBMITTED", "Chờ duyệt"),
                                    ("RETURNED", "Trả lại để sửa"),
                                    ("PUBLISHED", "Đã gửi người dân"),
                                ],
                                default="DRAFT",
                                max_length=10,
                            ),
                        ),
                        ("is_refusal", models.BooleanField(default=False)),
                        ("agency_name", models.CharField(max_length=200)),
                        ("author_name", models.CharField(max_length=120)),
                        ("written_at", models.DateTimeField()),
                        ("approver_name", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("remark", models.TextField(blank=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contact", "number"), name="contact_answer_number"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactEvent",
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
                        ("act", models.CharField(max_length=24)),
                        ("actor_reference", models.CharField(max_length=40)),
                        ("actor_name", models.CharField(blank=True, max_length=120)),
                        ("agency_name", models.CharField(blank=True, max_length=200)),
                        ("note", models.TextField(blank=True)),
                        ("is_public", models.BooleanField(default=False)),
                        (
                            "facts",
                            models.JSONField(
                                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["contact", "id"], name="contact_event_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactLink",
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
                                    ("CASE", "Hồ sơ thủ tục hành chính"),
                                    ("TASK", "Nhiệm vụ"),
                                    ("DOCUMENT", "Văn bản"),
                                    ("CALL", "Cuộc gọi"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("subject", models.CharField(max_length=80)),
                        ("label", models.CharField(max_length=200)),
                        ("url", models.CharField(blank=True, max_length=300)),
                        ("created_at", models.DateTimeField()),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject"], name="contact_link_subject")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contact", "subject"), name="contact_link_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPhoto",
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
                                    ("BEFORE", "Hiện trạng"),
                                    ("AFTER", "Sau khi xử lý"),
                                    ("RECORDING", "Ghi âm"),
                                    ("OTHER", "Tài liệu kèm"),
                                ],
                                default="BEFORE",
                                max_length=10,
                            ),
                        ),
                        ("is_public", models.BooleanField(default=False)),
                        ("is_checked", models.BooleanField(db_default=False, default=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="contact.contact",
                            ),
                        ),
                        (
                            "masked",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.upload",
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
                ),
                migrations.CreateModel(
                    name="Conversation",
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
                        ("provider", models.CharField(max_length=20)),
                        ("user_id", models.CharField(max_length=80)),
                        ("name", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("last_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conversations",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "-last_at"], name="contact_conversation_latest"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("provider", "user_id"), name="contact_conversation_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChatMessage",
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
                        ("message_id", models.CharField(max_length=120)),
                        (
                            "way",
                            models.CharField(choices=[("IN", "Đến"), ("OUT", "Đi")], max_length=3),
                        ),
                        ("text", tinhso.core.sealed.SealedTextField()),
                        ("author_name", models.CharField(blank=True, max_length=120)),
                        ("at", models.DateTimeField()),
                        (
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chat_messages",
                                to="contact.contact",
                            ),
                        ),
                        (
                            "conversation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="contact.conversation",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["conversation", "id"], name="contact_chat_order")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("conversation", "message_id"),
                                name="contact_chat_message_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeadlineRule",
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
                        (
                            "clock",
                            models.CharField(
                                choices=[
                                    ("WHOLE", "Trả lời người dân"),
                                    ("FORWARD", "Trung tâm chuyển đi"),
                                    ("STEP", "Một cơ quan giải quyết"),
                                ],
                                default="WHOLE",
                                max_length=8,
                            ),
                        ),
                        ("amount", models.PositiveSmallIntegerField()),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("WORKING_HOUR", "giờ làm việc"),
                                    ("WORKING_DAY", "ngày làm việc"),
                                    ("CALENDAR_DAY", "ngày"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("source", models.CharField(max_length=300)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        (
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.category",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "category", "clock", "valid_from"),
                                name="contact_deadline_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Denunciation",
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
                        ("text", tinhso.core.sealed.SealedTextField()),
                        ("place", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("accused", tinhso.core.sealed.SealedTextField(blank=True)),
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
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="denunciation",
                                to="contact.contact",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Escalation",
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
                        ("percent", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("told_count", models.PositiveSmallIntegerField(default=0)),
                        ("hop", models.PositiveSmallIntegerField(default=0)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contact", "hop", "percent"), name="contact_escalation_once"
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
                        ("asked_reference", models.CharField(max_length=40)),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ASKED")),
                                fields=("contact",),
                                name="contact_extension_waits_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Filing",
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
                        ("token", models.CharField(max_length=26, unique=True)),
                        ("account_id", models.CharField(blank=True, max_length=120)),
                        ("media_url", models.CharField(blank=True, max_length=500)),
                        ("answers", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField()),
                        (
                            "api_key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filings",
                                to="contact.apikey",
                            ),
                        ),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filing",
                                to="contact.contact",
                            ),
                        ),
                    ],
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
                        ("email", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("email_index", models.BinaryField(max_length=32, null=True)),
                        ("address_index", models.BinaryField(max_length=32, null=True)),
                        ("token", models.CharField(max_length=26, unique=True)),
                        ("since_at", models.DateTimeField()),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="contact.contact",
                            ),
                        ),
                        (
                            "own_contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follows",
                                to="contact.contact",
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
                                condition=models.Q(("person__isnull", False)),
                                fields=("contact", "person"),
                                name="contact_follower_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("email_index__isnull", False)),
                                fields=("contact", "email_index"),
                                name="contact_follower_email_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("address_index__isnull", False)),
                                fields=("contact", "address_index"),
                                name="contact_follower_address_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowRequest",
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
                        ("address_index", models.BinaryField(max_length=32)),
                        ("code_index", models.BinaryField(max_length=32)),
                        ("token", models.CharField(max_length=26, unique=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("asked_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.contact",
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
                                fields=["address_index", "asked_at"], name="contact_follow_asked"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handset",
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
                        ("number", models.CharField(max_length=20)),
                        ("person_name", models.CharField(blank=True, max_length=120)),
                        ("since", models.DateTimeField(null=True)),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "number"), name="contact_handset_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("person",),
                                name="contact_handset_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hop",
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
                        ("reasons", models.JSONField(default=list)),
                        ("from_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("to_at", models.DateTimeField(null=True)),
                        ("returned_because", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hops",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contact", "ordinal"), name="contact_hop_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("to_at__isnull", True)),
                                fields=("contact",),
                                name="contact_hop_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                        ("message_id", models.CharField(max_length=250, unique=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[("IN", "Đến"), ("OUT", "Đi")], default="IN", max_length=3
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("TAKEN", "Đã thành phản ánh"),
                                    ("ADDED", "Bổ sung vào phản ánh"),
                                    ("AUTOMATIC", "Thư tự động, không trả lời"),
                                    ("LOOPING", "Thư lặp, không trả lời"),
                                    ("UNREADABLE", "Không đọc được, cần người xem"),
                                    ("SENT", "Đã gửi"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("correspondent", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("correspondent_index", models.BinaryField(max_length=32, null=True)),
                        ("subject", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("text", tinhso.core.sealed.SealedTextField(blank=True)),
                        (
                            "refused_files",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200), default=list, size=None
                            ),
                        ),
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
                            "contact",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "-at", "-id"], name="contact_letter_latest"
                            ),
                            models.Index(
                                fields=["correspondent_index", "-at"], name="contact_letter_from"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NationalReport",
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
                        ("national_code", models.CharField(max_length=60, unique=True)),
                        ("told_answer", models.PositiveSmallIntegerField(default=0)),
                        ("arrived_at", models.DateTimeField()),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="national_report",
                                to="contact.contact",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Pause",
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
                        ("question", models.TextField()),
                        ("from_at", models.DateTimeField()),
                        ("ends_by", models.DateTimeField()),
                        ("to_at", models.DateTimeField(null=True)),
                        ("reply", models.TextField(blank=True)),
                        ("former_state", models.CharField(max_length=12)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_at__isnull", True)),
                                fields=("contact",),
                                name="contact_pause_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualityReview",
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
                        ("reviewer_name", models.CharField(max_length=120)),
                        ("reviewer_reference", models.CharField(max_length=40)),
                        ("operator_reference", models.CharField(blank=True, max_length=40)),
                        ("courtesy", models.PositiveSmallIntegerField()),
                        ("correctness", models.PositiveSmallIntegerField()),
                        ("completeness", models.PositiveSmallIntegerField()),
                        ("note", models.TextField(blank=True)),
                        ("at", models.DateTimeField()),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completeness__range", (1, 5)),
                                    ("correctness__range", (1, 5)),
                                    ("courtesy__range", (1, 5)),
                                ),
                                name="contact_review_one_to_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
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
                        ("agency_id_then", models.BigIntegerField(db_index=True)),
                        ("score", models.PositiveSmallIntegerField()),
                        ("comment", models.TextField(blank=True)),
                        ("rated_at", models.DateTimeField()),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rating",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__gte", 1), ("score__lte", 5)),
                                name="contact_rating_one_to_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reopening",
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
                                    ("ASKED", "Chờ xem xét"),
                                    ("GRANTED", "Đồng ý, xử lý lại"),
                                    ("REFUSED", "Không xử lý lại"),
                                ],
                                default="ASKED",
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("asked_at", models.DateTimeField()),
                        ("handler_reference", models.CharField(blank=True, max_length=40)),
                        ("decided_by", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reopenings",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ASKED")),
                                fields=("contact",),
                                name="contact_reopening_waits_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteBook",
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
                        ("number", models.PositiveIntegerField(unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Bản thảo"),
                                    ("IN_FORCE", "Đang dùng"),
                                    ("RETIRED", "Đã thay"),
                                ],
                                default="DRAFT",
                                max_length=8,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("author_name", models.CharField(blank=True, max_length=120)),
                        ("created_at", models.DateTimeField()),
                        ("in_force_since", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["DRAFT", "IN_FORCE"])),
                                fields=("state",),
                                name="contact_route_book_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteRule",
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
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        (
                            "areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10), default=list, size=None
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("COMMUNE", "UBND cấp xã nơi xảy ra"),
                                    ("DISTRICT", "UBND cấp huyện nơi xảy ra"),
                                    ("AGENCY", "Cơ quan nêu tên"),
                                    ("CENTRE", "Trung tâm 1022 giữ lại"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("agency_code", models.CharField(blank=True, max_length=35)),
                        ("is_direct", models.BooleanField(default=False)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "book",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="contact.routebook",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["ordinal", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("target", "AGENCY"), _negated=True),
                                    models.Q(("agency_code", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contact_route_names_its_agency",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
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
                        ("person_name", models.CharField(max_length=120)),
                        ("from_at", models.DateTimeField()),
                        ("planned_to", models.DateTimeField(null=True)),
                        ("to_at", models.DateTimeField(null=True)),
                        ("is_away", models.BooleanField(default=False)),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_at__isnull", True)),
                                fields=("person",),
                                name="contact_shift_open_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                        ("email", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("email_index", models.BinaryField(max_length=32, null=True)),
                        ("area_code", models.CharField(max_length=10)),
                        ("token", models.CharField(max_length=26, unique=True)),
                        ("created_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("told_until", models.DateTimeField(null=True)),
                        (
                            "category",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contact.category",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SubTask",
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
                        ("question", models.TextField()),
                        ("answer", models.TextField(blank=True)),
                        ("asked_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=120)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subtasks",
                                to="contact.contact",
                            ),
                        ),
                        (
                            "lead_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=["agency", "due_at"],
                                name="contact_subtask_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuggestionRecord",
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
                            "field",
                            models.CharField(
                                choices=[
                                    ("CATEGORY", "Lĩnh vực"),
                                    ("AGENCY", "Cơ quan"),
                                    ("URGENCY", "Mức khẩn"),
                                    ("DUPLICATE", "Trùng phản ánh"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("model_version", models.CharField(max_length=40)),
                        ("value", models.CharField(max_length=80)),
                        ("confidence", models.FloatField()),
                        (
                            "words",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), default=list, size=None
                            ),
                        ),
                        ("suggested_at", models.DateTimeField()),
                        ("chosen", models.CharField(blank=True, max_length=80)),
                        ("chosen_by", models.CharField(blank=True, max_length=40)),
                        ("chosen_at", models.DateTimeField(null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggestions",
                                to="contact.contact",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["field", "chosen_at"], name="contact_suggestion_chosen"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("contact", "field"), name="contact_suggestion_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Bản thảo"),
                                    ("PUBLISHED", "Đang dùng"),
                                    ("RETIRED", "Bản cũ"),
                                ],
                                default="DRAFT",
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("author_name", models.CharField(max_length=120)),
                        ("author_reference", models.CharField(max_length=40)),
                        ("approver_name", models.CharField(blank=True, max_length=120)),
                        ("created_at", models.DateTimeField()),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="contact.article",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "number"), name="contact_article_number"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["DRAFT", "PUBLISHED"])),
                                fields=("article", "state"),
                                name="contact_article_state_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallNotice",
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
                        ("event", models.CharField(max_length=12)),
                        ("at", models.DateTimeField()),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="contact.call",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "event"), name="contact_call_event_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
