"""Locks papers to their person, the agency that verified them and those they are shared with."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_files_may_be_forgotten"),
        ("identity", "0001_tables"),
        ("orgs", "0001_tables"),
        ("vault", "0001_tables"),
    ]

    operations = [
        row_security(
            "vault_vaultpaper",
            person_is("person_id"),
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
        ),
        row_security("vault_paperuse", person_is("person_id"), agency_is("agency_id")),
    ]
