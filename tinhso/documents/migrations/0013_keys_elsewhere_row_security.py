"""Row-level security: keys kept elsewhere and what waits for them, by agency."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

_TABLES = ("documents_outsidekey", "documents_signingsession", "documents_signingrequest")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_received_row_level_security"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
    ]

    operations = [row_security(table, agency_is("agency_id")) for table in _TABLES]
