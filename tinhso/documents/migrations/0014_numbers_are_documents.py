"""A statement of public numbers is a document of its own kind; the column stays as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0013_keys_elsewhere_row_security")]

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
                    ("ANNEX", "Văn bản kèm theo"),
                    ("NUMBERS", "Công bố số liệu"),
                ],
                max_length=10,
            ),
        ),
    ]
