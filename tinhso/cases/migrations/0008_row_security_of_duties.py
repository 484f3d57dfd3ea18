"""Locks papers to digitise to those who may see their case."""

from django.db import migrations

from tinhso.core.rls import row_security

OF_VISIBLE_CASE = "exists (select 1 from cases_case c where c.id = case_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_row_security_of_paths"),
        ("documents", "0006_scan_row_level_security"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
    ]

    operations = [row_security("cases_paperduty", OF_VISIBLE_CASE)]
