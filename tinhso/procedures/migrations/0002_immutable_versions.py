"""A published version never changes: the database refuses, whoever asks.

Left open: ending it (``valid_to`` once), withdrawing it, and rebuilding what search derives.
"""

from django.db import migrations

_REFUSE = """
create function procedures_refuse_change() returns trigger language plpgsql as $$
begin
    if old.state = 'DRAFT' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' then
        raise exception 'procedure version % is published and cannot be deleted', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if (to_jsonb(new) - array['state', 'valid_to', 'search_vector'])
            is distinct from (to_jsonb(old) - array['state', 'valid_to', 'search_vector'])
        or (new.state <> old.state and new.state <> 'WITHDRAWN')
        or (new.valid_to is distinct from old.valid_to
            and not coalesce(new.valid_to < old.valid_to, old.valid_to is null))
    then
        raise exception 'procedure version % is published and cannot be changed', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger procedures_version_immutable
    before update or delete on procedures_procedureversion
    for each row execute function procedures_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_tables"), ("procedures", "0001_tables")]

    operations = [
        migrations.RunSQL(
            sql=_REFUSE,
            reverse_sql="""
            drop trigger procedures_version_immutable on procedures_procedureversion;
            drop function procedures_refuse_change();
            """,
        )
    ]
