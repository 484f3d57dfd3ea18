"""Administrative areas, agencies and positions, each valid for a period."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q


class DateRange(Func):
    """SQL ``daterange(valid_from, valid_to)``, upper bound exclusive."""

    function = "daterange"
    output_field = DateRangeField()


RowT = TypeVar("RowT", bound=models.Model)


class PeriodQuerySet(models.QuerySet[RowT]):
    """Rows that hold for a period."""

    def at(self, day: date) -> Self:
        """Keep the rows valid on the given day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), Q(valid_from__lte=day))


def no_overlap(name: str, *keys: str) -> ExclusionConstraint:
    """Give the constraint that two rows of the same key never hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((key, RangeOperators.EQUAL) for key in keys),
            (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
        ],
    )


class AreaKind(models.TextChoices):
    """Kinds of administrative area (loại đơn vị hành chính)."""

    PROVINCE = "PROVINCE", "Tỉnh"
    CITY = "CITY", "Thành phố"
    TOWN_DISTRICT = "TOWN_DISTRICT", "Thị xã"
    DISTRICT = "DISTRICT", "Huyện"
    WARD = "WARD", "Phường"
    TOWNSHIP = "TOWNSHIP", "Thị trấn"
    COMMUNE = "COMMUNE", "Xã"


COMMUNE_KINDS = (AreaKind.WARD, AreaKind.TOWNSHIP, AreaKind.COMMUNE)
DISTRICT_KINDS = (AreaKind.CITY, AreaKind.TOWN_DISTRICT, AreaKind.DISTRICT)


class Area(models.Model):
    """Administrative area (đơn vị hành chính) as it was during a period."""

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=16, choices=AreaKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    sort_key = models.CharField(max_length=480, db_index=True)
    search_text = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_act = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """One row per code and period."""

        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_from_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="area_period_positive",
            ),
            no_overlap("area_no_overlap", "code"),
        ]
        indexes = [GinIndex(fields=["search_text"], name="area_search", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """One area's land passing to another (sáp nhập, chia tách) by a legal act."""

    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        Area, null=True, on_delete=models.PROTECT, related_name="predecessions"
    )
    is_whole = models.BooleanField(default=True)
    effective_on = models.DateField()
    legal_act = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")

    class Meta:
        """A pair passes once."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="area_succession_unique",
                nulls_distinct=False,
            )
        ]


class AgencyKind(models.TextChoices):
    """Kinds of agency (loại cơ quan)."""

    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", "Ủy ban nhân dân"
    DEPARTMENT = "DEPARTMENT", "Sở, ban, ngành"
    SERVICE_CENTRE = "SERVICE_CENTRE", "Trung tâm Phục vụ hành chính công"
    ONE_STOP_UNIT = "ONE_STOP_UNIT", "Bộ phận Tiếp nhận và Trả kết quả"
    OTHER = "OTHER", "Đơn vị khác"


class Tier(models.TextChoices):
    """Tiers of government (cấp hành chính)."""

    PROVINCE = "PROVINCE", "Cấp tỉnh"
    DISTRICT = "DISTRICT", "Cấp huyện"
    COMMUNE = "COMMUNE", "Cấp xã"


class Agency(models.Model):
    """Agency (cơ quan, đơn vị) with its national identification code, during a period."""

    code = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agencies")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    sort_key = models.CharField(max_length=800, db_index=True)
    search_text = models.CharField(max_length=600)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """One row per code and period."""

        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="agency_code_from_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="agency_period_positive",
            ),
            no_overlap("agency_no_overlap", "code"),
        ]
        indexes = [
            GinIndex(fields=["search_text"], name="agency_search", opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """One agency's work passing to another by a legal act."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessions")
    effective_on = models.DateField()
    legal_act = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")

    class Meta:
        """A pair passes once."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="agency_succession_unique"
            )
        ]


class Role(models.TextChoices):
    """What a position does in a process (vai trò)."""

    CLERK = "CLERK", "Cán bộ một cửa"
    SPECIALIST = "SPECIALIST", "Chuyên viên"
    HEAD_OF_UNIT = "HEAD_OF_UNIT", "Trưởng phòng"
    LEADER = "LEADER", "Lãnh đạo"
    REGISTRAR = "REGISTRAR", "Văn thư"
    ACCOUNTANT = "ACCOUNTANT", "Kế toán"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị hệ thống"
    AUDITOR = "AUDITOR", "Kiểm tra, giám sát"
    HELPER = "HELPER", "Tổ công nghệ số cộng đồng"
    ARCHIVIST = "ARCHIVIST", "Lưu trữ viên"
    SECURITY_OFFICER = "SECURITY_OFFICER", "Cán bộ bảo vệ bí mật nhà nước"
    FORMAT_CHECKER = "FORMAT_CHECKER", "Người kiểm tra thể thức"
    DATA_STEWARD = "DATA_STEWARD", "Quản trị dữ liệu"


class Position(models.Model):
    """Position in an agency (chức vụ, vị trí việc làm), during a period."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    signing_authority = models.CharField(max_length=8, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """A position code is used once in an agency at a time."""

        constraints = [no_overlap("position_no_overlap", "agency", "code")]

    def __str__(self) -> str:
        return self.title


class OrganisationSwitch(models.Model):
    """The moment from which work goes by the organisation of a later day (chuyển mô hình)."""

    day = models.DateField(unique=True)
    took_effect_at = models.DateTimeField()
    legal_act = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.day}"


class CompetenceTransfer(models.Model):
    """A matter another tier decides from a day on (chuyển thẩm quyền giải quyết thủ tục)."""

    matter = models.CharField(max_length=40)
    from_tier = models.CharField(max_length=10, choices=Tier.choices)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    department_short_name = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    legal_act = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=16, default="to_confirm")

    class Meta:
        """A matter passes once a day."""

        constraints = [
            models.UniqueConstraint(
                fields=["matter", "from_tier", "valid_from"], name="competence_transfer_unique"
            )
        ]
