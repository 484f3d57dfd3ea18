"""Locks notifications to the person they are for; whoever acts on a case may add one."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        row_security(
            "notifications_notification",
            person_is("person_id"),
            public_insert=True,
        ),
    ]
