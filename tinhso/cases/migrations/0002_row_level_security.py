"""Locks cases to their agencies and applicant; history can only grow."""

from django.db import migrations

from tinhso.core.rls import agency_is, person_is, row_security

OF_VISIBLE_CASE = "exists (select 1 from cases_case c where c.id = case_id)"
OF_VISIBLE_DRAFT = "exists (select 1 from cases_draft d where d.id = draft_id)"

APPEND_ONLY = """
create function cases_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a case can only grow' using errcode = 'restrict_violation';
end $$;
create trigger cases_caseevent_append_only before update or delete on cases_caseevent
    for each row execute function cases_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_tables"),
        ("core", "0002_row_level_security"),
        ("documents", "0002_row_level_security"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
        ("procedures", "0002_immutable_versions"),
    ]

    operations = [
        row_security(
            "cases_case",
            agency_is("receiving_agency_id"),
            agency_is("competent_agency_id"),
            agency_is("assisting_agency_id"),
            agency_is("step_agency_id"),
            person_is("applicant_id"),
        ),
        row_security("cases_caseevent", OF_VISIBLE_CASE),
        row_security("cases_casepause", OF_VISIBLE_CASE),
        row_security("cases_casepaper", OF_VISIBLE_CASE),
        row_security("cases_caseslip", OF_VISIBLE_CASE),
        row_security("cases_caserating", OF_VISIBLE_CASE),
        row_security("cases_consultation", agency_is("asking_agency_id"), agency_is("agency_id")),
        row_security("cases_draft", person_is("person_id"), agency_is("created_by_agency_id")),
        row_security("cases_draftpaper", OF_VISIBLE_DRAFT),
        row_security("cases_casecodecounter"),
        migrations.RunSQL(
            sql=APPEND_ONLY,
            reverse_sql="drop function cases_event_is_append_only() cascade",
        ),
    ]
