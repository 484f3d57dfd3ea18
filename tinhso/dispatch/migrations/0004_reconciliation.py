"""Comparisons of our account with the axis's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0003_transmission_failed_at")]

    operations = [
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=120)),
                ("counts", models.JSONField(default=dict)),
                ("differences", models.JSONField(default=list)),
                ("difference_count", models.PositiveIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
        ),
    ]
