import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("identity", "0001_initial"),
        ("identity", "0003_consents"),
        ("identity", "0005_delegations"),
        ("identity", "0007_mandates"),
        ("identity", "0009_register_lookups"),
        ("identity", "0011_second_factors"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="Person",
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
                                    ("NATURAL", "Cá nhân"),
                                    ("LEGAL", "Tổ chức, doanh nghiệp"),
                                ],
                                db_default="NATURAL",
                                default="NATURAL",
                                max_length=8,
                            ),
                        ),
                        ("full_name", models.CharField(max_length=120)),
                        ("birth_date", models.DateField(null=True)),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("MALE", "Nam"), ("FEMALE", "Nữ")],
                                max_length=6,
                            ),
                        ),
                        ("identity_number", tinhso.core.sealed.SealedTextField(blank=True)),
                        (
                            "identity_index",
                            models.BinaryField(max_length=32, null=True, unique=True),
                        ),
                        ("phone", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("email", models.CharField(blank=True, max_length=200)),
                        ("address", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("area_code", models.CharField(blank=True, max_length=10)),
                        ("language", models.CharField(default="vi", max_length=5)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="OfficerAccount",
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
                        ("username", models.CharField(max_length=60, unique=True)),
                        ("password_hash", models.CharField(max_length=200)),
                        ("failed_count", models.PositiveSmallIntegerField(default=0)),
                        (
                            "factor_failures",
                            models.PositiveSmallIntegerField(db_default=0, default=0),
                        ),
                        ("locked_until", models.DateTimeField(null=True)),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_demo", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("last_signed_in_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officer_account",
                                to="identity.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SignInEvent",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SIGNED_IN", "Đăng nhập"),
                                    ("REFUSED", "Bị từ chối"),
                                    ("LOCKED", "Bị khóa tạm thời"),
                                    ("SIGNED_OUT", "Đăng xuất"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("username", models.CharField(max_length=200)),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=120)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to="identity.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                        ("represented_name", models.CharField(max_length=120)),
                        ("representative_name", models.CharField(max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LEGAL_REPRESENTATIVE", "Đại diện theo pháp luật"),
                                    ("AUTHORISED", "Được ủy quyền"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ người nhận đồng ý"),
                                    ("ACTIVE", "Đang có hiệu lực"),
                                    ("DECLINED", "Người nhận từ chối"),
                                    ("ENDED", "Đã chấm dứt"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("is_of_organisation", models.BooleanField(default=False)),
                        (
                            "procedures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120), default=list, size=None
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("created_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=120)),
                        (
                            "representative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_held",
                                to="identity.person",
                            ),
                        ),
                        (
                            "represented",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_given",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["representative", "state"], name="mandate_of_representative"
                            ),
                            models.Index(
                                fields=["represented", "state"], name="mandate_of_represented"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="mandate_period_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("represented", models.F("representative")), _negated=True
                                ),
                                name="mandate_not_of_oneself",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["PROPOSED", "ACTIVE"])),
                                fields=("represented", "representative"),
                                name="mandate_open_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
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
                                    ("SUBSTITUTION", "Làm thay khi vắng mặt"),
                                    ("SIGNING", "Ủy quyền ký"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("role", models.CharField(max_length=16)),
                        ("authority", models.CharField(blank=True, max_length=8)),
                        ("reason", models.CharField(max_length=300)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField()),
                        ("created_at", models.DateTimeField()),
                        ("created_by", models.CharField(max_length=120)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "from_person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "to_person",
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
                                fields=["to_person", "valid_to"], name="delegation_of_stand_in"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                                name="delegation_period_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_person", models.F("to_person")), _negated=True
                                ),
                                name="delegation_to_another",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                expressions=[
                                    ("from_person", "="),
                                    ("agency", "="),
                                    ("kind", "="),
                                    (
                                        models.Func("valid_from", "valid_to", function="daterange"),
                                        "&&",
                                    ),
                                ],
                                name="delegation_no_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "purpose",
                            models.CharField(
                                choices=[
                                    (
                                        "REUSE_AT_COUNTER",
                                        "Cán bộ tại quầy dùng lại giấy tờ của tôi",
                                    ),
                                    ("REGISTER_AUTOFILL", "Lấy thông tin của tôi từ CSDL dân cư"),
                                    ("SHARE_PAPER", "Chia sẻ một giấy tờ với một cơ quan"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=60)),
                        ("given_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("person", "purpose", "subject", "agency"),
                                name="consent_open_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__isnull", True),
                                    ("ends_at__gt", models.F("given_at")),
                                    _connector="OR",
                                ),
                                name="consent_period_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CitizenAccount",
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
                        ("issuer", models.CharField(max_length=200)),
                        ("subject", models.CharField(max_length=200)),
                        ("assurance", models.CharField(blank=True, max_length=20)),
                        ("created_at", models.DateTimeField()),
                        ("last_signed_in_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="citizen_accounts",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issuer", "subject"), name="citizen_subject_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
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
                        ("role", models.CharField(max_length=16)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="orgs.position",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "role"], name="appointment_agency_role")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="appointment_period_positive",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "position", "valid_from"),
                                name="appointment_unique",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessLog",
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
                        ("actor_reference", models.CharField(max_length=40)),
                        ("actor_name", models.CharField(max_length=120)),
                        ("agency_name", models.CharField(blank=True, max_length=200)),
                        ("purpose", models.CharField(max_length=120)),
                        ("subject", models.CharField(blank=True, max_length=80)),
                        ("reference", models.CharField(blank=True, max_length=60)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="looks",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="access_log_person_at"),
                            models.Index(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=["reference", "-at"],
                                name="access_log_reference_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
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
                        ("code_index", models.BinaryField(max_length=32)),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recovery_codes",
                                to="identity.officeraccount",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("account", "code_index"), name="recovery_code_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterLookup",
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
                        ("subject", models.CharField(max_length=60)),
                        ("purpose", models.CharField(max_length=200)),
                        ("fields", models.JSONField(default=list)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("ANSWERED", "Đã trả lời"),
                                    ("AWAY", "Không trả lời"),
                                    ("NOT_FOUND", "Không tìm thấy người này"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answer", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("disputed", models.JSONField(default=list)),
                        ("stated", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("at", models.DateTimeField()),
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
                            models.Index(fields=["person", "-at"], name="register_lookup_person_at")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "subject"), name="register_lookup_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactor",
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
                                    ("TOTP", "Ứng dụng tạo mã"),
                                    ("PASSKEY", "Khóa truy cập (passkey)"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("label", models.CharField(max_length=60)),
                        ("secret", tinhso.core.sealed.SealedTextField()),
                        (
                            "credential_id",
                            models.BinaryField(max_length=1023, null=True, unique=True),
                        ),
                        ("counter", models.BigIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("last_used_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="factors",
                                to="identity.officeraccount",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("credential_id__isnull", False), ("kind", "PASSKEY")),
                                    models.Q(("credential_id__isnull", True), ("kind", "TOTP")),
                                    _connector="OR",
                                ),
                                name="factor_credential_of_passkey",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedInSession",
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
                        ("account_kind", models.CharField(max_length=10)),
                        ("account_id", models.BigIntegerField()),
                        ("session_key", tinhso.core.sealed.SealedTextField()),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("browser", models.CharField(blank=True, max_length=200)),
                        ("begun_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
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
                                fields=["account_kind", "account_id", "-begun_at"],
                                name="session_of_account",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
