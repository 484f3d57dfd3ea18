"""A directive says which evidence it wants, and which document it was issued as."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0014_search_by_agency")]

    operations = [
        migrations.AddField(
            model_name="directive",
            name="evidence",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="directive",
            name="needs_document",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="directive",
            name="carried_by",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries",
                to="records.officialdocument",
            ),
        ),
    ]
