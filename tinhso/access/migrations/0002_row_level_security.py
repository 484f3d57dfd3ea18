"""Locks the rows: agencies see their own changes, reviews and emergencies, people their requests."""

from django.db import migrations

from tinhso.core.rls import agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_tables"),
        ("identity", "0012_row_security_of_credentials"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security("access_sensitivechange", agency_is("agency_id")),
        row_security("access_emergencyaccess", agency_is("agency_id")),
        row_security("access_accessreview", agency_is("agency_id")),
        row_security("access_datarequest", person_is("person_id")),
    ]
