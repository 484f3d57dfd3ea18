"""Locks what single cases add to the numbers to their agency; the numbers themselves are public."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_row_security_of_duties"),
        ("identity", "0008_row_security_of_mandates"),
        ("orgs", "0001_tables"),
    ]

    operations = [row_security("cases_casetally", agency_is("agency_id"))]
