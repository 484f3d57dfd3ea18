"""Locks facts to who may read an indicator's numbers; batches to the agency of their source."""

from django.db import migrations

from tinhso.core.rls import IS_SYSTEM, agency_is, row_security

_IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"
_AMONG = "indicator_id in (select id from indicators_indicator where {})"
_OWN = _AMONG.format(f"{agency_is('owner_id')} or {agency_is('keeper_id')}")
#: Everybody reads what is public, officers what is internal.
_OPEN = _AMONG.format(f"sensitivity = 'PUBLIC' or (sensitivity = 'INTERNAL' and {_IS_OFFICER})")


def _readable_by_more(table: str) -> migrations.RunSQL:
    own = f"{IS_SYSTEM} or {agency_is('agency_id')} or {_OWN}"
    return migrations.RunSQL(
        sql=f"alter policy {table}_select on {table} using ({own} or {_OPEN})",
        reverse_sql=f"alter policy {table}_select on {table} using ({own})",
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_tables"), ("orgs", "0001_tables")]

    operations = [
        row_security("indicators_fact", agency_is("agency_id"), _OWN),
        _readable_by_more("indicators_fact"),
        row_security("indicators_factsum", agency_is("agency_id"), _OWN),
        _readable_by_more("indicators_factsum"),
        row_security("indicators_source", _IS_OFFICER),
        row_security("indicators_batch", agency_is("agency_id")),
        row_security("indicators_quarantinedrow", agency_is("agency_id")),
    ]
