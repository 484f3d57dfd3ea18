"""Rows of the counters slice: units with a queue, services, counters, tickets, bookings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField

OPEN_STATES = ("WAITING", "CALLED", "SERVING")
AT_COUNTER_STATES = ("CALLED", "SERVING")


class QueueUnit(models.Model):
    """A one-stop unit that hands out tickets (bộ phận một cửa có lấy số)."""

    agency = models.OneToOneField("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=True)
    is_always_open = models.BooleanField(default=False)
    kiosk_token = models.CharField(max_length=26, unique=True)
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    days_ahead = models.PositiveSmallIntegerField(default=14)
    notice = models.CharField(max_length=200, blank=True)
    notice_en = models.CharField(max_length=200, blank=True)


class Service(models.Model):
    """What people come for (nhóm lĩnh vực tại quầy): some fields of administration, one letter."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    fields = ArrayField(models.CharField(max_length=120), default=list)
    slot_capacity = models.PositiveSmallIntegerField(default=0)
    sort_order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        """A letter names one service of a unit."""

        constraints = [
            models.UniqueConstraint(fields=["agency", "letter"], name="service_letter_unique"),
            models.CheckConstraint(
                condition=Q(letter__regex="^[A-Z]$"), name="service_letter_is_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class CounterState(models.TextChoices):
    """Whether somebody serves at a counter."""

    CLOSED = "CLOSED", gettext_lazy("Đóng")
    OPEN = "OPEN", gettext_lazy("Đang phục vụ")
    PAUSED = "PAUSED", gettext_lazy("Tạm nghỉ")


class Counter(models.Model):
    """A counter (quầy) of a unit, which services it takes and who sits at it now."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=80, blank=True)
    services = models.ManyToManyField(Service, related_name="counters")
    state = models.CharField(max_length=8, choices=CounterState, default=CounterState.CLOSED)
    clerk = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    clerk_name = models.CharField(max_length=120, blank=True)
    state_since = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        """One number, one clerk at a time; a closed counter has nobody."""

        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="counter_number_unique"),
            models.UniqueConstraint(fields=["clerk"], name="counter_clerk_once"),
            models.CheckConstraint(
                condition=Q(state="CLOSED", clerk__isnull=True)
                | (~Q(state="CLOSED") & Q(clerk__isnull=False)),
                name="counter_open_has_clerk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class PriorityClass(models.Model):
    """Who is called earlier (đối tượng ưu tiên), and by how many minutes of waiting."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    weight_minutes = models.PositiveSmallIntegerField()
    is_for_bookings = models.BooleanField(default=False)
    sort_order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.name


class BookingState(models.TextChoices):
    """Where a booking is."""

    BOOKED = "BOOKED", gettext_lazy("Đã đặt")
    ARRIVED = "ARRIVED", gettext_lazy("Đã đến")
    CANCELLED = "CANCELLED", gettext_lazy("Đã huỷ")
    MISSED = "MISSED", gettext_lazy("Không đến")


class Booking(models.Model):
    """A time a citizen reserved (lịch hẹn); ``code`` is typed at the kiosk."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    code = models.CharField(max_length=6)
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    created_at = models.DateTimeField()

    class Meta:
        """One booking of a person for a service and time; a code is open once in a unit."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "service", "starts_at"],
                condition=Q(state="BOOKED"),
                name="booking_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "code"], condition=Q(state="BOOKED"), name="booking_code_unique"
            ),
        ]
        indexes = [models.Index(fields=["service", "starts_at"], name="booking_service_time")]


class TicketState(models.TextChoices):
    """Where a ticket is."""

    WAITING = "WAITING", gettext_lazy("Đang chờ")
    CALLED = "CALLED", gettext_lazy("Đang gọi")
    SERVING = "SERVING", gettext_lazy("Đang phục vụ")
    FINISHED = "FINISHED", gettext_lazy("Đã xong")
    NO_SHOW = "NO_SHOW", gettext_lazy("Vắng mặt")
    CANCELLED = "CANCELLED", gettext_lazy("Đã huỷ")
    EXPIRED = "EXPIRED", gettext_lazy("Hết ngày")


class TicketSource(models.TextChoices):
    """How a ticket was taken."""

    PHONE = "PHONE", gettext_lazy("Điện thoại")
    KIOSK = "KIOSK", gettext_lazy("Máy lấy số")
    BOOKING = "BOOKING", gettext_lazy("Lịch hẹn")


class Ticket(models.Model):
    """A place in the queue (phiếu số thứ tự).

    ``label`` is what is called and never changes; ``service`` may, when the ticket is passed on.
    Waiting tickets are called by ``rank_at``: when they were taken, minus the priority's minutes.
    """

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="tickets")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=26, unique=True)
    state = models.CharField(max_length=10, choices=TicketState, default=TicketState.WAITING)
    source = models.CharField(max_length=8, choices=TicketSource)
    priority = models.ForeignKey(PriorityClass, null=True, on_delete=models.PROTECT)
    language = models.CharField(max_length=5, default="vi")
    taken_at = models.DateTimeField()
    rank_at = models.DateTimeField()
    counter = models.ForeignKey(
        Counter, null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    target_counter = models.ForeignKey(
        Counter, null=True, on_delete=models.PROTECT, related_name="passed_on"
    )
    called_at = models.DateTimeField(null=True)
    call_count = models.PositiveSmallIntegerField(default=0)
    first_called_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    booking = models.OneToOneField(
        Booking, null=True, on_delete=models.PROTECT, related_name="ticket"
    )
    phone = SealedTextField(blank=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    visitor_index = models.BinaryField(max_length=32, null=True)
    address_index = models.BinaryField(max_length=32, null=True)

    class Meta:
        """Numbers are given once; a counter has one person in front of it."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "letter", "number"], name="ticket_number_unique"
            ),
            models.UniqueConstraint(
                fields=["counter"],
                condition=Q(state__in=AT_COUNTER_STATES),
                name="ticket_one_at_a_counter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AT_COUNTER_STATES)
                | Q(counter__isnull=False, called_at__isnull=False),
                name="ticket_called_has_counter",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "day", "state", "rank_at"], name="ticket_queue"),
            models.Index(
                fields=["visitor_index"],
                condition=Q(visitor_index__isnull=False),
                name="ticket_visitor",
            ),
            models.Index(fields=["person", "day"], name="ticket_person"),
        ]

    @property
    def label(self) -> str:
        """Give what is called and shown: ``A012``."""
        return f"{self.letter}{self.number:03d}"

    def __str__(self) -> str:
        return self.label


class TicketNumber(models.Model):
    """The last number given for a letter of a unit on a day."""

    agency = models.ForeignKey("orgs.Agency", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField()

    class Meta:
        """One counter for each letter and day."""

        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "letter"], name="ticket_number_row_unique"
            )
        ]


class TicketEvent(models.Model):
    """One thing that happened to a ticket: what, when, where, by whom."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=12)
    counter = models.ForeignKey(Counter, null=True, on_delete=models.PROTECT, related_name="+")
    actor_reference = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=120, blank=True)

    class Meta:
        """Read by ticket, in order."""

        indexes = [models.Index(fields=["ticket", "id"], name="ticket_event_order")]
