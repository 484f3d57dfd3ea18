"""Locks alerts to the agency that watches and those that take part; timelines follow them."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, row_security

_IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_tables"),
        ("indicators", "0001_tables"),
        ("orgs", "0001_tables"),
        ("records", "0012_one_search"),
    ]

    operations = [
        row_security("alerts_alertrule", _IS_OFFICER),
        row_security("alerts_alert", agency_is("agency_id"), agency_among("reader_agency_ids")),
        row_security("alerts_alertevent", "alert_id in (select id from alerts_alert)"),
    ]
