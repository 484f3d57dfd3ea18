"""Locks mandates to the two people they tie together."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_row_security_of_delegations")]

    operations = [
        row_security(
            "identity_mandate", person_is("represented_id"), person_is("representative_id")
        ),
    ]
