"""Locks documents to the agency that keeps them and those they are opened to; history only grows."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, row_security

OF_VISIBLE = "exists (select 1 from records_officialdocument o where o.id = official_id)"
LINKED = "exists (select 1 from records_officialdocument o where o.id in (source_id, target_id))"

APPEND_ONLY = """
create function records_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a document can only grow' using errcode = 'restrict_violation';
end $$;
create trigger records_documentevent_append_only before update or delete on records_documentevent
    for each row execute function records_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_tables"),
        ("orgs", "0001_tables"),
        ("records", "0001_tables"),
    ]

    operations = [
        row_security(
            "records_officialdocument",
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
        ),
        row_security("records_documentlink", LINKED),
        row_security("records_documentevent", OF_VISIBLE),
        migrations.RunSQL(
            sql=APPEND_ONLY,
            reverse_sql="drop function records_event_is_append_only() cascade",
        ),
    ]
