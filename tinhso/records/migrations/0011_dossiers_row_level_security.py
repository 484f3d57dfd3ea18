"""Locks dossiers, hand-overs, copies and words; their history grows only; the search's functions.

Words are locked too, but not against the owner of the tables: the three functions are the
owner's, look into the index, and let the locks of documents, tasks and dossiers judge what it
found. What was taken in before gets its words here.
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

FIND = """
alter table records_searchwords no force row level security;
create function records_find_documents(asked tsquery) returns setof bigint
    language sql stable security definer set search_path = public as $$
    select w.official_id from records_searchwords w
    join records_officialdocument o on o.id = w.official_id where w.words @@ asked
$$;
create function records_find_tasks(asked tsquery) returns setof bigint
    language sql stable security definer set search_path = public as $$
    select w.task_id from records_searchwords w
    join records_task t on t.id = w.task_id where w.words @@ asked
$$;
create function records_find_dossiers(asked tsquery) returns setof bigint
    language sql stable security definer set search_path = public as $$
    select w.dossier_id from records_searchwords w
    join records_dossier d on d.id = w.dossier_id where w.words @@ asked
$$;
"""

FORGET = """
drop function records_find_documents(tsquery);
drop function records_find_tasks(tsquery);
drop function records_find_dossiers(tsquery);
"""

WORDS = """
select set_config('app.actor', 'system', true);
insert into records_searchwords (official_id, words)
    select a.official_id, array_to_tsvector(array(
        select distinct left(found[1], 60)
        from regexp_matches(o.search_text || ' ' || a.words, '[[:alnum:]]+', 'g') found))
    from records_arrival a join records_officialdocument o on o.id = a.official_id
    on conflict do nothing;
insert into records_searchwords (task_id, words)
    select t.id, array_to_tsvector(array(
        select distinct left(found[1], 60) from regexp_matches(
            lower(t.title || ' ' || d.title) || ' ' || tinhso_fold(t.title || ' ' || d.title),
            '[[:alnum:]]+', 'g') found))
    from records_task t join records_directive d on d.id = t.directive_id
    on conflict do nothing;
select set_config('app.actor', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0010_dossiers")]

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
        migrations.RunSQL(FIND, FORGET),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    ]
