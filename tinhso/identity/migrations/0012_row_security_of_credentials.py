"""Locks second factors, recovery codes and sessions to the platform alone."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0010_row_security_of_lookups")]

    operations = [
        row_security("identity_secondfactor"),
        row_security("identity_recoverycode"),
        row_security("identity_signedinsession"),
    ]
