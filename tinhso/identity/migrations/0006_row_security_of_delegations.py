"""Locks delegations to the agency in which they hold."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_consents_row_level_security"), ("orgs", "0001_tables")]

    operations = [row_security("identity_delegation", agency_is("agency_id"))]
