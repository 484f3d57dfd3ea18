"""Files read for marks of secrecy, and sealed by their organisation."""

from django.db import migrations

# A line of a task's history never changes, but its file may be read later, and be taken out sealed.
MAY_BE_READ = """
drop trigger records_tasknote_append_only on records_tasknote;
create trigger records_tasknote_append_only before delete on records_tasknote
    for each row execute function records_event_is_append_only();
create trigger records_tasknote_unchanged before update on records_tasknote
    for each row when (
        (old.task_id, old.kind, old.text, old.percent, old.at, old.actor_name, old.agency_name)
            is distinct from
        (new.task_id, new.kind, new.text, new.percent, new.at, new.actor_name, new.agency_name)
        or (new.upload_id is not null and new.upload_id is distinct from old.upload_id)
    ) execute function records_event_is_append_only();
"""
MAY_NOT = """
drop trigger records_tasknote_unchanged on records_tasknote;
drop trigger records_tasknote_append_only on records_tasknote;
create trigger records_tasknote_append_only before update or delete on records_tasknote
    for each row execute function records_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_tables"), ("records", "0012_one_search")]

    operations = [
        migrations.RunSQL(MAY_BE_READ, MAY_NOT),
    ]
