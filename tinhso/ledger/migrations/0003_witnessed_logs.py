from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_row_level_security")]

    operations = [
        migrations.CreateModel(
            name="WitnessedLog",
            fields=[
                (
                    "origin",
                    models.CharField(max_length=200, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=400)),
                ("size", models.BigIntegerField(default=0)),
                ("root", models.BinaryField(default=bytes, max_length=32)),
                ("note", models.TextField(blank=True)),
                ("signed_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
