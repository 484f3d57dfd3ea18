"""Locks what is told to and comes from the national portal: the platform alone reads it."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_row_security_of_co_signatures")]

    operations = [row_security("cases_casesync"), row_security("cases_nationalfiling")]
