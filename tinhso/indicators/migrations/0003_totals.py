"""Sums over all breakdowns beside the sums by breakdown, made of these once, locked as they are."""

import django.db.models.deletion
from django.db import migrations, models

from tinhso.core.rls import IS_SYSTEM, agency_is, row_security

_IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"
_AMONG = "indicator_id in (select id from indicators_indicator where {})"
_OWN = _AMONG.format(f"{agency_is('owner_id')} or {agency_is('keeper_id')}")
_OPEN = _AMONG.format(f"sensitivity = 'PUBLIC' or (sensitivity = 'INTERNAL' and {_IS_OFFICER})")
_READABLE = f"{IS_SYSTEM} or {agency_is('agency_id')} or {_OWN} or {_OPEN}"
_FILL = """
select set_config('app.actor', 'system', true);
insert into indicators_facttotal (indicator_id, area_id, agency_id, period_id, numerator,
    denominator, fact_count, numerator_count, denominator_count)
select indicator_id, area_id, agency_id, period_id, sum(numerator), sum(denominator),
    sum(fact_count), sum(numerator_count), sum(denominator_count)
from indicators_factsum group by 1, 2, 3, 4;
select set_config('app.actor', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_row_level_security"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_id", models.IntegerField()),
                ("numerator", models.DecimalField(decimal_places=6, default=0, max_digits=38)),
                ("denominator", models.DecimalField(decimal_places=6, default=0, max_digits=38)),
                ("fact_count", models.BigIntegerField(default=0)),
                ("numerator_count", models.BigIntegerField(default=0)),
                ("denominator_count", models.BigIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.agency",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.area",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "period_id", "area", "agency"), name="fact_total_once"
                    )
                ],
            },
        ),
        row_security("indicators_facttotal", agency_is("agency_id"), _OWN),
        migrations.RunSQL(
            f"alter policy indicators_facttotal_select on indicators_facttotal using ({_READABLE})",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
