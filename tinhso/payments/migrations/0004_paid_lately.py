"""An index for payments made lately, whose news may be lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_mandates")]

    operations = [
        migrations.AddIndex(
            model_name="paymentintent",
            index=models.Index(
                fields=["paid_at"],
                name="intent_paid_lately",
                condition=models.Q(("state", "PAID")),
            ),
        ),
    ]
