"""Lets any officer read a rule and its versions, and only the agency that watches write them."""

from django.db import migrations

from tinhso.core.rls import IS_SYSTEM, agency_is, row_security

_IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"
_OWN = f"{IS_SYSTEM} or {agency_is('agency_id')}"
_FORMER = f"{IS_SYSTEM} or {_IS_OFFICER}"
_RULES = "rule_id in (select id from alerts_alertrule{})"


def _written_by(condition: str) -> str:
    table = "alerts_alertrule"
    return (
        f"alter policy {table}_insert on {table} with check ({condition});"
        f"alter policy {table}_update on {table} using ({condition}) with check ({condition});"
        f"alter policy {table}_delete on {table} using ({condition});"
    )


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_rules_of_areas_in_versions")]

    operations = [
        migrations.RunSQL(sql=_written_by(_OWN), reverse_sql=_written_by(_FORMER)),
        row_security("alerts_alertruleversion", _RULES.format(f" where {agency_is('agency_id')}")),
        migrations.RunSQL(
            sql=(
                "alter policy alerts_alertruleversion_select on alerts_alertruleversion "
                f"using ({IS_SYSTEM} or {_RULES.format('')})"
            ),
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
