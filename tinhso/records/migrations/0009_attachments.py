"""Files that go with outgoing documents; documents taken back by their issuer."""

import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.rls import row_security

OF_VISIBLE = "exists (select 1 from records_officialdocument o where o.id = official_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0010_official_documents"),
        ("records", "0008_register_years"),
    ]

    operations = [
        migrations.AddField("officialdocument", "recalled_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("added_by", models.CharField(max_length=120)),
                ("added_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="records.officialdocument",
                    ),
                ),
            ],
        ),
        row_security("records_attachment", OF_VISIBLE),
    ]
