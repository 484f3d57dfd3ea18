"""Locks the queue to its unit; a citizen sees their own tickets and bookings; history only grows."""

from django.db import migrations

from tinhso.core.rls import agency_is, person_is, row_security

OF_VISIBLE_TICKET = "exists (select 1 from counters_ticket t where t.id = ticket_id)"
OF_VISIBLE_COUNTER = "exists (select 1 from counters_counter c where c.id = counter_id)"

APPEND_ONLY = """
create function counters_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a ticket can only grow' using errcode = 'restrict_violation';
end $$;
create trigger counters_ticketevent_append_only before update or delete on counters_ticketevent
    for each row execute function counters_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("counters", "0001_tables"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security("counters_queueunit", agency_is("agency_id")),
        row_security("counters_service", agency_is("agency_id")),
        row_security("counters_counter", agency_is("agency_id")),
        row_security("counters_counter_services", OF_VISIBLE_COUNTER),
        row_security("counters_booking", agency_is("agency_id"), person_is("person_id")),
        row_security("counters_ticket", agency_is("agency_id"), person_is("person_id")),
        row_security("counters_ticketevent", OF_VISIBLE_TICKET),
        row_security("counters_ticketnumber"),
        migrations.RunSQL(
            sql=APPEND_ONLY,
            reverse_sql="drop function counters_event_is_append_only() cascade",
        ),
    ]
