"""Words of documents as hashes beside them, kept by triggers, so that an index finds them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Whole words first (``15/qđ-ubnd``), then what strokes and hyphens part (``15``, ``qđ``, ``ubnd``).
# Texts come in small letters; the classes name signs one by one, for \w depends on the locale.
TRIGGERS = r"""
create function records_search_tokens(said text) returns integer[]
    language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct hashtext(word)), '{}') from (
        select regexp_split_to_table(said, '[][[:space:].,;:!?()"''“”‘’…«»<>{}|*=+%&#_]+') as word
        union all
        select regexp_split_to_table(said, '[][[:space:].,;:!?()"''“”‘’…«»<>{}|*=+%&#_/–—-]+')
    ) as parted where word <> ''
$$;

create function records_keep_search_entry(of_document bigint) returns void language sql as $$
    insert into records_searchentry (official_id, agency_ids, tokens)
    select o.id, array(select distinct unnest(o.reader_agency_ids || o.agency_id) order by 1),
        records_search_tokens(o.search_text || ' ' || coalesce(a.words, ''))
    from records_officialdocument o left join records_arrival a on a.official_id = o.id
    where o.id = of_document
    on conflict (official_id) do update
        set agency_ids = excluded.agency_ids, tokens = excluded.tokens
$$;

create function records_document_said() returns trigger language plpgsql as $$
begin
    perform records_keep_search_entry(new.id);
    return null;
end $$;
create function records_arrival_said() returns trigger language plpgsql as $$
begin
    perform records_keep_search_entry(new.official_id);
    return null;
end $$;

create trigger records_officialdocument_words_came after insert on records_officialdocument
    for each row execute function records_document_said();
create trigger records_officialdocument_words_change after update on records_officialdocument
    for each row when (
        (old.search_text, old.reader_agency_ids, old.agency_id)
        is distinct from (new.search_text, new.reader_agency_ids, new.agency_id)
    ) execute function records_document_said();
create trigger records_arrival_words_came after insert on records_arrival
    for each row when (new.words <> '') execute function records_arrival_said();
create trigger records_arrival_words_change after update on records_arrival
    for each row when (old.words is distinct from new.words)
    execute function records_arrival_said();

select set_config('app.actor', 'system', true);
select records_keep_search_entry(id) from records_officialdocument;
select set_config('app.actor', '', true);
"""
NO_TRIGGERS = """
drop function records_document_said() cascade;
drop function records_arrival_said() cascade;
drop function records_keep_search_entry(bigint);
drop function records_search_tokens(text);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0006_incoming_row_level_security")]

    operations = [
        migrations.RemoveIndex(model_name="officialdocument", name="official_search"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "official",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="records.officialdocument",
                    ),
                ),
                (
                    "agency_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["agency_ids", "tokens"], name="search_entry_words"
                    )
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
