"""Locks outgoing work to whoever sees its document; revisions never change."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

OF_VISIBLE = "exists (select 1 from records_officialdocument o where o.id = official_id)"
OF_VISIBLE_WORK = "exists (select 1 from records_officialdocument o where o.id = outgoing_id)"

APPEND_ONLY = """
create function records_revision_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'a revision never changes' using errcode = 'restrict_violation';
end $$;
create trigger records_revision_append_only before update or delete on records_revision
    for each row execute function records_revision_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
        ("records", "0002_row_level_security"),
    ]

    operations = [
        row_security("records_outgoingdocument", OF_VISIBLE),
        row_security("records_revision", OF_VISIBLE_WORK),
        row_security("records_remark", OF_VISIBLE_WORK),
        row_security("records_opinionrequest", OF_VISIBLE_WORK),
        row_security("records_recipient", OF_VISIBLE),
        row_security("records_follower", OF_VISIBLE),
        row_security("records_documenttemplate", "agency_id is null", agency_is("agency_id")),
        row_security("records_outgoingregister", agency_is("agency_id")),
        migrations.RunSQL(
            sql=APPEND_ONLY,
            reverse_sql="drop function records_revision_never_changes() cascade",
        ),
    ]
