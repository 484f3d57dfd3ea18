"""What an officer proves themselves with beside the password, and where they are signed in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField
from tinhso.identity.models.people import OfficerAccount, Person


class FactorKind(models.TextChoices):
    """The kinds of second factor."""

    TOTP = "TOTP", gettext_lazy("Ứng dụng tạo mã")
    PASSKEY = "PASSKEY", gettext_lazy("Khóa truy cập (passkey)")


class SecondFactor(models.Model):
    """A second factor of an officer account (yếu tố xác thực thứ hai).

    ``secret`` is the app's secret in base32, sealed, or a passkey's public key in base64;
    ``counter`` is the last step used, or the passkey's signature counter.
    """

    account = models.ForeignKey(OfficerAccount, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8, choices=FactorKind.choices)
    label = models.CharField(max_length=60)
    secret = SealedTextField()
    credential_id = models.BinaryField(max_length=1023, null=True, unique=True)
    counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        """A passkey has its credential, an app has none."""

        constraints = [
            models.CheckConstraint(
                condition=Q(kind="PASSKEY", credential_id__isnull=False)
                | Q(kind="TOTP", credential_id__isnull=True),
                name="factor_credential_of_passkey",
            )
        ]

    def __str__(self) -> str:
        return self.label


class RecoveryCode(models.Model):
    """A code on paper that serves once, when no factor is at hand (mã khôi phục)."""

    account = models.ForeignKey(
        OfficerAccount, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code_index = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Found by its keyed hash."""

        constraints = [
            models.UniqueConstraint(fields=["account", "code_index"], name="recovery_code_unique")
        ]


class SignedInSession(models.Model):
    """A place where somebody is signed in (phiên đăng nhập): a browser, since when, from where."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account_kind = models.CharField(max_length=10)
    account_id = models.BigIntegerField()
    session_key = SealedTextField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Listed by account, newest first."""

        indexes = [
            models.Index(
                fields=["account_kind", "account_id", "-begun_at"], name="session_of_account"
            )
        ]
