"""Rows of data sharing: clients, agreements, tokens, calls, and webhooks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField
from tinhso.sharing.rules import HOLDING, State

_STATES = {
    State.PROPOSED: gettext_lazy("Chờ cơ quan giữ dữ liệu"),
    State.HALF_APPROVED: gettext_lazy("Chờ người duyệt thứ hai"),
    State.ACTIVE: gettext_lazy("Đang hiệu lực"),
    State.REFUSED: gettext_lazy("Bị từ chối"),
    State.SUSPENDED: gettext_lazy("Tạm dừng"),
    State.ENDED: gettext_lazy("Đã chấm dứt"),
}


class Client(models.Model):
    """A system of an agency that asks for data (hệ thống kết nối).

    ``keys`` are its public keys (JWKS) that count; ``new_keys`` wait for a second person of the
    agency. Without keys it can do nothing.
    """

    token = models.CharField(max_length=32, unique=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200)
    keys = models.JSONField(default=dict)
    new_keys = models.JSONField(null=True)
    keys_proposer = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    keys_proposer_name = models.CharField(max_length=120, blank=True)
    is_suspended = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        """The systems of an agency."""

        indexes = [models.Index(fields=["agency", "name"], name="sharing_client_of_agency")]

    def __str__(self) -> str:
        return self.code


class ServiceOwner(models.Model):
    """Which agency answers for the data of a service (cơ quan giữ dữ liệu)."""

    service = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.service


class Agreement(models.Model):
    """What one client may ask of one data service (thỏa thuận chia sẻ dữ liệu).

    ``fields`` are those of the service's record that leave; limits count calls. ``version`` rises
    with each agreement of the same client and service: one at a time is in force.
    """

    token = models.CharField(max_length=32, unique=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="agreements")
    service = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    fields = ArrayField(models.CharField(max_length=60))
    per_minute = models.PositiveIntegerField()
    per_day = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(
        max_length=14,
        choices=[(str(state), label) for state, label in _STATES.items()],
        default=State.PROPOSED,
    )
    proposer = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    proposer_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    first_approver = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approver = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """The database too refuses that one person does two parts, and two agreements at once."""

        constraints = [
            models.UniqueConstraint(
                fields=["client", "service", "version"], name="sharing_agreement_version"
            ),
            models.UniqueConstraint(
                fields=["client", "service"],
                condition=Q(state__in=[str(state) for state in HOLDING]),
                name="sharing_agreement_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="sharing_agreement_period",
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True)
                | (
                    ~Q(approver=F("proposer"))
                    & (Q(first_approver__isnull=True) | ~Q(approver=F("first_approver")))
                ),
                name="sharing_agreement_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="sharing_asked_by"),
            models.Index(fields=["owner", "-id"], name="sharing_asked_of"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.service} v{self.version}"


class AgreementEvent(models.Model):
    """One thing that happened to an agreement; append-only."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(
        max_length=14, choices=[(str(state), label) for state, label in _STATES.items()]
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """The history of an agreement in its order."""

        indexes = [models.Index(fields=["agreement", "id"], name="sharing_history")]


class AccessToken(models.Model):
    """A token a client was granted for one agreement; only its hash is kept."""

    digest = models.BinaryField(max_length=32, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)


class UsedOnce(models.Model):
    """A number that may be used once by a client: of an assertion, or of a signed request."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """The second use breaks here, whichever process it reaches."""

        constraints = [
            models.UniqueConstraint(fields=["client", "digest"], name="sharing_used_once")
        ]


class Call(models.Model):
    """One call that was answered or refused (nhật ký gọi dữ liệu).

    ``outcome`` is OK or the code of the refusal. ``reference`` is the asker's own file number;
    ``person`` whose data left. Answered calls stand in the ledger as ``entry``.
    """

    token = models.CharField(max_length=32, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="calls")
    client_name = models.CharField(max_length=120)
    service = models.CharField(max_length=40)
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=300)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    record_count = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.UUIDField(null=True)

    class Meta:
        """Read by either agency, by agreement and by the person concerned, newest first."""

        indexes = [
            models.Index(fields=["agency", "-id"], name="sharing_call_by"),
            models.Index(fields=["owner", "-id"], name="sharing_call_of"),
            models.Index(fields=["agreement", "-id"], name="sharing_call_under"),
            models.Index(
                fields=["person", "-id"],
                name="sharing_call_about",
                condition=Q(person__isnull=False),
            ),
        ]


class Subscription(models.Model):
    """Where a client wants to be told of news (đăng ký nhận tin).

    Until ``former_until`` messages carry signatures of both secrets.
    """

    token = models.CharField(max_length=32, unique=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="subscriptions")
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    url = models.URLField(max_length=300)
    topics = ArrayField(models.CharField(max_length=60))
    secret = SealedTextField()
    former_secret = SealedTextField(blank=True)
    former_until = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Watch(models.Model):
    """Something a client looked up and is told of when it changes: no more than it knew before."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    state = models.CharField(max_length=120)
    until = models.DateTimeField()

    class Meta:
        """A thing is watched once a client."""

        constraints = [
            models.UniqueConstraint(
                fields=["client", "service", "subject"], name="sharing_watched_once"
            )
        ]
        indexes = [models.Index(fields=["service", "id"], name="sharing_watched")]


class DeliveryState(models.TextChoices):
    """Where a message to a subscriber is."""

    WAITING = "WAITING", gettext_lazy("Đang chờ gửi")
    DELIVERED = "DELIVERED", gettext_lazy("Bên nhận đã nhận")
    DEAD = "DEAD", gettext_lazy("Không gửi được")


class Delivery(models.Model):
    """One message to one subscriber (tin gửi đi); ``body`` is JSON without personal data."""

    token = models.CharField(max_length=32, unique=True)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempt_count = models.PositiveIntegerField(default=0)
    turn_count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        """The messages of a subscriber, newest first."""

        indexes = [models.Index(fields=["subscription", "-id"], name="sharing_deliveries")]
