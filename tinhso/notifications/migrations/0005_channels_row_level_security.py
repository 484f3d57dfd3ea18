"""Locks what is known about a person's channels to that person; tokens to the platform."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_row_level_security"),
        ("notifications", "0002_row_level_security"),
    ]

    operations = [
        row_security("notifications_channeldelivery", person_is("person_id")),
        row_security("notifications_channelchoice", person_is("person_id")),
        row_security("notifications_unreachableaddress", person_is("person_id")),
        row_security("notifications_providertoken"),
    ]
