"""What a province sets for its citizen line: categories, deadlines, routes, escalation, centre."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class Centre(models.Model):
    """The agency that runs the citizen line (cơ quan vận hành tổng đài 1022)."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        """A province has one citizen line."""

        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="contact_centre_once"
            )
        ]


class Category(models.Model):
    """What a report is about (lĩnh vực phản ánh), one node of the province's tree.

    Leaves are chosen. ``needs_place`` asks where, ``needs_after_photo`` refuses an answer without
    a picture of what was done, ``is_publishable`` lets a moderated report be public.
    """

    code = models.CharField(max_length=40, primary_key=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    hint = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=400, blank=True)
    kinds = ArrayField(models.CharField(max_length=20), default=list)
    needs_place = models.BooleanField(default=False)
    needs_after_photo = models.BooleanField(default=False)
    is_publishable = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class LimitUnit(models.TextChoices):
    """What a deadline counts."""

    WORKING_HOUR = "WORKING_HOUR", gettext_lazy("giờ làm việc")
    WORKING_DAY = "WORKING_DAY", gettext_lazy("ngày làm việc")
    CALENDAR_DAY = "CALENDAR_DAY", gettext_lazy("ngày")


class RunningClock(models.TextChoices):
    """Which clock a limit is for: the citizen's whole wait, forwarding, one agency's step."""

    WHOLE = "WHOLE", gettext_lazy("Trả lời người dân")
    FORWARD = "FORWARD", gettext_lazy("Trung tâm chuyển đi")
    STEP = "STEP", gettext_lazy("Một cơ quan giải quyết")


class DeadlineRule(models.Model):
    """How long something may take, from a day on, with where that is written (thời hạn).

    An empty category holds for all of the kind; the more precise row wins.
    """

    kind = models.CharField(max_length=20)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=8, choices=RunningClock, default=RunningClock.WHOLE)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=LimitUnit)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=16, default="to_confirm")

    class Meta:
        """One limit a kind, category and clock begins on a day."""

        constraints = [
            models.UniqueConstraint(
                fields=["kind", "category", "clock", "valid_from"],
                nulls_distinct=False,
                name="contact_deadline_once",
            )
        ]


class EscalationStep(models.Model):
    """Who is told when this much of the time is used up (bậc thang đôn đốc)."""

    percent = models.PositiveSmallIntegerField(primary_key=True)
    roles = ArrayField(models.CharField(max_length=20), default=list)
    tells_centre = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)


class RouteBookState(models.TextChoices):
    """Life of a version of the routing rules."""

    DRAFT = "DRAFT", gettext_lazy("Bản thảo")
    IN_FORCE = "IN_FORCE", gettext_lazy("Đang dùng")
    RETIRED = "RETIRED", gettext_lazy("Đã thay")


class RouteBook(models.Model):
    """A version of the routing rules (bộ quy tắc phân luồng); one is in force."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=RouteBookState, default=RouteBookState.DRAFT)
    note = models.CharField(max_length=300, blank=True)
    author_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    in_force_since = models.DateTimeField(null=True)

    class Meta:
        """One version holds, one is being written."""

        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state__in=["DRAFT", "IN_FORCE"]),
                name="contact_route_book_once",
            )
        ]


class RouteTarget(models.TextChoices):
    """Whom a routing rule sends to."""

    COMMUNE = "COMMUNE", gettext_lazy("UBND cấp xã nơi xảy ra")
    DISTRICT = "DISTRICT", gettext_lazy("UBND cấp huyện nơi xảy ra")
    AGENCY = "AGENCY", gettext_lazy("Cơ quan nêu tên")
    CENTRE = "CENTRE", gettext_lazy("Trung tâm 1022 giữ lại")


class RouteRule(models.Model):
    """One rule: the first whose kinds, categories and areas all match decides.

    Empty lists match everything. Categories match with everything below them, areas likewise.
    ``is_direct`` forwards at once; otherwise an operator looks first.
    """

    book = models.ForeignKey(RouteBook, on_delete=models.CASCADE, related_name="rules")
    ordinal = models.PositiveSmallIntegerField()
    kinds = ArrayField(models.CharField(max_length=20), default=list)
    categories = ArrayField(models.CharField(max_length=40), default=list)
    areas = ArrayField(models.CharField(max_length=10), default=list)
    target = models.CharField(max_length=10, choices=RouteTarget)
    agency_code = models.CharField(max_length=35, blank=True)
    is_direct = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        """Rules are read in order; a named target has a name."""

        ordering = ["ordinal", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(target="AGENCY") | ~Q(agency_code=""),
                name="contact_route_names_its_agency",
            )
        ]
