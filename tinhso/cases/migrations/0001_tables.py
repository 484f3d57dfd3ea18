import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0003_paper_ways"),
        ("cases", "0004_every_path"),
        ("cases", "0006_variant_and_assistance"),
        ("cases", "0007_paper_duties"),
        ("cases", "0009_mandates"),
        ("cases", "0010_public_numbers"),
        ("cases", "0012_fee_and_waiting"),
        ("cases", "0013_readers"),
        ("cases", "0015_co_signatures"),
        ("cases", "0017_draft_keeping"),
        ("cases", "0018_origin"),
        ("cases", "0019_synchronisation"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("documents", "0001_tables"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
        ("procedures", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="CountingMark",
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
                        ("counted_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SyncMark",
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
                    ],
                ),
                migrations.CreateModel(
                    name="Case",
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
                        ("code", models.CharField(max_length=60, null=True, unique=True)),
                        ("procedure_name", models.CharField(max_length=400)),
                        ("applicant_name", models.CharField(max_length=120)),
                        (
                            "applicant_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.F("applicant_name"), function="tinhso_fold"
                                ),
                                output_field=models.CharField(max_length=240),
                            ),
                        ),
                        ("variant", models.CharField(blank=True, default="", max_length=80)),
                        (
                            "representative_name",
                            models.CharField(blank=True, db_default="", default="", max_length=120),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("ONLINE", "Trực tuyến"),
                                    ("NATIONAL_PORTAL", "Cổng Dịch vụ công quốc gia"),
                                    ("COUNTER", "Tại quầy"),
                                    ("POST", "Bưu chính công ích"),
                                    ("ASSISTED", "Tổ công nghệ số cộng đồng hỗ trợ"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("FILED", "Mới nộp"),
                                    ("ACCEPTED", "Đã tiếp nhận"),
                                    ("REFUSED", "Không tiếp nhận"),
                                    ("IN_PROGRESS", "Đang giải quyết"),
                                    ("SUPPLEMENT_REQUESTED", "Chờ bổ sung"),
                                    ("PAYMENT_REQUESTED", "Chờ nộp phí, lệ phí"),
                                    ("WITHDRAWN", "Đã rút"),
                                    ("STOPPED", "Dừng giải quyết"),
                                    ("FINISHED", "Đã có kết quả"),
                                    ("RETURNED", "Đã trả kết quả"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(blank=True, db_default="", default="", max_length=80),
                        ),
                        ("form", models.JSONField(default=dict)),
                        ("result_fields", models.JSONField(default=dict)),
                        ("fee_vnd", models.PositiveBigIntegerField(default=0)),
                        ("fee_exemption", models.CharField(blank=True, default="", max_length=40)),
                        ("filed_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField(null=True)),
                        ("accepted_at", models.DateTimeField(null=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("returned_at", models.DateTimeField(null=True)),
                        ("due_reasons", models.JSONField(default=list)),
                        ("step_code", models.CharField(blank=True, max_length=40)),
                        ("step_role", models.CharField(blank=True, max_length=16)),
                        ("step_due_at", models.DateTimeField(null=True)),
                        ("event_count", models.PositiveIntegerField(default=0)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        ("extended_minutes", models.PositiveIntegerField(db_default=0, default=0)),
                        (
                            "reschedule_count",
                            models.PositiveSmallIntegerField(db_default=0, default=0),
                        ),
                        (
                            "escalation_percent",
                            models.PositiveSmallIntegerField(db_default=0, default=0),
                        ),
                        ("watch_at", models.DateTimeField(null=True)),
                        (
                            "branch_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                db_default=[],
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "awaits_stop_notice",
                            models.BooleanField(db_default=False, default=False),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="identity.person",
                            ),
                        ),
                        (
                            "assisted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "assisting_agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "competent_agency",
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
                            "receiving_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "step_agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "step_person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("ACCEPTED", "IN_PROGRESS", "FINISHED"))
                                ),
                                fields=["step_agency", "step_role", "due_at", "id"],
                                name="case_worklist",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("ACCEPTED", "IN_PROGRESS", "FINISHED"))
                                ),
                                fields=["step_agency", "due_at", "id"],
                                name="case_unit_worklist",
                            ),
                            models.Index(
                                condition=models.Q(("state", "FILED")),
                                fields=["receiving_agency", "filed_at", "id"],
                                name="case_new_filings",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED"))
                                ),
                                fields=["receiving_agency", "filed_at", "id"],
                                name="case_received_waiting",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ("SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED"))
                                ),
                                fields=["competent_agency", "filed_at", "id"],
                                name="case_competent_waiting",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("decided_at__isnull", True),
                                    ("state__in", ("ACCEPTED", "IN_PROGRESS")),
                                ),
                                fields=["watch_at", "id"],
                                name="case_to_watch",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("escalation_percent__gt", 0),
                                    ("state__in", ("ACCEPTED", "IN_PROGRESS")),
                                ),
                                fields=["competent_agency", "due_at", "id"],
                                name="case_told_to_heads",
                            ),
                            models.Index(
                                condition=models.Q(("awaits_stop_notice", True)),
                                fields=["receiving_agency", "id"],
                                name="case_awaits_stop_notice",
                            ),
                            models.Index(
                                fields=["applicant", "-filed_at", "-id"], name="case_of_applicant"
                            ),
                            models.Index(
                                fields=["receiving_agency", "-filed_at", "-id"],
                                name="case_received",
                            ),
                            models.Index(
                                fields=["competent_agency", "-filed_at", "-id"],
                                name="case_competent",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["reader_agency_ids"], name="case_readers"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseBranch",
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
                        ("group", models.PositiveSmallIntegerField()),
                        ("task", models.TextField()),
                        ("hours", models.PositiveSmallIntegerField()),
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.CharField(max_length=120)),
                        ("due_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(blank=True, max_length=120)),
                        ("outcome", models.CharField(blank=True, max_length=12)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="branches",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["agency", "due_at", "id"],
                                name="case_branch_worklist",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("case", "agency"),
                                name="case_branch_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hours__gte", 1)), name="case_branch_hours"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseCodeCounter",
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
                        ("day", models.DateField()),
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
                                fields=("agency", "day"), name="case_code_counter_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseCorrection",
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
                                choices=[("CORRECTION", "Đính chính"), ("REISSUE", "Cấp lại")],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("fields", models.JSONField(default=dict)),
                        ("prepared_by", models.CharField(max_length=120)),
                        ("prepared_at", models.DateTimeField()),
                        ("issued_at", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="cases.case",
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
                            "former",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("issued_at__isnull", True)),
                                fields=("case",),
                                name="correction_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
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
                        ("kind", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("actor_reference", models.CharField(max_length=40)),
                        ("actor_name", models.CharField(max_length=120)),
                        ("agency_name", models.CharField(blank=True, max_length=200)),
                        ("from_state", models.CharField(blank=True, max_length=24)),
                        ("to_state", models.CharField(max_length=24)),
                        ("facts", models.JSONField(default=dict)),
                        ("changes", models.JSONField(default=dict)),
                        ("is_public", models.BooleanField(default=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "ordinal"), name="case_event_ordinal_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CasePaper",
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
                        ("paper_code", models.CharField(max_length=60)),
                        ("name", models.CharField(max_length=400)),
                        ("is_current", models.BooleanField(default=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("UPLOADED", "Tải lên"),
                                    ("REUSED", "Dùng lại từ kho"),
                                    ("DIGITISED", "Số hóa tại quầy"),
                                ],
                                default="UPLOADED",
                                max_length=10,
                            ),
                        ),
                        ("had_offer", models.BooleanField(default=False)),
                        ("provenance", models.JSONField(default=dict)),
                        ("added_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="cases.case",
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
                    name="CasePause",
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
                        ("reason", models.CharField(max_length=24)),
                        ("from_at", models.DateTimeField()),
                        ("to_at", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("to_at__isnull", True)),
                                fields=("case",),
                                name="case_pause_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_at__isnull", True),
                                    ("to_at__gte", models.F("from_at")),
                                    _connector="OR",
                                ),
                                name="case_pause_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseRating",
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
                        ("score", models.PositiveSmallIntegerField()),
                        ("comment", models.TextField(blank=True)),
                        ("rated_at", models.DateTimeField()),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rating",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__gte", 1), ("score__lte", 5)),
                                name="case_rating_one_to_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseSlip",
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
                        ("form", models.CharField(max_length=4)),
                        ("event_ordinal", models.PositiveIntegerField()),
                        ("created_at", models.DateTimeField()),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="cases.case",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "form", "event_ordinal"), name="case_slip_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseSync",
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
                        ("told_event", models.PositiveIntegerField(default=0)),
                        ("told_state", models.PositiveSmallIntegerField(default=0)),
                        ("told_result", models.BooleanField(default=False)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sync",
                                to="cases.case",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseTally",
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
                        ("field_code", models.CharField(max_length=40)),
                        ("event_count", models.PositiveIntegerField()),
                        ("received_on", models.DateField(null=True)),
                        ("answered_on", models.DateField(null=True)),
                        ("refused_on", models.DateField(null=True)),
                        ("apologised_on", models.DateField(null=True)),
                        ("rated_on", models.DateField(null=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("former_due_at", models.DateTimeField(null=True)),
                        ("is_late", models.BooleanField(default=False)),
                        ("is_waiting", models.BooleanField(default=False)),
                        ("is_overdue", models.BooleanField(default=False)),
                        ("is_paused", models.BooleanField(default=False)),
                        ("score", models.PositiveSmallIntegerField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tally",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "received_on"], name="tally_received"),
                            models.Index(fields=["agency", "answered_on"], name="tally_answered"),
                            models.Index(
                                condition=models.Q(("refused_on__isnull", False)),
                                fields=["agency", "refused_on"],
                                name="tally_refused",
                            ),
                            models.Index(
                                condition=models.Q(("rated_on__isnull", False)),
                                fields=["agency", "rated_on"],
                                name="tally_rated",
                            ),
                            models.Index(
                                condition=models.Q(("apologised_on__isnull", False)),
                                fields=["-apologised_on", "-id"],
                                name="tally_apologised",
                            ),
                            models.Index(
                                condition=models.Q(("is_waiting", True)),
                                fields=["agency", "due_at"],
                                name="tally_waiting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
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
                        ("text", models.TextField()),
                        ("filed_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("UPHELD", "Khiếu nại đúng"),
                                    ("PARTLY", "Khiếu nại đúng một phần"),
                                    ("REJECTED", "Khiếu nại không đúng"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=120)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=("case",),
                                name="complaint_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("filed_at"))),
                                name="complaint_due_after_filing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
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
                        ("case_code", models.CharField(max_length=60)),
                        ("procedure_name", models.CharField(max_length=400)),
                        ("question", models.TextField()),
                        ("asked_by", models.CharField(max_length=120)),
                        ("asked_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("answer", models.TextField(blank=True)),
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
                            "asking_agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="cases.case",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DailyCount",
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
                        ("day", models.DateField()),
                        ("field_code", models.CharField(max_length=40)),
                        ("measure", models.CharField(max_length=12)),
                        ("n", models.PositiveIntegerField()),
                        ("total", models.PositiveIntegerField(default=0)),
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
                        "indexes": [
                            models.Index(fields=["agency", "day"], name="daily_count_of_agency")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "agency", "field_code", "measure"),
                                name="daily_count_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
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
                        ("variant", models.CharField(blank=True, default="", max_length=80)),
                        ("channel", models.CharField(blank=True, default="", max_length=16)),
                        (
                            "origin",
                            models.CharField(blank=True, db_default="", default="", max_length=80),
                        ),
                        ("form", models.JSONField(default=dict)),
                        ("pages_done", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField()),
                        ("saved_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        (
                            "assisted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="cases.case",
                            ),
                        ),
                        (
                            "competent_agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "created_by_agency",
                            models.ForeignKey(
                                null=True,
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="identity.person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="procedures.procedureversion",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-saved_at"], name="draft_of_person"),
                            models.Index(
                                condition=models.Q(("case__isnull", True)),
                                fields=["saved_at"],
                                name="draft_open_saved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoSignature",
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
                        ("procedure_name", models.CharField(max_length=400)),
                        ("procedure_name_en", models.CharField(max_length=400)),
                        ("applicant_name", models.CharField(max_length=120)),
                        ("party", models.CharField(max_length=60)),
                        ("full_name", models.CharField(max_length=120)),
                        ("identity_number", tinhso.core.sealed.SealedTextField()),
                        ("identity_index", models.BinaryField(max_length=32)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("LISTED", "Chưa mời"),
                                    ("INVITED", "Chờ đồng ý"),
                                    ("AGREED", "Đã đồng ý"),
                                    ("DECLINED", "Từ chối"),
                                    ("VOIDED", "Hết hiệu lực vì hồ sơ đã sửa"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ONLINE", "Đồng ý bằng tài khoản của mình"),
                                    ("PAPER", "Ký giấy trước cán bộ"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("invited_at", models.DateTimeField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=120)),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="co_signatures",
                                to="cases.case",
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
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="co_signatures",
                                to="cases.draft",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["person", "-invited_at"], name="co_signature_of_person"
                            ),
                            models.Index(fields=["identity_index"], name="co_signature_by_number"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "identity_index"), name="co_signer_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "AGREED"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        models.Q(("content_hash", ""), _negated=True),
                                        models.Q(("way", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="co_signature_agreed_to_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftPaper",
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
                        ("paper_code", models.CharField(max_length=60)),
                        ("vault_token", models.CharField(blank=True, max_length=32)),
                        ("had_offer", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="cases.draft",
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
                    name="Inspection",
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
                        ("planned_at", models.DateTimeField()),
                        ("place", models.CharField(max_length=300)),
                        ("people", models.TextField()),
                        ("planned_by", models.CharField(max_length=120)),
                        ("created_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CONFORMS", "Đạt yêu cầu"),
                                    ("PARTLY", "Đạt một phần"),
                                    ("FAILS", "Không đạt"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("minutes", models.TextField(blank=True)),
                        ("recorded_by", models.CharField(blank=True, max_length=120)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=("case",),
                                name="inspection_one_planned",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionPhoto",
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="cases.inspection",
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
                    name="NationalFiling",
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
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("CASE", "Đã thành hồ sơ"),
                                    ("DRAFT", "Thành hồ sơ nháp, chờ bổ sung"),
                                    ("REFUSED", "Không nhận được"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("arrived_at", models.DateTimeField()),
                        (
                            "case",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="national_filing",
                                to="cases.case",
                            ),
                        ),
                        (
                            "draft",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="national_filing",
                                to="cases.draft",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PaperDuty",
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
                        ("paper_code", models.CharField(max_length=60)),
                        ("name", models.CharField(max_length=400)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("TO_DO", "Chưa số hóa"),
                                    ("DIGITISED", "Đã số hóa, có ký số"),
                                    ("EXEMPT", "Không số hóa"),
                                ],
                                default="TO_DO",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=20)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("done_by", models.CharField(blank=True, max_length=120)),
                        ("done_at", models.DateTimeField(null=True)),
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="cases.case",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.scan",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "created_at"], name="paper_duty_agency_at"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "paper_code"), name="paper_duty_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "EXEMPT"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="paper_duty_exempt_with_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
