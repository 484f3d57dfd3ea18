"""Locks consents to the person who gave them and the agency they were given to."""

from django.db import migrations

from tinhso.core.rls import agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_row_level_security"), ("orgs", "0001_tables")]

    operations = [
        row_security("identity_consent", person_is("person_id"), agency_is("agency_id")),
    ]
