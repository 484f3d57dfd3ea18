"""One search: words of documents beside those of tasks and dossiers, kept by triggers.

Texts come in small letters with their form without accents behind; the classes name signs one by
one, for \\w depends on the locale.
"""

from django.db import migrations

WORDS = r"""
create function records_words_of(said text) returns tsvector
    language sql immutable strict parallel safe as $$
    select array_to_tsvector(array(
        select distinct left(word, 60) from regexp_split_to_table(
            said, '[][[:space:].,;:!?()"''“”‘’…«»<>{}|*=+%&#_/\\–—-]+') word
        where word <> ''
    ))
$$;
create function records_keep_words(of_document bigint) returns void language sql as $$
    insert into records_searchwords (official_id, words)
    select o.id, records_words_of(o.search_text || ' ' || coalesce(a.words, ''))
    from records_officialdocument o left join records_arrival a on a.official_id = o.id
    where o.id = of_document
    on conflict (official_id) do update set words = excluded.words
$$;
create function records_document_said() returns trigger language plpgsql as $$
begin
    perform records_keep_words(new.id);
    return null;
end $$;
create function records_arrival_said() returns trigger language plpgsql as $$
begin
    perform records_keep_words(new.official_id);
    return null;
end $$;
create trigger records_officialdocument_words_came after insert on records_officialdocument
    for each row execute function records_document_said();
create trigger records_officialdocument_words_change after update on records_officialdocument
    for each row when (old.search_text is distinct from new.search_text)
    execute function records_document_said();
create trigger records_arrival_words_came after insert on records_arrival
    for each row when (new.words <> '') execute function records_arrival_said();
create trigger records_arrival_words_change after update on records_arrival
    for each row when (old.words is distinct from new.words)
    execute function records_arrival_said();
"""
NO_WORDS = """
drop function records_document_said() cascade;
drop function records_arrival_said() cascade;
drop function records_keep_words(bigint);
drop function records_words_of(text);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0011_dossiers_row_level_security")]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
    ]
