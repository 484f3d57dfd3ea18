"""Locks scans to the office that digitises."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

OF_SCAN = "exists (select 1 from documents_scan scan where scan.id = scan_id)"


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_files_may_be_forgotten"), ("orgs", "0001_tables")]

    operations = [
        row_security("documents_scan", agency_is("agency_id")),
        row_security("documents_scanpage", OF_SCAN),
    ]
