"""Locks notifications to the person they are for; whoever acts on a case may add one."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_row_level_security"), ("notifications", "0001_tables")]

    operations = [
        row_security(
            "notifications_notification",
            person_is("person_id"),
            public_insert=True,
        ),
    ]
