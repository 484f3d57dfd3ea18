"""Locks dossiers, hand-overs, copies and words; their history grows only.

Words are locked too, but not against the owner of the tables: the functions that search are the
owner's, look into the index, and let the locks of documents, tasks and dossiers judge what it
found.
"""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, row_security

OF_DOSSIER = "exists (select 1 from records_dossier d where d.id = dossier_id)"
OF_COPY = "exists (select 1 from records_officialcopy c where c.id = copy_id)"
OF_ROW = (
    "exists (select 1 from records_officialdocument o where o.id = official_id)"
    " or exists (select 1 from records_task t where t.id = task_id)"
    " or exists (select 1 from records_dossier d where d.id = dossier_id)"
)

APPEND_ONLY = """
create trigger records_dossierevent_append_only before update or delete on records_dossierevent
    for each row execute function records_event_is_append_only();
"""

OWNER_LOOKS = """
alter table records_searchwords no force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_tables"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
        ("records", "0009_attachments"),
    ]

    operations = [
        row_security("records_dossier", agency_is("agency_id"), agency_among("reader_agency_ids")),
        row_security("records_dossieritem", OF_DOSSIER),
        row_security("records_dossierevent", OF_DOSSIER),
        row_security("records_handover", OF_DOSSIER),
        row_security("records_destruction", agency_is("agency_id")),
        row_security("records_officialcopy", agency_is("agency_id")),
        row_security("records_copypage", OF_COPY),
        row_security("records_searchwords", OF_ROW),
        migrations.RunSQL(
            APPEND_ONLY, "drop trigger records_dossierevent_append_only on records_dossierevent"
        ),
        migrations.RunSQL(OWNER_LOOKS, "alter table records_searchwords force row level security"),
    ]
