"""Locks people's data to themselves, the agencies that handle their affairs, and the platform."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_tables"), ("orgs", "0001_tables")]

    operations = [
        row_security("identity_person", person_is("id"), agency_among("reader_agency_ids")),
        row_security("identity_citizenaccount", person_is("person_id")),
        row_security("identity_officeraccount"),
        row_security("identity_appointment", agency_is("agency_id")),
        row_security(
            "identity_accesslog", person_is("person_id"), agency_is("agency_id"), public_insert=True
        ),
        row_security("identity_signinevent", person_is("person_id"), public_insert=True),
    ]
