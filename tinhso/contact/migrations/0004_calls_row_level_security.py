"""Locks calls, letters and chats to the agency that runs the line; keys to the platform."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

OF_VISIBLE_CALL = "exists (select 1 from contact_call c where c.id = call_id)"
OF_VISIBLE_CONVERSATION = (
    "exists (select 1 from contact_conversation c where c.id = conversation_id)"
)
OF_VISIBLE_CONTACT = "exists (select 1 from contact_contact c where c.id = contact_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_row_level_security"),
        ("documents", "0001_tables"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security("contact_handset", agency_is("agency_id")),
        row_security("contact_call", agency_is("agency_id")),
        row_security("contact_callnotice", OF_VISIBLE_CALL),
        row_security("contact_apikey"),
        row_security("contact_filing", OF_VISIBLE_CONTACT),
        row_security("contact_letter", agency_is("agency_id")),
        row_security("contact_conversation", agency_is("agency_id")),
        row_security("contact_chatmessage", OF_VISIBLE_CONVERSATION),
        row_security("contact_suggestionrecord", OF_VISIBLE_CONTACT),
    ]
