import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("counters", "0001_initial")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="PriorityClass",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=20, primary_key=True, serialize=False),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("name_en", models.CharField(max_length=80)),
                        ("weight_minutes", models.PositiveSmallIntegerField()),
                        ("is_for_bookings", models.BooleanField(default=False)),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(max_length=300)),
                        ("certainty", models.CharField(max_length=16)),
                    ],
                ),
                migrations.CreateModel(
                    name="QueueUnit",
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
                        ("is_open", models.BooleanField(default=True)),
                        ("is_always_open", models.BooleanField(default=False)),
                        ("kiosk_token", models.CharField(max_length=26, unique=True)),
                        ("slot_minutes", models.PositiveSmallIntegerField(default=30)),
                        ("days_ahead", models.PositiveSmallIntegerField(default=14)),
                        ("notice", models.CharField(blank=True, max_length=200)),
                        ("notice_en", models.CharField(blank=True, max_length=200)),
                        (
                            "agency",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Service",
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
                        ("letter", models.CharField(max_length=1)),
                        ("name", models.CharField(max_length=80)),
                        ("name_en", models.CharField(blank=True, max_length=80)),
                        (
                            "fields",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=120), default=list, size=None
                            ),
                        ),
                        ("slot_capacity", models.PositiveSmallIntegerField(default=0)),
                        ("sort_order", models.PositiveSmallIntegerField(default=0)),
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
                                fields=("agency", "letter"), name="service_letter_unique"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("letter__regex", "^[A-Z]$")),
                                name="service_letter_is_a_letter",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
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
                        ("place", models.CharField(blank=True, max_length=80)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("CLOSED", "Đóng"),
                                    ("OPEN", "Đang phục vụ"),
                                    ("PAUSED", "Tạm nghỉ"),
                                ],
                                default="CLOSED",
                                max_length=8,
                            ),
                        ),
                        ("clerk_name", models.CharField(blank=True, max_length=120)),
                        ("state_since", models.DateTimeField(null=True)),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "clerk",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "services",
                            models.ManyToManyField(related_name="counters", to="counters.service"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "number"), name="counter_number_unique"
                            ),
                            models.UniqueConstraint(fields=("clerk",), name="counter_clerk_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("clerk__isnull", True), ("state", "CLOSED")),
                                    models.Q(
                                        models.Q(("state", "CLOSED"), _negated=True),
                                        ("clerk__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="counter_open_has_clerk",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
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
                        ("starts_at", models.DateTimeField()),
                        ("code", models.CharField(max_length=6)),
                        ("subject", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("BOOKED", "Đã đặt"),
                                    ("ARRIVED", "Đã đến"),
                                    ("CANCELLED", "Đã huỷ"),
                                    ("MISSED", "Không đến"),
                                ],
                                default="BOOKED",
                                max_length=10,
                            ),
                        ),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="counters.service",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["service", "starts_at"], name="booking_service_time"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "BOOKED")),
                                fields=("person", "service", "starts_at"),
                                name="booking_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "BOOKED")),
                                fields=("agency", "code"),
                                name="booking_code_unique",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ticket",
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
                        ("letter", models.CharField(max_length=1)),
                        ("number", models.PositiveIntegerField()),
                        ("token", models.CharField(max_length=26, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Đang chờ"),
                                    ("CALLED", "Đang gọi"),
                                    ("SERVING", "Đang phục vụ"),
                                    ("FINISHED", "Đã xong"),
                                    ("NO_SHOW", "Vắng mặt"),
                                    ("CANCELLED", "Đã huỷ"),
                                    ("EXPIRED", "Hết ngày"),
                                ],
                                default="WAITING",
                                max_length=10,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PHONE", "Điện thoại"),
                                    ("KIOSK", "Máy lấy số"),
                                    ("BOOKING", "Lịch hẹn"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("language", models.CharField(default="vi", max_length=5)),
                        ("taken_at", models.DateTimeField()),
                        ("rank_at", models.DateTimeField()),
                        ("called_at", models.DateTimeField(null=True)),
                        ("call_count", models.PositiveSmallIntegerField(default=0)),
                        ("first_called_at", models.DateTimeField(null=True)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("phone", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("phone_index", models.BinaryField(max_length=32, null=True)),
                        ("visitor_index", models.BinaryField(max_length=32, null=True)),
                        ("address_index", models.BinaryField(max_length=32, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "booking",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ticket",
                                to="counters.booking",
                            ),
                        ),
                        (
                            "counter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="counters.counter",
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
                            "priority",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="counters.priorityclass",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="counters.service",
                            ),
                        ),
                        (
                            "target_counter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passed_on",
                                to="counters.counter",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["agency", "day", "state", "rank_at"], name="ticket_queue"
                            ),
                            models.Index(
                                condition=models.Q(("visitor_index__isnull", False)),
                                fields=["visitor_index"],
                                name="ticket_visitor",
                            ),
                            models.Index(fields=["person", "day"], name="ticket_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "day", "letter", "number"),
                                name="ticket_number_unique",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("CALLED", "SERVING"))),
                                fields=("counter",),
                                name="ticket_one_at_a_counter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("CALLED", "SERVING")), _negated=True),
                                    models.Q(
                                        ("called_at__isnull", False), ("counter__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="ticket_called_has_counter",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketEvent",
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
                        ("act", models.CharField(max_length=12)),
                        ("actor_reference", models.CharField(max_length=40)),
                        ("actor_name", models.CharField(blank=True, max_length=120)),
                        (
                            "counter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counters.counter",
                            ),
                        ),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="counters.ticket",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["ticket", "id"], name="ticket_event_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketNumber",
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
                        ("letter", models.CharField(max_length=1)),
                        ("last", models.PositiveIntegerField()),
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
                                fields=("agency", "day", "letter"), name="ticket_number_row_unique"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
