"""Locks step runs to the agencies and the person of their subject."""

from django.db import migrations

from tinhso.core.rls import agency_among, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
        ("workflow", "0001_tables"),
    ]

    operations = [
        row_security(
            "workflow_steprun",
            agency_among("reader_agency_ids"),
            person_is("reader_person_id"),
        )
    ]
