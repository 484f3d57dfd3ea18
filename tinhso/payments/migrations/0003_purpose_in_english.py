"""What a claim is for, in English too; claims made before keep their Vietnamese words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_row_level_security")]

    operations = [
        migrations.AddField(
            model_name="paymentintent",
            name="purpose_en",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
    ]
