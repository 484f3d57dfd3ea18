import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed
import tinhso.sharing.rules
from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("sharing", "0001_initial")]

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
                    name="Agreement",
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
                        ("service", models.CharField(max_length=40)),
                        ("version", models.PositiveIntegerField()),
                        ("purpose", models.CharField(max_length=300)),
                        ("legal_basis", models.CharField(max_length=300)),
                        (
                            "fields",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), size=None
                            ),
                        ),
                        ("per_minute", models.PositiveIntegerField()),
                        ("per_day", models.PositiveIntegerField()),
                        ("valid_from", models.DateField()),
                        ("valid_to", models.DateField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ cơ quan giữ dữ liệu"),
                                    ("HALF_APPROVED", "Chờ người duyệt thứ hai"),
                                    ("ACTIVE", "Đang hiệu lực"),
                                    ("REFUSED", "Bị từ chối"),
                                    ("SUSPENDED", "Tạm dừng"),
                                    ("ENDED", "Đã chấm dứt"),
                                ],
                                default=tinhso.sharing.rules.State["PROPOSED"],
                                max_length=14,
                            ),
                        ),
                        ("proposer_name", models.CharField(max_length=120)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "first_approver",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "proposer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="sharing.client",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-id"], name="sharing_asked_by"),
                            models.Index(fields=["owner", "-id"], name="sharing_asked_of"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="sharing_agreement_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver__isnull", True),
                                    models.Q(
                                        models.Q(("approver", models.F("proposer")), _negated=True),
                                        models.Q(
                                            ("first_approver__isnull", True),
                                            models.Q(
                                                ("approver", models.F("first_approver")),
                                                _negated=True,
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="sharing_agreement_by_two",
                            ),
                            models.UniqueConstraint(
                                fields=("client", "service", "version"),
                                name="sharing_agreement_version",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["ACTIVE", "SUSPENDED"])),
                                fields=("client", "service"),
                                name="sharing_agreement_one_in_force",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessToken",
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
                        ("digest", models.BinaryField(max_length=32, unique=True)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sharing.agreement",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Client",
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
                        ("code", models.CharField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("contact", models.CharField(max_length=200)),
                        ("keys", models.JSONField(default=dict)),
                        ("new_keys", models.JSONField(null=True)),
                        ("keys_proposer_name", models.CharField(blank=True, max_length=120)),
                        ("is_suspended", models.BooleanField(default=False)),
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
                            "keys_proposer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "name"], name="sharing_client_of_agency")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                        ("url", models.URLField(max_length=300)),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), size=None
                            ),
                        ),
                        ("secret", tinhso.core.sealed.SealedTextField()),
                        ("former_secret", tinhso.core.sealed.SealedTextField(blank=True)),
                        ("former_until", models.DateTimeField(null=True)),
                        ("is_paused", models.BooleanField(default=False)),
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
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to="sharing.client",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                        ("topic", models.CharField(max_length=60)),
                        ("body", models.TextField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Đang chờ gửi"),
                                    ("DELIVERED", "Bên nhận đã nhận"),
                                    ("DEAD", "Không gửi được"),
                                ],
                                default="WAITING",
                                max_length=10,
                            ),
                        ),
                        ("attempt_count", models.PositiveIntegerField(default=0)),
                        ("turn_count", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("queued_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="sharing.subscription",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subscription", "-id"], name="sharing_deliveries")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UsedOnce",
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
                        ("digest", models.BinaryField(max_length=32)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sharing.client",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("client", "digest"), name="sharing_used_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Watch",
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
                        ("service", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=120)),
                        ("state", models.CharField(max_length=120)),
                        ("until", models.DateTimeField()),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sharing.client",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["service", "id"], name="sharing_watched")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("client", "service", "subject"), name="sharing_watched_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementEvent",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ cơ quan giữ dữ liệu"),
                                    ("HALF_APPROVED", "Chờ người duyệt thứ hai"),
                                    ("ACTIVE", "Đang hiệu lực"),
                                    ("REFUSED", "Bị từ chối"),
                                    ("SUSPENDED", "Tạm dừng"),
                                    ("ENDED", "Đã chấm dứt"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=120)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sharing.agreement",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agreement", "id"], name="sharing_history")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                        ("client_name", models.CharField(max_length=120)),
                        ("service", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("outcome", models.CharField(max_length=40)),
                        ("reference", models.CharField(blank=True, max_length=60)),
                        ("purpose", models.CharField(max_length=300)),
                        (
                            "fields",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        ("record_count", models.PositiveIntegerField(default=0)),
                        ("entry", models.UUIDField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="sharing.agreement",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["agency", "-id"], name="sharing_call_by"),
                            models.Index(fields=["owner", "-id"], name="sharing_call_of"),
                            models.Index(fields=["agreement", "-id"], name="sharing_call_under"),
                            models.Index(
                                condition=models.Q(("person__isnull", False)),
                                fields=["person", "-id"],
                                name="sharing_call_about",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
