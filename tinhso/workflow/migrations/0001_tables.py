import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("workflow", "0001_initial"), ("workflow", "0003_branches")]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name="StepRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("subject", models.CharField(max_length=40)),
                        ("step_code", models.CharField(max_length=40)),
                        ("ordinal", models.PositiveSmallIntegerField()),
                        ("role", models.CharField(max_length=16)),
                        (
                            "reader_agency_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        ("reader_person_id", models.BigIntegerField(null=True)),
                        ("entered_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=20)),
                        ("note", models.TextField(blank=True)),
                        (
                            "branch",
                            models.CharField(blank=True, db_default="", default="", max_length=40),
                        ),
                        ("parallel_group", models.PositiveSmallIntegerField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="orgs.agency",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)),
                                fields=("subject", "branch"),
                                name="step_run_one_open",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("left_at__isnull", True), ("parallel_group__isnull", False)
                                ),
                                expressions=[("subject", "="), ("parallel_group", "<>")],
                                name="step_run_one_group",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("branch", ""), ("parallel_group__isnull", True)),
                                    models.Q(
                                        models.Q(("branch", ""), _negated=True),
                                        ("parallel_group__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="step_run_branch_has_group",
                            ),
                            models.UniqueConstraint(
                                fields=("subject", "ordinal"), name="step_run_ordinal_unique"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
