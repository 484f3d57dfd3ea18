"""Locks requests to follow: only the platform reads them, by their token."""

from django.db import migrations

from tinhso.core.rls import row_security


class Migration(migrations.Migration):
    dependencies = [("contact", "0005_lists_numbers_pictures_followers")]

    operations = [row_security("contact_followrequest")]
