"""Locks requests to follow: only the platform reads them, by their token."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0004_calls_row_level_security"),
        ("identity", "0012_row_security_of_credentials"),
        ("orgs", "0001_tables"),
    ]

    operations = [row_security("contact_followrequest")]
