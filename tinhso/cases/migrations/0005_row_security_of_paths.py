"""Lets agencies of a branch read the case they work on; locks what the paths collect."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, change_row_security, person_is, row_security

OF_VISIBLE_CASE = "exists (select 1 from cases_case c where c.id = case_id)"
OF_VISIBLE_INSPECTION = "exists (select 1 from cases_inspection i where i.id = inspection_id)"
TAKING_PART = [
    agency_is("receiving_agency_id"),
    agency_is("competent_agency_id"),
    agency_is("assisting_agency_id"),
    agency_is("step_agency_id"),
    person_is("applicant_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_row_level_security"),
        ("documents", "0001_tables"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
        ("procedures", "0002_immutable_versions"),
    ]

    operations = [
        change_row_security(
            "cases_case",
            former=TAKING_PART,
            conditions=[*TAKING_PART, agency_among("branch_agency_ids")],
        ),
        row_security("cases_casebranch", OF_VISIBLE_CASE),
        row_security("cases_inspection", OF_VISIBLE_CASE),
        row_security("cases_inspectionphoto", OF_VISIBLE_INSPECTION),
        row_security("cases_complaint", OF_VISIBLE_CASE),
        row_security("cases_casecorrection", OF_VISIBLE_CASE),
    ]
