"""Facts are found by day: a month's file reads its month, and not its whole year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_totals")]

    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["day"], name="fact_by_day"),
        ),
    ]
