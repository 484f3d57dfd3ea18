"""Locks what the population register said to the person it is about."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0008_row_security_of_mandates")]

    operations = [row_security("identity_registerlookup", person_is("person_id"))]
