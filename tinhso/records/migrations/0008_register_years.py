"""Registers hold for whole years and say who opened and closed them."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_search")]

    operations = [
        migrations.AddField(
            "outgoingregister",
            "first_year",
            models.PositiveSmallIntegerField(default=2020),
            preserve_default=False,
        ),
        migrations.AddField(
            "outgoingregister", "end_year", models.PositiveSmallIntegerField(null=True)
        ),
        migrations.AddField(
            "outgoingregister", "opened_by", models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField(
            "outgoingregister",
            "opened_at",
            models.DateTimeField(default=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
            preserve_default=False,
        ),
        migrations.AddField(
            "outgoingregister", "closed_by", models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField("outgoingregister", "closed_at", models.DateTimeField(null=True)),
    ]
