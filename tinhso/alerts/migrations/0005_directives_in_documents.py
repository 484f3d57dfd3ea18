"""A rule may ask for a signed document; leaders are told once that a directive is late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0004_rules_row_level_security"),
        ("records", "0015_directives_become_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="alertrule",
            name="needs_document",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="alert",
            name="late_told_at",
            field=models.DateTimeField(null=True),
        ),
    ]
