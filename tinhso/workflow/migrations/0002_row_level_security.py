"""Locks step runs to the agencies and the person of their subject."""

from django.db import migrations

from tinhso.core.rls import agency_among, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [
        row_security(
            "workflow_steprun",
            agency_among("reader_agency_ids"),
            person_is("reader_person_id"),
        )
    ]
