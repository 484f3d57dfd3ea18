"""Words know whose they are: the index answers for one's own agencies, not for the province.

``agency_ids`` are the agencies that may see the row; triggers keep them beside its locks. The locks
of what was found still judge, so that an agency too many shows nothing.
"""

from django.db import migrations

from tinhso.core.rls import ACTING_AGENCIES

WHOSE = """
create function records_readers_of_words() returns trigger language plpgsql as $$
begin
    if new.official_id is not null then
        select o.agency_id || o.reader_agency_ids into new.agency_ids
        from records_officialdocument o where o.id = new.official_id;
    elsif new.task_id is not null then
        select t.agency_id || (t.giver_agency_id || t.reader_agency_ids) into new.agency_ids
        from records_task t where t.id = new.task_id;
    else
        select d.agency_id || d.reader_agency_ids into new.agency_ids
        from records_dossier d where d.id = new.dossier_id;
    end if;
    new.agency_ids := coalesce(new.agency_ids, '{}');
    return new;
end $$;
create trigger records_searchwords_readers before insert or update of words on records_searchwords
    for each row execute function records_readers_of_words();

create function records_document_readers() returns trigger
    language plpgsql security definer set search_path = public as $$
begin
    update records_searchwords set agency_ids = new.agency_id || new.reader_agency_ids
    where official_id = new.id;
    return null;
end $$;
create function records_task_readers() returns trigger
    language plpgsql security definer set search_path = public as $$
begin
    update records_searchwords
    set agency_ids = new.agency_id || (new.giver_agency_id || new.reader_agency_ids)
    where task_id = new.id;
    return null;
end $$;
create function records_dossier_readers() returns trigger
    language plpgsql security definer set search_path = public as $$
begin
    update records_searchwords set agency_ids = new.agency_id || new.reader_agency_ids
    where dossier_id = new.id;
    return null;
end $$;
create trigger records_officialdocument_readers after update on records_officialdocument
    for each row when ((old.agency_id, old.reader_agency_ids)
        is distinct from (new.agency_id, new.reader_agency_ids))
    execute function records_document_readers();
create trigger records_task_readers after update on records_task
    for each row when ((old.agency_id, old.giver_agency_id, old.reader_agency_ids)
        is distinct from (new.agency_id, new.giver_agency_id, new.reader_agency_ids))
    execute function records_task_readers();
create trigger records_dossier_readers after update on records_dossier
    for each row when ((old.agency_id, old.reader_agency_ids)
        is distinct from (new.agency_id, new.reader_agency_ids))
    execute function records_dossier_readers();
"""
NOBODY_S = """
drop function records_readers_of_words() cascade;
drop function records_document_readers() cascade;
drop function records_task_readers() cascade;
drop function records_dossier_readers() cascade;
"""


FIND = """
create function {name}(asked tsquery) returns setof bigint
    language plpgsql stable security definer set search_path = public as $$
begin
    if current_setting('app.actor', true) = 'system' then
        return query select w.{column} from records_searchwords w
        join {table} r on r.id = w.{column} where w.words @@ asked;
    else
        return query select w.{column} from records_searchwords w
        join {table} r on r.id = w.{column} where w.words @@ asked
            and w.agency_ids && {whose};
    end if;
end $$;
"""
FOUND = (
    ("records_find_documents", "official_id", "records_officialdocument"),
    ("records_find_tasks", "task_id", "records_task"),
    ("records_find_dossiers", "dossier_id", "records_dossier"),
)


FINDERS = "".join(
    FIND.format(name=name, column=column, table=table, whose=ACTING_AGENCIES)
    for name, column, table in FOUND
)
NO_FINDERS = "".join(f"drop function {name}(tsquery);" for name, _, _ in FOUND)


class Migration(migrations.Migration):
    dependencies = [("records", "0013_files_read_and_sealed")]

    operations = [
        migrations.RunSQL(WHOSE, NOBODY_S),
        migrations.RunSQL(FINDERS, NO_FINDERS),
    ]
