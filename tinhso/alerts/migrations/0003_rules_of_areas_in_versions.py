import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0002_row_level_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="alert",
            name="rule_number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="area_code",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="alertrule",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.CreateModel(
            name="AlertRuleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("written", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="alerts.alertrule",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "number"), name="alert_rule_version_number"
                    )
                ],
            },
        ),
    ]
