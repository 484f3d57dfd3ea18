"""Administrative documents (Decree 30/2020) are a kind of document."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_received_row_level_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("SLIP", "Phiếu"),
                    ("RESULT", "Kết quả giải quyết"),
                    ("COPY", "Bản sao điện tử"),
                    ("RECEIPT", "Biên lai"),
                    ("OFFICIAL", "Văn bản hành chính"),
                ],
                max_length=10,
            ),
        ),
    ]
