"""Locks messages and their history: the platform alone reads them, for administrators."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_tables"), ("identity", "0012_row_security_of_credentials")]

    operations = [
        row_security("exchange_message"),
        row_security("exchange_messageevent"),
    ]
