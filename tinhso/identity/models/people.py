"""People, their accounts, appointments and the log of looks at personal data."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField


class Sex(models.TextChoices):
    """Sex as written in civil-status papers (giới tính)."""

    MALE = "MALE", "Nam"
    FEMALE = "FEMALE", "Nữ"


class PersonKind(models.TextChoices):
    """Who can hold rights: a human being, or an organisation (pháp nhân, hộ kinh doanh)."""

    NATURAL = "NATURAL", gettext_lazy("Cá nhân")
    LEGAL = "LEGAL", gettext_lazy("Tổ chức, doanh nghiệp")


class Person(models.Model):
    """A person known to the platform (cá nhân, tổ chức): a citizen, an officer, an enterprise.

    An organisation's ``full_name`` is its name and its ``identity_number`` its tax code; it never
    signs in, people act for it by mandate.

    ``reader_agency_ids`` are the agencies that handle this person's affairs; nobody else reads
    the row but the person.
    """

    kind = models.CharField(
        max_length=8, choices=PersonKind.choices, default=PersonKind.NATURAL, db_default="NATURAL"
    )
    full_name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    identity_number = SealedTextField(blank=True)
    identity_index = models.BinaryField(max_length=32, null=True, unique=True)
    phone = SealedTextField(blank=True)
    email = models.CharField(max_length=200, blank=True)
    address = SealedTextField(blank=True)
    area_code = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=5, default="vi")
    reader_agency_ids = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.full_name


class CitizenAccount(models.Model):
    """A citizen's sign-in at an identity provider (tài khoản định danh điện tử)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="citizen_accounts")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    assurance = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    last_signed_in_at = models.DateTimeField(null=True)

    class Meta:
        """A provider's subject is one person."""

        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="citizen_subject_unique")
        ]


class OfficerAccount(models.Model):
    """An officer's sign-in (tài khoản cán bộ) by user name and password."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="officer_account")
    username = models.CharField(max_length=60, unique=True)
    password_hash = models.CharField(max_length=200)
    failed_count = models.PositiveSmallIntegerField(default=0)
    factor_failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    locked_until = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_signed_in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.username


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments that hold for a period."""

    def at(self, day: date) -> "AppointmentQuerySet":
        """Keep the appointments in force on the given day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Appointment(models.Model):
    """A person holding a position for a period (bổ nhiệm, phân công)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey(
        "orgs.Position", on_delete=models.PROTECT, related_name="appointments"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=16)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        """Lists of an agency's officers by role are a hot path."""

        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="appointment_period_positive",
            ),
            models.UniqueConstraint(
                fields=["person", "position", "valid_from"], name="appointment_unique"
            ),
        ]
        indexes = [models.Index(fields=["agency", "role"], name="appointment_agency_role")]


class DelegationKind(models.TextChoices):
    """Why one officer acts in the name of another."""

    SUBSTITUTION = "SUBSTITUTION", gettext_lazy("Làm thay khi vắng mặt")
    SIGNING = "SIGNING", gettext_lazy("Ủy quyền ký")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations that hold for a period and were not revoked."""

    def at(self, day: date) -> "DelegationQuerySet":
        """Keep the delegations in force on the given day."""
        return self.filter(revoked_at__isnull=True, valid_from__lte=day, valid_to__gt=day)


class Delegation(models.Model):
    """One officer acting in the name of another for a period (làm thay, ủy quyền ký).

    ``authority`` is what a signature says: ``KT.`` for a deputy, ``TUQ.`` for a head of unit
    (Decree 30/2020 art. 13). ``valid_to`` is the first day it no longer holds.
    """

    kind = models.CharField(max_length=12, choices=DelegationKind.choices)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    @property
    def last_day(self) -> date:
        """Give the last day on which it holds."""
        return self.valid_to - timedelta(days=1)

    class Meta:
        """Nobody delegates to themselves; one stand-in of a person and kind at a time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=models.F("valid_from")), name="delegation_period_positive"
            ),
            models.CheckConstraint(
                condition=~Q(from_person=models.F("to_person")), name="delegation_to_another"
            ),
            ExclusionConstraint(
                name="delegation_no_overlap",
                expressions=[
                    ("from_person", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoked_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["to_person", "valid_to"], name="delegation_of_stand_in")]


class AccessLog(models.Model):
    """One look at a person's data (nhật ký truy cập dữ liệu cá nhân): who, when, why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    actor_reference = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=120)
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT)
    agency_name = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=120)
    subject = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=60, blank=True)

    class Meta:
        """Read by person, newest first; by the thing looked at, for its own page."""

        indexes = [
            models.Index(fields=["person", "-at"], name="access_log_person_at"),
            models.Index(
                fields=["reference", "-at"],
                name="access_log_reference_at",
                condition=~Q(reference=""),
            ),
        ]


class ConsentPurpose(models.TextChoices):
    """What a person allows (mục đích đồng ý): one purpose a consent, none taken for granted."""

    REUSE_AT_COUNTER = "REUSE_AT_COUNTER", gettext_lazy("Cán bộ tại quầy dùng lại giấy tờ của tôi")
    REGISTER_AUTOFILL = "REGISTER_AUTOFILL", gettext_lazy("Lấy thông tin của tôi từ CSDL dân cư")
    SHARE_PAPER = "SHARE_PAPER", gettext_lazy("Chia sẻ một giấy tờ với một cơ quan")


class Consent(models.Model):
    """A person's agreement to one use of their data (sự đồng ý), until its end or withdrawal.

    ``subject`` names what it is about (``vault:<token>``), empty for the purpose as a whole.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=24, choices=ConsentPurpose.choices)
    subject = models.CharField(max_length=60, blank=True)
    agency = models.ForeignKey("orgs.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """One open consent of a kind; it never ends before it was given."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "subject", "agency"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("given_at")),
                name="consent_period_positive",
            ),
        ]


class SignInKind(models.TextChoices):
    """What happened at the door."""

    SIGNED_IN = "SIGNED_IN", "Đăng nhập"
    REFUSED = "REFUSED", "Bị từ chối"
    LOCKED = "LOCKED", "Bị khóa tạm thời"
    SIGNED_OUT = "SIGNED_OUT", "Đăng xuất"


class SignInEvent(models.Model):
    """A sign-in, refusal, lock-out or sign-out (nhật ký đăng nhập)."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=SignInKind.choices)
    username = models.CharField(max_length=200)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    address = models.GenericIPAddressField(null=True)
    reason = models.CharField(max_length=120, blank=True)
