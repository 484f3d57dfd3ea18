"""Locks messages to the platform itself and answered requests to who asked."""

from django.db import migrations

from tinhso.core.rls import reference_is, row_security


class Migration(migrations.Migration):
    dependencies = [("core", "0001_tables")]

    operations = [
        row_security("core_outboxmessage", public_insert=True),
        row_security("core_idempotencykey", reference_is("actor_reference")),
    ]
