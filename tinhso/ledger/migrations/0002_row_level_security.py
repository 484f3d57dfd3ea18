"""Locks secrets to the platform and the acting agency; makes the log append-only for everyone."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

REFUSE_ENTRY_CHANGE = """
create function ledger_refuse_entry_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.index is null and new.index is not null
       and (old.id, old.position, old.kind, old.recorded_at, old.commitment)
         = (new.id, new.position, new.kind, new.recorded_at, new.commitment) then
        return new;
    end if;
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_ledgerentry
for each row execute function ledger_refuse_entry_change();
"""

REFUSE_TILE_CHANGE = """
create function ledger_refuse_tile_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (old.level, old.number) = (new.level, new.number)
       and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
        return new;
    end if;
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_tile_append_only before update or delete on ledger_ledgertile
for each row execute function ledger_refuse_tile_change();
"""

REFUSE_CHANGE = """
create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_checkpoint_append_only before update or delete on ledger_ledgercheckpoint
for each row execute function ledger_refuse_change();
create trigger ledger_secret_never_changed before update on ledger_ledgersecret
for each row execute function ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_row_level_security"), ("ledger", "0001_tables")]

    operations = [
        row_security("ledger_ledgersecret", agency_is("agency_id"), public_insert=True),
        migrations.RunSQL(
            REFUSE_ENTRY_CHANGE,
            "drop trigger ledger_entry_append_only on ledger_ledgerentry;"
            "drop function ledger_refuse_entry_change();",
        ),
        migrations.RunSQL(
            REFUSE_TILE_CHANGE,
            "drop trigger ledger_tile_append_only on ledger_ledgertile;"
            "drop function ledger_refuse_tile_change();",
        ),
        migrations.RunSQL(
            REFUSE_CHANGE,
            "drop trigger ledger_checkpoint_append_only on ledger_ledgercheckpoint;"
            "drop trigger ledger_secret_never_changed on ledger_ledgersecret;"
            "drop function ledger_refuse_change();",
        ),
    ]
