"""Locks contacts to those who hold or may read them; a denunciation's words to its receiver."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security

OF_VISIBLE_CONTACT = "exists (select 1 from contact_contact c where c.id = contact_id)"
OF_VISIBLE_ARTICLE = "exists (select 1 from contact_article a where a.id = article_id)"
IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"

APPEND_ONLY = """
create function contact_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a contact can only grow' using errcode = 'restrict_violation';
end $$;
create trigger contact_contactevent_append_only before update or delete on contact_contactevent
    for each row execute function contact_event_is_append_only();
"""
OF_A_CONTACT = (
    "contactevent",
    "contactphoto",
    "contactlink",
    "hop",
    "pause",
    "extension",
    "escalation",
    "answer",
    "rating",
    "reopening",
    "follower",
    "qualityreview",
)


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_tables"),
        ("documents", "0001_tables"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security(
            "contact_contact",
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
            person_is("person_id"),
        ),
        row_security("contact_denunciation", agency_is("agency_id")),
        *(row_security(f"contact_{name}", OF_VISIBLE_CONTACT) for name in OF_A_CONTACT),
        row_security(
            "contact_subtask",
            agency_is("agency_id"),
            agency_is("lead_agency_id"),
            agency_among("reader_agency_ids"),
        ),
        row_security("contact_answertemplate", agency_is("agency_id"), "agency_id is null"),
        row_security("contact_subscription", person_is("person_id")),
        row_security("contact_centre"),
        row_security("contact_shift", agency_is("agency_id")),
        row_security("contact_article", "is_public", IS_OFFICER),
        row_security("contact_articleversion", OF_VISIBLE_ARTICLE),
        migrations.RunSQL(
            sql=APPEND_ONLY,
            reverse_sql="drop function contact_event_is_append_only() cascade",
        ),
    ]
