from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("core", "0001_initial"), ("core", "0003_rate_counts")]

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            sql="""
            create extension if not exists unaccent;
            create extension if not exists pg_trgm;
            create extension if not exists btree_gist;
            create function tinhso_fold(text) returns text
            language sql immutable strict parallel safe
            as $$ select lower(unaccent('unaccent'::regdictionary, $1)) $$;
            """,
            reverse_sql="drop function tinhso_fold(text);",
        ),
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        ("date", models.DateField(primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("HOLIDAY", "Ngày nghỉ"),
                                    ("WORKING_DAY", "Ngày làm việc bù"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("name_vi", models.CharField(max_length=200)),
                        ("name_en", models.CharField(blank=True, max_length=200)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("certainty", models.CharField(blank=True, max_length=20)),
                    ],
                    options={
                        "ordering": ["date"],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
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
                        ("actor_reference", models.CharField(max_length=80)),
                        ("key", models.CharField(max_length=200)),
                        ("operation", models.CharField(max_length=80)),
                        ("request_hash", models.BinaryField(max_length=32)),
                        ("response", models.JSONField(null=True)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["created_at"], name="idempotency_created")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("actor_reference", "key"), name="idempotency_key_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
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
                        ("destination", models.CharField(max_length=60)),
                        ("topic", models.CharField(max_length=120)),
                        ("ordering_key", models.CharField(blank=True, max_length=200)),
                        ("idempotency_key", models.CharField(max_length=200, unique=True)),
                        ("payload", models.JSONField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PENDING", "Chờ gửi"),
                                    ("SENT", "Đã gửi"),
                                    ("DEAD", "Không gửi được"),
                                ],
                                default="PENDING",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField()),
                        ("last_error", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "PENDING")),
                                fields=["destination", "next_attempt_at", "id"],
                                name="outbox_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "PENDING")),
                                fields=["destination", "ordering_key", "id"],
                                name="outbox_order",
                            ),
                            models.Index(
                                condition=models.Q(("state", "DEAD")),
                                fields=["-id"],
                                name="outbox_dead",
                            ),
                            models.Index(
                                condition=models.Q(("state", "SENT")),
                                fields=["sent_at"],
                                name="outbox_sent",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["PENDING", "SENT", "DEAD"])),
                                name="outbox_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "SENT")),
                                    models.Q(
                                        models.Q(("state", "SENT"), _negated=True),
                                        ("sent_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="outbox_sent_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateCount",
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
                        ("key", models.BinaryField(max_length=32)),
                        ("began_at", models.DateTimeField()),
                        ("count", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["began_at"], name="rate_count_began")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "began_at"), name="rate_count_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
