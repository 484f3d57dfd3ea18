"""Locks money to its payer and agencies; the journal balances and never changes."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security

OF_VISIBLE_INTENT = "exists (select 1 from payments_paymentintent i where i.id = intent_id)"
OF_VISIBLE_ENTRY = "exists (select 1 from payments_journalentry e where e.id = entry_id)"
OF_AGENCY = (agency_is("agency_id"), agency_among("reader_agency_ids"))

# The balance is judged at the commit, when whoever acts may see none of the lines: the function
# looks as the platform.
JOURNAL = """
create function payments_journal_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'the journal can only grow' using errcode = 'restrict_violation';
end $$;
create trigger payments_journalentry_append_only before update or delete
    on payments_journalentry for each row execute function payments_journal_never_changes();
create trigger payments_journalline_append_only before update or delete
    on payments_journalline for each row execute function payments_journal_never_changes();

create function payments_entry_balances() returns trigger language plpgsql as $$
declare
    acting text := current_setting('app.actor', true);
    entry bigint;
    lines integer;
    total numeric;
begin
    entry := case when tg_table_name = 'payments_journalentry' then new.id
                  else (to_jsonb(new) ->> 'entry_id')::bigint end;
    perform set_config('app.actor', 'system', true);
    select count(*), coalesce(sum(amount_vnd), 0) into lines, total
        from payments_journalline where entry_id = entry;
    perform set_config('app.actor', coalesce(acting, ''), true);
    if lines < 2 or total <> 0 then
        raise exception 'journal entry % does not balance: % in % lines', entry, total, lines
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger payments_journalentry_balances after insert on payments_journalentry
    deferrable initially deferred for each row execute function payments_entry_balances();
create constraint trigger payments_journalline_balances after insert on payments_journalline
    deferrable initially deferred for each row execute function payments_entry_balances();
"""
FREE = """
drop function payments_entry_balances() cascade;
drop function payments_journal_never_changes() cascade;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_row_level_security"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
        ("payments", "0001_tables"),
    ]

    operations = [
        row_security("payments_paymentintent", *OF_AGENCY, person_is("person_id")),
        row_security("payments_paymentattempt", OF_VISIBLE_INTENT),
        row_security("payments_refund", *OF_AGENCY, person_is("person_id")),
        row_security("payments_journalentry", *OF_AGENCY),
        row_security("payments_journalline", OF_VISIBLE_ENTRY),
        row_security("payments_cashdrawer", *OF_AGENCY),
        row_security("payments_drawerclosing", *OF_AGENCY),
        row_security("payments_difference", *OF_AGENCY),
        row_security("payments_statementline"),
        row_security("payments_providermessage"),
        migrations.RunSQL(JOURNAL, FREE),
    ]
