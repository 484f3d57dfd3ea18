"""Locks papers to their person, the agency that verified them and those they are shared with."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        row_security(
            "vault_vaultpaper",
            person_is("person_id"),
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
        ),
        row_security("vault_paperuse", person_is("person_id"), agency_is("agency_id")),
    ]
