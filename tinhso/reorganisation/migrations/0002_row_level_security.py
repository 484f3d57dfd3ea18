"""Locks the tables to the platform: views check the person first, then read as the platform."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_tables"), ("reorganisation", "0001_tables")]

    operations = [
        row_security("reorganisation_reorganisation"),
        row_security("reorganisation_agencyrow"),
        row_security("reorganisation_matterrow"),
        row_security("reorganisation_turn"),
        row_security("reorganisation_transfer"),
    ]
