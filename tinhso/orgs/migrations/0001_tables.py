import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import tinhso.orgs.models
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("orgs", "0001_initial"),
        ("orgs", "0002_helper_role"),
        ("orgs", "0003_accountants"),
        ("orgs", "0004_organisation_switch"),
        ("orgs", "0005_records_roles"),
        ("orgs", "0006_format_checker"),
        ("orgs", "0007_data_stewards"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="OrganisationSwitch",
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
                        ("day", models.DateField(unique=True)),
                        ("took_effect_at", models.DateTimeField()),
                        ("legal_act", models.CharField(max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="Area",
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
                        ("code", models.CharField(max_length=10)),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Tỉnh"),
                                    ("CITY", "Thành phố"),
                                    ("TOWN_DISTRICT", "Thị xã"),
                                    ("DISTRICT", "Huyện"),
                                    ("WARD", "Phường"),
                                    ("TOWNSHIP", "Thị trấn"),
                                    ("COMMUNE", "Xã"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "latitude",
                            models.DecimalField(decimal_places=5, max_digits=8, null=True),
                        ),
                        (
                            "longitude",
                            models.DecimalField(decimal_places=5, max_digits=8, null=True),
                        ),
                        ("sort_key", models.CharField(db_index=True, max_length=480)),
                        ("search_text", models.CharField(max_length=300)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("legal_act", models.CharField(blank=True, max_length=200)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="orgs.area",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="area_search",
                                opclasses=["gin_trgm_ops"],
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"), name="area_code_from_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="area_period_positive",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("code", "="),
                                    (tinhso.orgs.models.DateRange("valid_from", "valid_to"), "&&"),
                                ],
                                name="area_no_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agency",
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
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("short_name", models.CharField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PEOPLES_COMMITTEE", "Ủy ban nhân dân"),
                                    ("DEPARTMENT", "Sở, ban, ngành"),
                                    ("SERVICE_CENTRE", "Trung tâm Phục vụ hành chính công"),
                                    ("ONE_STOP_UNIT", "Bộ phận Tiếp nhận và Trả kết quả"),
                                    ("OTHER", "Đơn vị khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("sort_key", models.CharField(db_index=True, max_length=800)),
                        ("search_text", models.CharField(max_length=600)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agencies",
                                to="orgs.area",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"],
                                name="agency_search",
                                opclasses=["gin_trgm_ops"],
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "valid_from"), name="agency_code_from_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="agency_period_positive",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("code", "="),
                                    (tinhso.orgs.models.DateRange("valid_from", "valid_to"), "&&"),
                                ],
                                name="agency_no_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AreaSuccession",
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
                        ("is_whole", models.BooleanField(default=True)),
                        ("effective_on", models.DateField()),
                        ("legal_act", models.CharField(max_length=200)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="orgs.area",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessions",
                                to="orgs.area",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predecessor", "successor"),
                                name="area_succession_unique",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompetenceTransfer",
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
                        ("matter", models.CharField(max_length=40)),
                        (
                            "from_tier",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("PEOPLES_COMMITTEE", "Ủy ban nhân dân"),
                                    ("DEPARTMENT", "Sở, ban, ngành"),
                                    ("SERVICE_CENTRE", "Trung tâm Phục vụ hành chính công"),
                                    ("ONE_STOP_UNIT", "Bộ phận Tiếp nhận và Trả kết quả"),
                                    ("OTHER", "Đơn vị khác"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("department_short_name", models.CharField(blank=True, max_length=80)),
                        ("valid_from", models.DateField()),
                        ("legal_act", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("matter", "from_tier", "valid_from"),
                                name="competence_transfer_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Position",
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
                        ("title", models.CharField(max_length=120)),
                        ("title_en", models.CharField(blank=True, max_length=120)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("CLERK", "Cán bộ một cửa"),
                                    ("SPECIALIST", "Chuyên viên"),
                                    ("HEAD_OF_UNIT", "Trưởng phòng"),
                                    ("LEADER", "Lãnh đạo"),
                                    ("REGISTRAR", "Văn thư"),
                                    ("ACCOUNTANT", "Kế toán"),
                                    ("ADMINISTRATOR", "Quản trị hệ thống"),
                                    ("AUDITOR", "Kiểm tra, giám sát"),
                                    ("HELPER", "Tổ công nghệ số cộng đồng"),
                                    ("ARCHIVIST", "Lưu trữ viên"),
                                    ("SECURITY_OFFICER", "Cán bộ bảo vệ bí mật nhà nước"),
                                    ("FORMAT_CHECKER", "Người kiểm tra thể thức"),
                                    ("DATA_STEWARD", "Quản trị dữ liệu"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("signing_authority", models.CharField(blank=True, max_length=8)),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="positions",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("agency", "="),
                                    ("code", "="),
                                    (tinhso.orgs.models.DateRange("valid_from", "valid_to"), "&&"),
                                ],
                                name="position_no_overlap",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgencySuccession",
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
                        ("effective_on", models.DateField()),
                        ("legal_act", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("certainty", models.CharField(default="to_confirm", max_length=16)),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessions",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predecessor", "successor"), name="agency_succession_unique"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
