"""Locks messages to the agency that sends or receives them; envelopes to who uploaded them."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0001_tables"),
        ("documents", "0001_tables"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security("dispatch_envelope", agency_is("agency_id")),
        row_security("dispatch_inboundmessage", agency_is("agency_id")),
        row_security("dispatch_inboundfile", agency_is("agency_id")),
        row_security("dispatch_outgoingmessage", agency_is("agency_id")),
        row_security("dispatch_transmission", agency_is("agency_id")),
        row_security("dispatch_statusrecord", agency_is("agency_id")),
    ]
