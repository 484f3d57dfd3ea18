import django.db.models.deletion
from django.db import migrations, models

import tinhso.core.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0004_drafts_row_level_security"),
        ("identity", "0012_row_security_of_credentials"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoardMailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area_code", models.CharField(max_length=8)),
                ("period_kind", models.CharField(max_length=10)),
                ("reading", models.CharField(max_length=8)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("DAILY", "Mỗi ngày"),
                            ("WEEKLY", "Mỗi tuần"),
                            ("MONTHLY", "Mỗi tháng"),
                        ],
                        max_length=8,
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(default=1)),
                ("day", models.PositiveSmallIntegerField(default=1)),
                ("hour", models.PositiveSmallIntegerField(default=7)),
                ("is_open", models.BooleanField(default=True)),
                ("next_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="dashboards.board",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoardRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("address", tinhso.core.sealed.SealedTextField()),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recipients",
                        to="dashboards.boardmailing",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoardLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Đang lập"),
                            ("MADE", "Chờ gửi"),
                            ("SENT", "Đã gửi"),
                            ("REFUSED", "Máy chủ thư từ chối"),
                            ("STOPPED", "Người nhận đã ngừng nhận"),
                            ("NO_ACCESS", "Không còn quyền xem bảng"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("size", models.PositiveIntegerField(default=0)),
                ("is_enclosed", models.BooleanField(default=True)),
                ("content", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="dashboards.boardrecipient",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="boardmailing",
            index=models.Index(
                condition=models.Q(("is_open", True)), fields=["next_at"], name="board_mailing_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmailing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rhythm__in", ["DAILY", "WEEKLY", "MONTHLY"]),
                    ("weekday__range", (1, 7)),
                    ("day__range", (1, 28)),
                    ("hour__range", (0, 23)),
                ),
                name="board_mailing_turns",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardrecipient",
            constraint=models.UniqueConstraint(
                fields=("mailing", "person"), name="board_recipient_once"
            ),
        ),
        migrations.AddIndex(
            model_name="boardletter",
            index=models.Index(
                condition=models.Q(("state", "WAITING")), fields=["id"], name="board_letter_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardletter",
            constraint=models.UniqueConstraint(
                fields=("recipient", "due_at"), name="board_letter_once"
            ),
        ),
    ]
