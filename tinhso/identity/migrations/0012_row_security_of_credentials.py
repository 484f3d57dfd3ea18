"""Locks second factors, recovery codes and sessions to the platform alone."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0011_second_factors")]

    operations = [
        row_security("identity_secondfactor"),
        row_security("identity_recoverycode"),
        row_security("identity_signedinsession"),
    ]
