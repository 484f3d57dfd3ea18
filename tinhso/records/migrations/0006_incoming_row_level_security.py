"""Locks what came in, directives and tasks; what was shut away is open to nobody; history grows."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, row_security

OF_DOCUMENT = "exists (select 1 from records_officialdocument o where o.id = official_id)"
OF_TASK = "exists (select 1 from records_task t where t.id = task_id)"

APPEND_ONLY = """
create trigger records_tasknote_append_only before update or delete on records_tasknote
    for each row execute function records_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_tables"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
        ("records", "0004_outgoing_row_level_security"),
    ]

    operations = [
        row_security("records_arrival", OF_DOCUMENT),
        row_security("records_quarantineditem"),
        row_security(
            "records_directive", agency_is("agency_id"), agency_among("reader_agency_ids")
        ),
        row_security(
            "records_task",
            agency_is("agency_id"),
            agency_is("giver_agency_id"),
            agency_among("reader_agency_ids"),
        ),
        row_security("records_taskparty", OF_TASK),
        row_security("records_tasknote", OF_TASK),
        row_security("records_extension", OF_TASK),
        migrations.RunSQL(
            APPEND_ONLY, "drop trigger records_tasknote_append_only on records_tasknote"
        ),
    ]
