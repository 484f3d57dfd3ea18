"""Locks the rows: both agencies see their agreements and calls, people the calls about them."""

from django.db import migrations

from tinhso.core.rls import agency_is, person_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0012_row_security_of_credentials"),
        ("orgs", "0001_tables"),
        ("sharing", "0001_tables"),
    ]

    operations = [
        row_security("sharing_client", agency_is("agency_id")),
        row_security("sharing_agreement", agency_is("agency_id"), agency_is("owner_id")),
        row_security("sharing_agreementevent"),
        row_security("sharing_accesstoken"),
        row_security("sharing_usedonce"),
        row_security(
            "sharing_call", agency_is("agency_id"), agency_is("owner_id"), person_is("person_id")
        ),
        row_security("sharing_subscription", agency_is("agency_id")),
        row_security("sharing_watch"),
        row_security("sharing_delivery", agency_is("agency_id")),
    ]
