"""Locks reports from the national portal: the platform alone reads them."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("contact", "0006_follow_requests_row_level_security")]

    operations = [row_security("contact_nationalreport")]
